"""Rules of personal data that is kept: who saw it, and that it was erased.

Only the kinds of it are known here (`phone`, `nik`); the data itself is kept apart, encrypted, and
is in no event.
"""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.claims import own_ticket
from server.queueing.commands import EraseContacts, ShowContacts
from server.queueing.day import Day
from server.queueing.events import ContactsErased, ContactsShown, Event, Record
from server.queueing.reasons import unknown_reason
from server.queueing.ticket import Ticket
from server.queueing.tickets import known


def show(day: Day, command: ShowContacts, now: datetime) -> list[Event] | Refusal:
    """Recorded before it is shown, so that nobody sees it unseen."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if refusal := unknown_reason(day.office.reasons.contacts, command.reason):
        return refusal
    if not ticket.contacts:
        return _none_kept(ticket)
    return [ContactsShown(ticket.id, ticket.contacts, command.reason)]


def erase(day: Day, command: EraseContacts, now: datetime) -> list[Event] | Refusal:
    """By the ticket's own visitor, or by staff; the number stays."""
    ticket = own_ticket(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if not ticket.contacts:
        return _none_kept(ticket)
    return [ContactsErased(ticket.id, ticket.contacts)]


def contacts_shown(day: Day, event: ContactsShown, record: Record) -> None:
    """Apply: nothing of the queue depends on it."""


def contacts_erased(day: Day, event: ContactsErased, record: Record) -> None:
    """Apply."""
    ticket = day.tickets[event.ticket_id]
    left = tuple(kind for kind in ticket.contacts if kind not in event.kinds)
    day.amend(replace(ticket, contacts=left))


def _none_kept(ticket: Ticket) -> Refusal:
    return Refusal(RefusalCode.NO_CONTACTS, {"number": ticket.number})
