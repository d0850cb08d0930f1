"""Rules of leaving: numbers that are given up, taken out, or run out."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import CancelTicket, VoidTicket
from server.queueing.day import Day
from server.queueing.events import Event, Record, TicketCancelled, TicketExpired, TicketVoided
from server.queueing.reasons import unknown_reason
from server.queueing.ticket import IN_HAND, LIVE, TicketState
from server.queueing.tickets import known, not_in_state


def cancel(day: Day, command: CancelTicket, now: datetime) -> list[Event] | Refusal:
    """The visitor gives the number up, before being served."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is TicketState.SERVING:
        return Refusal(RefusalCode.TICKET_IN_SERVICE, {"number": ticket.number})
    if ticket.state in LIVE or ticket.state is TicketState.NO_SHOW:
        return [TicketCancelled(ticket.id)]
    return not_in_state(ticket)


def void(day: Day, command: VoidTicket, now: datetime) -> list[Event] | Refusal:
    """Staff take a number out that nobody is being served under."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if refusal := unknown_reason(day.office.reasons.void, command.reason):
        return refusal
    if ticket.state is TicketState.SERVING:
        return Refusal(RefusalCode.TICKET_IN_SERVICE, {"number": ticket.number})
    if ticket.state in LIVE or ticket.state is TicketState.NO_SHOW:
        return [TicketVoided(ticket.id, command.reason)]
    return not_in_state(ticket)


def ticket_expired(day: Day, event: TicketExpired, record: Record) -> None:
    """Apply."""
    _end(day, event.ticket_id, TicketState.EXPIRED, record, event.reason.value)


def ticket_cancelled(day: Day, event: TicketCancelled, record: Record) -> None:
    """Apply."""
    _end(day, event.ticket_id, TicketState.CANCELLED, record)


def ticket_voided(day: Day, event: TicketVoided, record: Record) -> None:
    """Apply."""
    _end(day, event.ticket_id, TicketState.VOID, record, event.reason)


def _end(
    day: Day, ticket_id: str, state: TicketState, record: Record, reason: str | None = None
) -> None:
    """A ticket leaves the day, and the hands of the counter that had called it."""
    ticket = day.tickets[ticket_id]
    if ticket.state in IN_HAND and ticket.counter is not None:
        day.put_counter(ticket.counter, ticket_id=None, last=None)
    day.put(replace(ticket, state=state, ended_at=record.at, reason=reason, counter=None))
