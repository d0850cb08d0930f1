"""What staff see: the whole queue, and each counter with the order in which it would call."""

from datetime import datetime
from itertools import islice

import msgspec

from protocol.snapshots import (
    Clock,
    DeskCounter,
    DeskSnapshot,
    DeskTicket,
    HallSnapshot,
    HelpView,
    ReasonsView,
    RunView,
)
from server.configuration.presentation.presentation import Presentation
from server.office.hall_view import hall_snapshot
from server.office.office_view import NOTHING_SHOWN
from server.office.room_view import people_view, profile_views, whereabouts
from server.queueing.arrivals import arrival_undone_until
from server.queueing.bursts import runs_left
from server.queueing.day import Day, Help
from server.queueing.days import visitors_left
from server.queueing.standing import calling_order
from server.queueing.supervising import unserved
from server.queueing.ticket import FRONT_TIER, LIVE, Ticket, TicketState
from server.queueing.timers import state_due

QUEUE_SHOWN = 40


def desk_snapshot(
    day: Day,
    epoch: str,
    clock: Clock,
    presentation: Presentation = NOTHING_SHOWN,
    hall: HallSnapshot | None = None,
) -> DeskSnapshot:
    """The whole queue at `clock.now`; `hall` may be given if it has been made already."""
    queues: dict[tuple[str, ...], list[str]] = {}
    for counter in day.office.counters:
        if counter.services not in queues:
            queues[counter.services] = [
                ticket.id for ticket in islice(calling_order(day, counter.services), QUEUE_SHOWN)
            ]
    return DeskSnapshot(
        hall=hall or hall_snapshot(day, epoch, clock, presentation),
        tickets=tuple(
            _desk_ticket(day, ticket, clock.now)
            for ticket in day.tickets.values()
            if ticket.state in LIVE or ticket.state is TicketState.NO_SHOW
        ),
        counters=tuple(
            _desk_counter(day, counter.id, queues[counter.services])
            for counter in day.office.counters
        ),
        reasons=msgspec.convert(day.office.reasons, ReasonsView, from_attributes=True),
        left=len(visitors_left(day)),
        issuing_stopped=day.issuing_stopped,
        unserved=tuple(unserved(day)),
        runs=tuple(_run_view(kiosk, tickets) for kiosk, tickets in runs_left(day)),
        help=tuple(_help_view(day, place, asked) for place, asked in day.help.items()),
        count=people_view(day, clock.now),
        profiles=profile_views(day),
    )


def _run_view(kiosk: str, tickets: list[Ticket]) -> RunView:
    return RunView(
        kiosk=kiosk,
        ticket_ids=tuple(ticket.id for ticket in tickets),
        numbers=tuple(ticket.number for ticket in tickets),
        first_at=tickets[0].issued_at,
        last_at=tickets[-1].issued_at,
    )


def _desk_counter(day: Day, counter_id: str, queue: list[str]) -> DeskCounter:
    counter, state = day.counter(counter_id), day.counters[counter_id]
    return DeskCounter(
        id=counter_id,
        state=state.state.value,
        queue=tuple(queue),
        queue_length=sum(
            len(day.lines[service]) for service in counter.services if not day.is_suspended(service)
        ),
        ticket_id=state.ticket_id,
        last_call=state.last_call,
        since=state.since,
        pause_reason=state.pause_reason,
        can_undo=_can_undo(day, counter_id),
        served_today=state.served,
        back_at=state.back_at,
    )


def _can_undo(day: Day, counter_id: str) -> bool:
    last = day.counters[counter_id].last
    return last is not None and all(
        day.tickets[ticket.id].touched <= last.last_version for ticket in last.tickets_before
    )


def _desk_ticket(day: Day, ticket: Ticket, now: datetime) -> DeskTicket:
    leg, due = ticket.legs[ticket.leg], state_due(day, ticket)
    here = whereabouts(day, ticket)
    return DeskTicket(
        id=ticket.id,
        number=ticket.number,
        state=ticket.state.value,
        service=ticket.service,
        services_after=tuple(leg.service for leg in ticket.legs[ticket.leg + 1 :]),
        priority=ticket.is_priority,
        language=ticket.language,
        party_size=ticket.party_size,
        issued_at=ticket.issued_at,
        calls=ticket.calls,
        returns=ticket.returns,
        why=_why(ticket),
        counter=ticket.counter,
        called_at=ticket.call_at,
        started_at=leg.started_at,
        held_at=ticket.held_at,
        missed_at=ticket.missed_at,
        due_at=due.at if due else None,
        slip=ticket.slip,
        kiosk=ticket.kiosk,
        note_id=leg.note_id,
        where=here.where,
        spot=here.spot,
        come_in_at=here.come_in_at,
        missed_come_in=ticket.missed_come_in,
        announced_at=ticket.announced_at,
        arrival_undo_until=arrival_undone_until(ticket, now),
        contacts=ticket.contacts,
    )


def _help_view(day: Day, place: str, asked: Help) -> HelpView:
    ticket = day.tickets.get(asked.about) if asked.about else None
    return HelpView(place, asked.since, ticket.number if ticket else None)


def _why(ticket: Ticket) -> str:
    """Why a ticket stands where it stands."""
    if ticket.place.tier == FRONT_TIER:
        return "put_back"
    if ticket.returns:
        return "returned"
    return "priority" if ticket.is_priority else "longest_wait"
