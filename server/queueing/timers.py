"""What the clock does by itself: everything that falls due without anybody pressing a key.

Timers run on office time (see `schedule`): they stand in breaks, and those of a suspended service
stand until it goes on. Each command of the clock has an id that says what it is, so that two
processes, or a restart, cannot do it twice.
"""

from datetime import datetime

from msgspec import Struct

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import (
    AnnounceCall,
    AssumeArrival,
    Command,
    EndHold,
    EndReservation,
    EnterPhase,
    ExpireNotice,
    LetIn,
    MissCall,
    MissComeIn,
    PassMidnight,
)
from server.queueing.day import Day
from server.queueing.events import Event, HoldEnded, TicketExpired, TicketMissed
from server.queueing.hall import is_crowded, leaving
from server.queueing.hall_day import WAITS
from server.queueing.notices import shown_notices
from server.queueing.places import called_in
from server.queueing.schedule import due_at, next_phase_change, phase_at
from server.queueing.ticket import ExpiryReason, Ticket, TicketState


class Due(Struct, frozen=True):
    """A command of the clock, and when it is due."""

    at: datetime
    command_id: str
    command: Command


def next_due(day: Day, now: datetime) -> Due | None:
    """The clock's earliest command, which may lie in the past; None on an ended day."""
    if day.ended:
        return None
    dues = [due for ticket_id in day.timed if (due := ticket_due(day, day.tickets[ticket_id]))]
    midnight = day.schedule.ends_at
    dues.append(Due(midnight, f"midnight:{day.schedule.date.isoformat()}", PassMidnight()))
    dues += [
        Due(notice.until, f"notice:{notice.id}", ExpireNotice(notice.id))
        for notice in shown_notices(day)
        if notice.until is not None
    ]
    dues.append(_phase_due(day, now) or dues[-1])
    dues.append(room_due(day, now) or dues[-1])
    return min(dues, key=lambda due: due.at)


def follow_up(day: Day, now: datetime) -> Due | None:
    """What the clock tries at once after anything else, with it: to let in who has room now.

    Whether anybody has is for `decide` to say; asking here, too, would cost every command as much.
    """
    if day.hall is None or day.ended:
        return None
    return Due(now, f"let-in:{day.version}", LetIn())


def room_due(day: Day, now: datetime) -> Due | None:
    """When somebody may be let in because others have gone, if nothing else happens before."""
    if day.hall is None or day.ended or not is_crowded(day, now):
        return None
    gone = sorted({day.hall.leaving[ticket_id].until for ticket_id in leaving(day, now)})
    if not gone or next(called_in(day, gone[-1]), None) is None:
        return None  # not even when all of them have gone
    at = next(at for at in gone if next(called_in(day, at), None) is not None)
    return Due(at, f"let-in:{day.version}", LetIn())


def ticket_due(day: Day, ticket: Ticket) -> Due | None:
    """The clock's next command about a ticket, if it has one."""
    dues = (_heard_due(ticket), come_in_due(day, ticket), state_due(day, ticket))
    return min((due for due in dues if due is not None), key=lambda due: due.at, default=None)


def _heard_due(ticket: Ticket) -> Due | None:
    """When a held call is heard; nothing stops that."""
    if ticket.is_announced or ticket.state is not TicketState.CALLED:
        return None
    if ticket.call is None or ticket.announced_at is None:
        return None
    command = AnnounceCall(ticket.id, ticket.call)
    return Due(ticket.announced_at, f"announce:{ticket.id}:{ticket.call}", command)


def come_in_due(day: Day, ticket: Ticket) -> Due | None:
    """When somebody who was asked to come in counts as there, or as not coming."""
    stay, hall = ticket.stay, day.office.hall
    if stay is None or stay.arrived_at is not None or hall is None or ticket.state not in WAITS:
        return None
    rules, stopped = hall.letting_in, day.stopped(ticket.service)
    start = max(stay.called_in_at, ticket.restored_at or stay.called_in_at)
    if rules.assume_seconds is not None and rules.assume_seconds <= rules.come_seconds:
        at = due_at(start, rules.assume_seconds, stopped)
        return Due(at, f"arrival:{ticket.id}:{stay.order}", AssumeArrival(ticket.id, stay.order))
    at = due_at(start, rules.come_seconds, stopped)
    name = f"come-in:{ticket.id}:{stay.order}:{stay.calls}"
    return Due(at, name, MissComeIn(ticket.id, stay.order, stay.calls))


def state_due(day: Day, ticket: Ticket) -> Due | None:
    """When the clock ends this ticket's state; None while its service is suspended."""
    if day.is_suspended(ticket.service):
        return None
    rules = day.office
    command: Command
    match ticket.state:
        case TicketState.RESERVED:
            start, seconds = ticket.issued_at, rules.tickets.confirm_seconds
            name = f"reservation:{ticket.id}"
            command = EndReservation(ticket.id)
        case TicketState.CALLED if ticket.call_at is not None and ticket.call is not None:
            start = max(ticket.call_at, ticket.announced_at or ticket.call_at)
            seconds = (
                rules.calls.no_show_priority_seconds
                if ticket.is_priority
                else rules.calls.no_show_seconds
            )
            name = f"no-show:{ticket.id}:{ticket.call}:{ticket.touched}"
            command = MissCall(ticket.id, ticket.call)
        case TicketState.HELD if ticket.held_at is not None:
            start, seconds = ticket.held_at, rules.hold.seconds
            name = f"hold:{ticket.id}:{ticket.touched}"
            command = EndHold(ticket.id)
        case _:
            return None
    if ticket.restored_at is not None:
        start = max(start, ticket.restored_at)
    return Due(due_at(start, seconds, day.stopped(ticket.service)), name, command)


def end_reservation(day: Day, command: EndReservation, now: datetime) -> list[Event] | Refusal:
    """Nobody confirmed: the number is not called. A later confirmation still counts."""
    if not _is_due(day, command.ticket_id, TicketState.RESERVED, now):
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return [TicketExpired(command.ticket_id, ExpiryReason.UNCONFIRMED)]


def miss_call(day: Day, command: MissCall, now: datetime) -> list[Event] | Refusal:
    """Nobody came to this very call."""
    ticket = day.tickets.get(command.ticket_id)
    if ticket is None or ticket.call != command.call or ticket.counter is None:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    if not _is_due(day, command.ticket_id, TicketState.CALLED, now):
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return [TicketMissed(command.ticket_id, ticket.counter)]


def end_hold(day: Day, command: EndHold, now: datetime) -> list[Event] | Refusal:
    """A held ticket waits again, with its seniority."""
    if not _is_due(day, command.ticket_id, TicketState.HELD, now):
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return [HoldEnded(command.ticket_id, at_head=False)]


def _is_due(day: Day, ticket_id: str, state: TicketState, now: datetime) -> bool:
    ticket = day.tickets.get(ticket_id)
    if ticket is None or ticket.state is not state:
        return False
    due = state_due(day, ticket)
    return due is not None and due.at <= now


def _phase_due(day: Day, now: datetime) -> Due | None:
    current = phase_at(day.schedule, now)
    if current is not day.phase:
        at = day.last_at or now
    else:
        change = next_phase_change(day.schedule, now)
        if change is None:
            return None
        at, current = change, phase_at(day.schedule, change)
        if current is day.phase:
            return None
    return Due(at, f"phase:{current.value}:{day.version}", EnterPhase(current))
