"""Rules of calls: who is next at a counter, saying it again, and nobody coming."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.announcements import announce
from server.queueing.commands import CallNext, MarkNoShow, Recall
from server.queueing.counters import not_open, out_of_date
from server.queueing.day import Day
from server.queueing.events import (
    CallRepeated,
    Event,
    Record,
    TicketCalled,
    TicketMissed,
    TicketPutBack,
)
from server.queueing.hall import full, inside, may_come
from server.queueing.hand import leave_hand, take_in_hand, ticket_in_hand
from server.queueing.line import Line
from server.queueing.neighbours import neighbour_first
from server.queueing.ticket import FRONT_TIER, Leg, Ticket, TicketState
from server.queueing.tickets import not_in_state
from server.queueing.walks import hold_seconds, start_of


def next_line(
    day: Day, counter_id: str, now: datetime, waiting_too: Ticket | None = None
) -> Line | None:
    """The line that a counter calls from now: among its services, the one with the longest wait.

    `waiting_too` is a ticket that is about to wait again. None if nobody waits who may come: where
    the lobby is full, those outside are passed until there is room for them.
    """
    lines = _waiting_lines(day, counter_id, waiting_too)
    line = min(lines, key=Line.rank, default=None)
    if line is None or day.hall is None:
        return line
    counted = inside(day, now)
    first = line.next_id()
    if first is not None and may_come(day, day.tickets[first], counted, now):
        return line

    def may(ticket_id: str) -> bool:
        return may_come(day, day.tickets[ticket_id], counted, now)

    coming = (each.only(may) for each in lines)
    return min((each for each in coming if each), key=Line.rank, default=None)


def next_call(
    day: Day, counter_id: str, now: datetime, waiting_too: Ticket | None = None
) -> TicketCalled | None:
    """The call that a counter would make now."""
    line = next_line(day, counter_id, now, waiting_too)
    if line is None or (ticket_id := line.next_id()) is None:
        return None
    return TicketCalled(
        ticket_id,
        counter_id,
        day.call + 1,
        line.balance_after_call(),
        hold_seconds(day, day.tickets[ticket_id], counter_id, now),
    )


def call_next(day: Day, command: CallNext, now: datetime) -> list[Event] | Refusal:
    """Call whoever is next. Whoever loses a race for a ticket gets the following one."""
    if refusal := out_of_date(day, command) or not_open(day, command.counter):
        return refusal
    in_hand = day.in_hand(command.counter)
    if in_hand is not None:
        return Refusal(RefusalCode.FINISH_FIRST, {"number": in_hand.number})
    call = next_call(day, command.counter, now)
    if call is not None:
        return neighbour_first(day, command.counter, now) or [call]
    if day.hall is not None and _waiting_lines(day, command.counter):
        return full(day, now)
    return Refusal(RefusalCode.NOBODY_WAITING)


def recall(day: Day, command: Recall, now: datetime) -> list[Event] | Refusal:
    """Say it again, not too soon after the last time."""
    ticket = ticket_in_hand(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is not TicketState.CALLED or ticket.call_at is None:
        return not_in_state(ticket)
    since = (now - ticket.call_at).total_seconds()
    remaining = day.office.calls.recall_gap_seconds - since
    if remaining > 0:
        return Refusal(RefusalCode.RECALL_TOO_SOON, {"seconds": -int(-remaining // 1)})
    return [CallRepeated(ticket.id, command.counter, day.call + 1)]


def mark_no_show(day: Day, command: MarkNoShow, now: datetime) -> list[Event] | Refusal:
    """Nobody came; only after the number of calls that the office asks for."""
    ticket = ticket_in_hand(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is not TicketState.CALLED:
        return not_in_state(ticket)
    needed = day.office.calls.calls_before_no_show
    if ticket.calls < needed:
        return Refusal(RefusalCode.CALL_AGAIN_FIRST, {"calls": needed, "called": ticket.calls})
    return [TicketMissed(ticket.id, command.counter)]


def ticket_called(day: Day, event: TicketCalled, record: Record) -> None:
    """Apply: in hand at the counter; the share moves on if the call used it."""
    before = day.tickets[event.ticket_id]
    line = day.lines[before.service]
    start = start_of(before, record.at)
    heard_at = record.at + timedelta(seconds=event.hold_seconds)
    take_in_hand(
        day,
        record,
        event.counter,
        before,
        replace(
            _called(before, event.call, record),
            legs=_leg_called(before, event.counter, record),
            state=TicketState.CALLED,
            counter=event.counter,
            called_from=start.spot,
            called_beside=start.counter,
            announced_at=None if day.hall is None else heard_at,
            is_announced=not event.hold_seconds,
        ),
    )
    day.call = event.call
    day.put_counter(event.counter, last_call=event.call)
    if line.balance != event.balance:
        line.balance, line.balance_moved_at = event.balance, record.version
    if not event.hold_seconds:
        announce(day, event.ticket_id, event.counter, record, event.call)


def call_repeated(day: Day, event: CallRepeated, record: Record) -> None:
    """Apply: heard by the whole hall, so not to be undone."""
    day.put(_called(day.tickets[event.ticket_id], event.call, record))
    day.put_counter(event.counter, last=None, last_call=event.call)
    announce(day, event.ticket_id, event.counter, record, event.call, is_recall=True)


def ticket_put_back(day: Day, event: TicketPutBack, record: Record) -> None:
    """Apply: at the head, as if not called; a service that was begun begins anew."""
    ticket = day.tickets[event.ticket_id]
    day.put(
        replace(
            ticket,
            legs=_legs_put_back(ticket),
            state=TicketState.WAITING,
            counter=None,
            place=ticket.place._replace(tier=FRONT_TIER),
            calls=0,
        )
    )
    day.put_counter(event.counter, ticket_id=None, last=None)


def ticket_missed(day: Day, event: TicketMissed, record: Record) -> None:
    """Apply."""
    before = day.tickets[event.ticket_id]
    missed = replace(before, state=TicketState.NO_SHOW, counter=None, missed_at=record.at)
    leave_hand(day, record, event.counter, before, missed)


def _called(ticket: Ticket, call: int, record: Record) -> Ticket:
    return replace(ticket, call=call, call_at=record.at, calls=ticket.calls + 1)


def _leg_called(ticket: Ticket, counter_id: str, record: Record) -> tuple[Leg, ...]:
    leg = ticket.legs[ticket.leg]
    called = replace(leg, counter=counter_id, called_at=leg.called_at or record.at)
    return (*ticket.legs[: ticket.leg], called, *ticket.legs[ticket.leg + 1 :])


def _legs_put_back(ticket: Ticket) -> tuple[Leg, ...]:
    if ticket.state is not TicketState.SERVING:
        return ticket.legs
    leg = replace(ticket.legs[ticket.leg], started_at=None)
    return (*ticket.legs[: ticket.leg], leg, *ticket.legs[ticket.leg + 1 :])


def _waiting_lines(day: Day, counter_id: str, waiting_too: Ticket | None = None) -> list[Line]:
    """The lines in which somebody waits for a counter."""
    lines = []
    for service_id in day.counter(counter_id).services:
        line = day.lines[service_id]
        if waiting_too is not None and waiting_too.service == service_id:
            line = line.changed(add=waiting_too)
        if line and not day.is_suspended(service_id):
            lines.append(line)
    return lines
