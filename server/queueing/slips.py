"""Rules of slips: what became of the paper, and giving it again."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import ConfirmTicket, ReprintTicket
from server.queueing.day import Day
from server.queueing.events import Event, Record, SlipReported, TicketConfirmed, TicketReprinted
from server.queueing.reasons import KIOSK, unknown_reason
from server.queueing.ticket import LIVE, ExpiryReason, Slip, Ticket, TicketState
from server.queueing.tickets import known, not_in_state


def confirm(day: Day, command: ConfirmTicket, now: datetime) -> list[Event] | Refusal:
    """A number that was seen counts, also one whose reservation ran out: the slip exists.

    Later only better news of the slip is news: it failed, and came out after all.
    """
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    ran_out = ticket.state is TicketState.EXPIRED and ticket.reason == ExpiryReason.UNCONFIRMED
    if ticket.state is TicketState.RESERVED or ran_out:
        return [TicketConfirmed(ticket.id, command.slip)]
    if is_news(ticket, command.slip):
        return [SlipReported(ticket.id, command.slip)]
    return not_in_state(ticket)


def is_news(ticket: Ticket, slip: Slip) -> bool:
    """Whether better became of the slip than was known, while the number is good for something."""
    is_alive = ticket.state in LIVE or ticket.state is TicketState.NO_SHOW
    return is_alive and ticket.slip is not None and slip.is_better_than(ticket.slip)


def reprint(day: Day, command: ReprintTicket, now: datetime) -> list[Event] | Refusal:
    """The slip again, while the number is good for something; recorded, so that audits see it."""
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if refusal := _reprint_refused(day, ticket, command):
        return refusal
    if command.token_hash in day.ids_by_token:
        return Refusal(RefusalCode.TICKET_ID_TAKEN)
    if ticket.state in LIVE or ticket.state is TicketState.NO_SHOW:
        return [TicketReprinted(ticket.id, command.reason, command.token_hash)]
    return not_in_state(ticket)


def _reprint_refused(day: Day, ticket: Ticket, command: ReprintTicket) -> Refusal | None:
    """Staff may always; a kiosk by the number alone only where the slip failed.

    Everybody can read a number off a display; nobody gets another's code that way.
    """
    if not command.by_kiosk:
        return unknown_reason(day.office.reasons.reprint, command.reason)
    if command.reason != KIOSK:
        params = {"reason": command.reason, "known": KIOSK}
        return Refusal(RefusalCode.REASON_UNKNOWN, params)
    if not command.has_code and ticket.slip is not Slip.FAILED:
        return Refusal(RefusalCode.SLIP_ALREADY_OUT, {"number": ticket.number})
    return None


def ticket_confirmed(day: Day, event: TicketConfirmed, record: Record) -> None:
    """Apply."""
    ticket = day.tickets[event.ticket_id]
    day.put(
        replace(
            ticket,
            state=TicketState.WAITING,
            confirmed_at=record.at,
            slip=event.slip,
            ended_at=None,
            reason=None,
        )
    )


def slip_reported(day: Day, event: SlipReported, record: Record) -> None:
    """Apply."""
    day.amend(replace(day.tickets[event.ticket_id], slip=event.slip))


def ticket_reprinted(day: Day, event: TicketReprinted, record: Record) -> None:
    """Apply: the copy's code leads to the ticket, too; undo at a counter does not mind it."""
    if event.token_hash is not None:
        day.ids_by_token[event.token_hash] = event.ticket_id
