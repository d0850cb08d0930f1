"""Calls as the hall hears them: at once, or, where somebody else is on the way, a little later."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import AnnounceCall
from server.queueing.day import Call, Day
from server.queueing.events import CallAnnounced, Event, Record
from server.queueing.ticket import Ticket, TicketState


def held_call(day: Day, ticket_id: str) -> Ticket | None:
    """The ticket, if it is called and nobody has heard it yet."""
    ticket = day.tickets.get(ticket_id)
    if ticket is None or ticket.state is not TicketState.CALLED or ticket.is_announced:
        return None
    return ticket


def announce_call(day: Day, command: AnnounceCall, now: datetime) -> list[Event] | Refusal:
    """The way is free."""
    ticket = held_call(day, command.ticket_id)
    if ticket is None or ticket.counter is None or ticket.call != command.call:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    if ticket.announced_at is not None and now < ticket.announced_at:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return [CallAnnounced(ticket.id, ticket.counter, day.call + 1)]


def call_announced(day: Day, event: CallAnnounced, record: Record) -> None:
    """Apply: heard. The desk's screen goes by the call that it made, so that one stays its last."""
    ticket = day.tickets[event.ticket_id]
    heard = replace(
        ticket, call=event.call, call_at=record.at, announced_at=record.at, is_announced=True
    )
    day.amend(heard)
    announce(day, event.ticket_id, event.counter, record, event.call)


def announce(
    day: Day,
    ticket_id: str,
    counter_id: str,
    record: Record,
    call: int,
    *,
    is_recall: bool = False,
) -> None:
    """Apply: shown and said from now on."""
    ticket = day.tickets[ticket_id]
    day.call = call
    day.calls.append(
        Call(call, ticket_id, ticket.number, ticket.service, counter_id, record.at, is_recall)
    )
