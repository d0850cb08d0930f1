"""Rules of tickets as such: giving a number, and moving it to the other class."""

from datetime import datetime

from msgspec.structs import replace

from protocol.numbering import number_of
from protocol.refusals import Refusal, RefusalCode
from server.queueing.bursts import note_drawn
from server.queueing.commands import (
    ChangePriority,
    IssueTicket,
)
from server.queueing.day import Day
from server.queueing.events import (
    Event,
    PriorityChanged,
    Record,
    TicketIssued,
)
from server.queueing.issuing import issuing_refused
from server.queueing.reasons import unknown_reason
from server.queueing.ticket import (
    LIVE,
    USUAL_TIER,
    Leg,
    Place,
    Ticket,
    TicketState,
    class_of,
)


def not_in_state(ticket: Ticket) -> Refusal:
    """The ticket's state does not allow what was asked."""
    return Refusal(
        RefusalCode.TICKET_NOT_IN_STATE, {"number": ticket.number, "state": ticket.state.value}
    )


def known(day: Day, ticket_id: str) -> Ticket | Refusal:
    """The ticket, or that there is none."""
    return day.tickets.get(ticket_id) or Refusal(RefusalCode.TICKET_UNKNOWN)


def issue(day: Day, command: IssueTicket, now: datetime) -> list[Event] | Refusal:
    """A number: the letter of the first service and that letter's next number of the day."""
    if refusal := issuing_refused(day, command, now):
        return refusal
    letter = day.service(command.services[0]).letter
    sequence = day.leased.running_number(letter, day.sequences.get(letter, 0))
    return [
        TicketIssued(
            ticket_id=command.ticket_id,
            number=number_of(letter, sequence),
            letter=letter,
            sequence=sequence,
            token_hash=command.token_hash,
            services=command.services,
            priority=command.priority,
            language=command.language,
            party_size=command.party_size,
            reserved=command.reason is None,
            reason=command.reason,
            kiosk=command.kiosk,
            contacts=command.contacts,
        )
    ]


def change_priority(day: Day, command: ChangePriority, now: datetime) -> list[Event] | Refusal:
    """The other class, with the same seniority."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if refusal := unknown_reason(day.office.reasons.priority, command.reason):
        return refusal
    if ticket.state not in LIVE and ticket.state is not TicketState.NO_SHOW:
        return not_in_state(ticket)
    if ticket.is_priority == command.priority:
        return Refusal(RefusalCode.PRIORITY_UNCHANGED, {"number": ticket.number})
    return [PriorityChanged(ticket.id, command.priority, command.reason)]


def ticket_issued(day: Day, event: TicketIssued, record: Record) -> None:
    """Apply: seniority counts from here, also where the confirmation comes later."""
    day.sequences[event.letter] = event.sequence
    day.ids_by_token[event.token_hash] = event.ticket_id
    ticket = Ticket(
        id=event.ticket_id,
        number=event.number,
        token_hash=event.token_hash,
        chosen=event.services,
        legs=tuple(Leg(service) for service in event.services),
        ticket_class=class_of(event.priority),
        language=event.language,
        party_size=event.party_size,
        state=TicketState.RESERVED if event.reserved else TicketState.WAITING,
        place=Place(USUAL_TIER, record.at, record.version),
        issued_at=record.at,
        confirmed_at=None if event.reserved else record.at,
        kiosk=event.kiosk,
        contacts=event.contacts,
    )
    day.put(ticket)
    note_drawn(day, event, record)


def priority_changed(day: Day, event: PriorityChanged, record: Record) -> None:
    """Apply."""
    day.put(replace(day.tickets[event.ticket_id], ticket_class=class_of(event.priority)))
