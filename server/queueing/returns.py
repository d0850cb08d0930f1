"""Rules of coming back: after a missed call, or by letting others go first."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.claims import own_ticket
from server.queueing.commands import DelayTicket, ReturnTicket
from server.queueing.day import Day
from server.queueing.events import Event, Record, TicketDelayed, TicketReturned
from server.queueing.standing import ahead, competing_services
from server.queueing.ticket import FRONT_TIER, USUAL_TIER, Place, Ticket, TicketState
from server.queueing.tickets import not_in_state


def delay(day: Day, command: DelayTicket, now: datetime) -> list[Event] | Refusal:
    """A waiting visitor lets the next few behind them go first."""
    ticket = own_ticket(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is not TicketState.WAITING:
        return not_in_state(ticket)
    if refusal := _returns_used_up(day, ticket):
        return refusal
    if not lets_others_go_first(day, ticket, now):
        return Refusal(RefusalCode.NOBODY_BEHIND, {"number": ticket.number})
    return [TicketDelayed(ticket.id, _seniority_of_late(day, ticket, now))]


def lets_others_go_first(day: Day, ticket: Ticket, now: datetime) -> bool:
    """Whether anybody would be called before a waiting ticket if it were delayed now.

    Found without trying it where others of its class wait behind, because every phone is told.
    """
    if not day.office.returns.behind:
        return False
    line = day.lines[ticket.service]
    own = line.places_of(ticket.is_priority)
    if ticket.place.tier == FRONT_TIER:
        if own:
            return True
    elif own[-1] != ticket.place:
        return True  # goes behind the next one of its class at least
    rest = line.changed(remove=ticket)
    at = _seniority_of_late(day, ticket, now)
    late = replace(ticket, place=Place(USUAL_TIER, at, day.version + 1))
    key = rest.key(late)
    others = competing_services(day, ticket.service)
    after = rest.before(late) + sum(day.lines[each].before_key(key) for each in others)
    return after > ahead(day, ticket)


def _seniority_of_late(day: Day, ticket: Ticket, now: datetime) -> datetime:
    """The seniority of a waiting ticket that lets the next few of its service go first."""
    line = day.lines[ticket.service]
    count = line.before(ticket) + day.office.returns.behind
    behind = line.changed(remove=ticket).seniority_behind(count, ticket.is_priority, now)
    return max(behind, ticket.place.at)


def return_(day: Day, command: ReturnTicket, now: datetime) -> list[Event] | Refusal:
    """After a missed call: behind the next few of the service, a few times at most."""
    ticket = own_ticket(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is not TicketState.NO_SHOW:
        return not_in_state(ticket)
    if refusal := _returns_used_up(day, ticket):
        return refusal
    behind = day.lines[ticket.service].seniority_behind(
        day.office.returns.behind, ticket.is_priority, now
    )
    return [TicketReturned(ticket.id, behind)]


def ticket_delayed(day: Day, event: TicketDelayed, record: Record) -> None:
    """Apply."""
    _wait_again(day, event.ticket_id, event.seniority_at, record)


def ticket_returned(day: Day, event: TicketReturned, record: Record) -> None:
    """Apply."""
    _wait_again(day, event.ticket_id, event.seniority_at, record)


def _returns_used_up(day: Day, ticket: Ticket) -> Refusal | None:
    most = day.office.returns.most
    if ticket.returns < most:
        return None
    return Refusal(RefusalCode.RETURNS_USED_UP, {"number": ticket.number, "most": most})


def _wait_again(day: Day, ticket_id: str, seniority_at: datetime, record: Record) -> None:
    ticket = day.tickets[ticket_id]
    day.put(
        replace(
            ticket,
            state=TicketState.WAITING,
            place=Place(USUAL_TIER, seniority_at, record.version),
            returns=ticket.returns + 1,
            calls=0,
        )
    )
