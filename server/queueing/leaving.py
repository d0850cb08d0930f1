"""Rules of leaving: numbers that are given up (and kept after all), taken out, or run out."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.claims import own_ticket
from server.queueing.commands import CancelTicket, UndoCancel, VoidRun, VoidTicket
from server.queueing.day import Day
from server.queueing.events import (
    CancellationUndone,
    Event,
    Record,
    TicketCancelled,
    TicketExpired,
    TicketVoided,
)
from server.queueing.reasons import unknown_reason
from server.queueing.schedule import due_at, stopped_periods
from server.queueing.ticket import FRONT_TIER, IN_HAND, LEAVABLE, Ticket, TicketState
from server.queueing.tickets import known, not_in_state


def cancel(day: Day, command: CancelTicket, now: datetime) -> list[Event] | Refusal:
    """The visitor gives the number up, before being served."""
    ticket = own_ticket(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is TicketState.SERVING:
        return Refusal(RefusalCode.TICKET_IN_SERVICE, {"number": ticket.number})
    if ticket.state in LEAVABLE:
        return [TicketCancelled(ticket.id)]
    return not_in_state(ticket)


def undo_cancel(day: Day, command: UndoCancel, now: datetime) -> list[Event] | Refusal:
    """The visitor stays after all, with the old place; a call that was given up is not made up."""
    ticket = own_ticket(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    before = ticket.cancelled_from
    if ticket.state is not TicketState.CANCELLED or before is None:
        return not_in_state(ticket)
    if cancel_undone_until(day, ticket, now) is None:
        return Refusal(RefusalCode.TOO_LATE_TO_UNDO)
    if before is TicketState.CALLED:
        return [CancellationUndone(ticket.id, TicketState.WAITING, at_head=True)]
    return [CancellationUndone(ticket.id, before, at_head=False)]


def cancel_undone_until(day: Day, ticket: Ticket, now: datetime) -> datetime | None:
    """Until when a cancellation can still be taken back; None if it cannot."""
    if ticket.state is not TicketState.CANCELLED or ticket.ended_at is None:
        return None
    seconds = day.office.tickets.undo_cancel_seconds
    until = due_at(ticket.ended_at, seconds, stopped_periods(day.schedule))
    return until if now < until else None


def void(day: Day, command: VoidTicket, now: datetime) -> list[Event] | Refusal:
    """Staff take a number out that nobody is being served under."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if refusal := unknown_reason(day.office.reasons.void, command.reason):
        return refusal
    if ticket.state is TicketState.SERVING:
        return Refusal(RefusalCode.TICKET_IN_SERVICE, {"number": ticket.number})
    if ticket.state in LEAVABLE:
        return [TicketVoided(ticket.id, command.reason)]
    return not_in_state(ticket)


def void_run(day: Day, command: VoidRun, now: datetime) -> list[Event] | Refusal:
    """Staff take out what is left of several numbers, such as those of a run at a kiosk."""
    if refusal := unknown_reason(day.office.reasons.void, command.reason):
        return refusal
    voided: list[Event] = []
    for ticket_id in dict.fromkeys(command.ticket_ids):
        ticket = known(day, ticket_id)
        if isinstance(ticket, Refusal):
            return ticket
        if ticket.state in LEAVABLE:
            voided.append(TicketVoided(ticket.id, command.reason))
    return voided or Refusal(RefusalCode.NOTHING_TO_VOID)


def ticket_expired(day: Day, event: TicketExpired, record: Record) -> None:
    """Apply."""
    _end(day, event.ticket_id, TicketState.EXPIRED, record, event.reason.value)


def ticket_cancelled(day: Day, event: TicketCancelled, record: Record) -> None:
    """Apply."""
    before = day.tickets[event.ticket_id].state
    _end(day, event.ticket_id, TicketState.CANCELLED, record, cancelled_from=before)


def cancellation_undone(day: Day, event: CancellationUndone, record: Record) -> None:
    """Apply: as before; a timer begins anew, or it would run out at once."""
    ticket = day.tickets[event.ticket_id]
    undone = replace(
        ticket, state=event.state, ended_at=None, cancelled_from=None, restored_at=record.at
    )
    if event.at_head:
        undone = replace(undone, place=ticket.place._replace(tier=FRONT_TIER), calls=0)
    day.put(undone)


def ticket_voided(day: Day, event: TicketVoided, record: Record) -> None:
    """Apply."""
    _end(day, event.ticket_id, TicketState.VOID, record, event.reason)


def _end(
    day: Day,
    ticket_id: str,
    state: TicketState,
    record: Record,
    reason: str | None = None,
    cancelled_from: TicketState | None = None,
) -> None:
    """A ticket leaves the day, and the hands of the counter that had called it."""
    ticket = day.tickets[ticket_id]
    if ticket.state in IN_HAND and ticket.counter is not None:
        day.put_counter(ticket.counter, ticket_id=None, last=None)
    day.put(
        replace(
            ticket,
            state=state,
            ended_at=record.at,
            reason=reason,
            counter=None,
            cancelled_from=cancelled_from,
        )
    )
