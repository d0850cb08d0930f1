"""Rules of arrival: who is seen at the door or inside, and a tick that was wrong."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import ArriveTicket, AssumeArrival, UndoArrival
from server.queueing.day import Day
from server.queueing.events import ArrivalUndone, Event, Record, TicketArrived, TicketCalledIn
from server.queueing.hall import full, has_room_for, has_waiting_room_for, inside
from server.queueing.hall_day import WAITS
from server.queueing.places import FreeSpots, Nearness, on_the_way
from server.queueing.ticket import Before, Ticket
from server.queueing.tickets import known, not_in_state

UNDO_SECONDS = 60
"""For so long a tick at the door can be taken back."""


def arrive(day: Day, command: ArriveTicket, now: datetime) -> list[Event] | Refusal:
    """They are there. Whoever missed the place that was kept gets another one, if there is one."""
    if day.office.hall is None:
        return Refusal(RefusalCode.NO_PLACES)
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state not in WAITS:
        return not_in_state(ticket)
    if ticket.stay is not None:
        if ticket.stay.arrived_at is None:
            return [TicketArrived(ticket.id)]
        return Refusal(
            RefusalCode.ALREADY_INSIDE, {"number": ticket.number, "spot": ticket.stay.spot}
        )
    if not ticket.missed_come_in and Nearness(day).ahead(ticket) is None:
        return Refusal(RefusalCode.NOT_CALLED_IN, {"number": ticket.number})
    counted = inside(day, now)
    has_room = has_room_for(day, counted, ticket.party_size)
    has_room = has_room and has_waiting_room_for(day, counted, ticket.party_size)
    spot = FreeSpots(day).nearest(ticket) if has_room else None
    if spot is None:
        return full(day, now)
    return [TicketCalledIn(ticket.id, spot, is_inside=True)]


def assume_arrival(day: Day, command: AssumeArrival, now: datetime) -> list[Event] | Refusal:
    """Nobody looks at the door, and by now they have come."""
    ticket = on_the_way(day, command.ticket_id, command.order)
    return [TicketArrived(ticket.id)] if ticket else Refusal(RefusalCode.COMMAND_NOT_DUE)


def undo_arrival(day: Day, command: UndoArrival, now: datetime) -> list[Event] | Refusal:
    """They are not there after all: what was before, as long as nothing has come of it."""
    if day.office.hall is None:
        return Refusal(RefusalCode.NO_PLACES)
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state not in WAITS:
        return not_in_state(ticket)
    if ticket.stay is None or ticket.stay.before is None:
        return Refusal(RefusalCode.NOTHING_TO_UNDO)
    if arrival_undone_until(ticket, now) is None:
        return Refusal(RefusalCode.TOO_LATE_TO_UNDO)
    return [ArrivalUndone(ticket.id, ticket.stay.before)]


def arrival_undone_until(ticket: Ticket, now: datetime) -> datetime | None:
    """Until when an arrival can still be taken back; None if it cannot."""
    stay = ticket.stay
    if ticket.state not in WAITS or stay is None or stay.before is None or stay.arrived_at is None:
        return None
    until = stay.arrived_at + timedelta(seconds=UNDO_SECONDS)
    return until if now < until else None


def ticket_arrived(day: Day, event: TicketArrived, record: Record) -> None:
    """Apply."""
    ticket = day.tickets[event.ticket_id]
    if ticket.stay is not None:
        stay = replace(ticket.stay, arrived_at=record.at, before=Before.ASKED)
        day.amend(replace(ticket, stay=stay, arrived_at=ticket.arrived_at or record.at))


def arrival_undone(day: Day, event: ArrivalUndone, record: Record) -> None:
    """Apply. Whoever has been asked is asked from now on: a timer would run out at once."""
    ticket = day.tickets[event.ticket_id]
    stay = ticket.stay
    if stay is None:
        return
    is_first = ticket.arrived_at == stay.arrived_at
    ticket = replace(ticket, arrived_at=None if is_first else ticket.arrived_at)
    if event.to is Before.ASKED:
        asked = replace(stay, arrived_at=None, called_in_at=record.at, before=None)
        day.amend(replace(ticket, stay=asked))
        return
    was_let_in = None if ticket.let_in_at == stay.called_in_at else ticket.let_in_at
    is_missed = event.to is Before.MISSED
    day.amend(replace(ticket, stay=None, missed_come_in=is_missed, let_in_at=was_let_in))
    if day.hall is not None:
        day.hall.leaving.pop(ticket.id, None)  # they were never inside
