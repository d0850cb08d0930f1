"""Rules of claims: whose phone may act on a ticket.

Whoever sees a slip can open its page. The first phone that does so claims the ticket and may act
on it; all others look. Kiosks and staff need no phone.
"""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import ClaimTicket, OwnCommand
from server.queueing.day import Day
from server.queueing.events import Event, Record, TicketClaimed
from server.queueing.ticket import LIVE, Ticket, TicketState
from server.queueing.tickets import known, not_in_state

CLAIMABLE = LIVE | {TicketState.NO_SHOW, TicketState.CANCELLED}
"""States that a visitor can still act in; a cancellation can be undone."""


def claim(day: Day, command: ClaimTicket, now: datetime) -> list[Event] | Refusal:
    """The first phone wins, and may ask as often as it likes."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.phone_hash == command.phone_hash:
        return []
    if ticket.phone_hash is not None:
        return _claimed_by_other(ticket)
    if ticket.state not in CLAIMABLE:
        return not_in_state(ticket)
    return [TicketClaimed(ticket.id, command.phone_hash)]


def own_ticket(day: Day, command: OwnCommand) -> Ticket | Refusal:
    """The ticket that somebody wants to act on, if it is theirs."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal) or command.visitor is None or ticket.phone_hash is None:
        return ticket
    if command.visitor.phone_hash != ticket.phone_hash:
        return _claimed_by_other(ticket)
    return ticket


def ticket_claimed(day: Day, event: TicketClaimed, record: Record) -> None:
    """Apply."""
    day.amend(replace(day.tickets[event.ticket_id], phone_hash=event.phone_hash))


def _claimed_by_other(ticket: Ticket) -> Refusal:
    return Refusal(RefusalCode.CLAIMED_BY_OTHER_PHONE, {"number": ticket.number})
