"""Rules of serving: starting and finishing, holding and resuming, sending on."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.calls import next_call
from server.queueing.commands import (
    FinishAndNext,
    FinishService,
    HoldTicket,
    ResumeTicket,
    StartService,
    TransferTicket,
)
from server.queueing.counters import not_open, out_of_date
from server.queueing.day import Day
from server.queueing.events import (
    Event,
    HoldEnded,
    Record,
    ServiceFinished,
    ServiceStarted,
    TicketHeld,
    TicketResumed,
    TicketTransferred,
)
from server.queueing.hand import leave_aside, leave_hand, take_in_hand, ticket_in_hand
from server.queueing.neighbours import neighbour_first
from server.queueing.ticket import FRONT_TIER, USUAL_TIER, Leg, Ticket, TicketState
from server.queueing.tickets import known, not_in_state


def start(day: Day, command: StartService, now: datetime) -> list[Event] | Refusal:
    """The visitor stands at the counter."""
    ticket = ticket_in_hand(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is not TicketState.CALLED:
        return not_in_state(ticket)
    return [ServiceStarted(ticket.id, command.counter)]


def finish(day: Day, command: FinishService, now: datetime) -> list[Event] | Refusal:
    """Served. A clerk who never pressed start has served all the same."""
    ticket = ticket_in_hand(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    finished: list[Event] = [ServiceFinished(ticket.id, command.counter)]
    if ticket.state is TicketState.CALLED:
        return [ServiceStarted(ticket.id, command.counter), *finished]
    return finished


def finish_and_next(day: Day, command: FinishAndNext, now: datetime) -> list[Event] | Refusal:
    """Both in one press; with nobody waiting the first alone."""
    finished = finish(day, FinishService(command.counter, command.based_on), now)
    if isinstance(finished, Refusal):
        return finished
    ticket = day.in_hand(command.counter)
    goes_on = ticket is not None and ticket.leg + 1 < len(ticket.legs)
    waiting_too = _next_leg(ticket) if ticket is not None and goes_on else None
    call = next_call(day, command.counter, now, waiting_too)
    is_next = call is not None and neighbour_first(day, command.counter, now) is None
    return [*finished, call] if call and is_next else finished


def hold(day: Day, command: HoldTicket, now: datetime) -> list[Event] | Refusal:
    """Aside for a while: a copy to make, a form to fill in."""
    ticket = ticket_in_hand(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    return [TicketHeld(ticket.id, command.counter)]


def resume(day: Day, command: ResumeTicket, now: datetime) -> list[Event] | Refusal:
    """The visitor is back: served at once if the hands are free, else next in line. No call."""
    if refusal := out_of_date(day, command) or not_open(day, command.counter):
        return refusal
    ticket = known(day, command.ticket_id)
    if isinstance(ticket, Refusal):
        return ticket
    if ticket.state is not TicketState.HELD:
        return not_in_state(ticket)
    counter = day.counter(command.counter)
    if ticket.service not in counter.services:
        return Refusal(
            RefusalCode.SERVICE_NOT_AT_COUNTER,
            {"service": day.service(ticket.service).name, "counter": counter.number},
        )
    if day.in_hand(command.counter) is not None:
        return [HoldEnded(ticket.id, at_head=True, counter=command.counter)]
    return [TicketResumed(ticket.id, command.counter)]


def transfer(day: Day, command: TransferTicket, now: datetime) -> list[Event] | Refusal:
    """To another service, with number and seniority."""
    ticket = ticket_in_hand(day, command)
    if isinstance(ticket, Refusal):
        return ticket
    service = day.office.service(command.service)
    if service is None:
        return Refusal(RefusalCode.SERVICE_UNKNOWN, {"service": command.service})
    if service.elsewhere is not None:
        return Refusal(
            RefusalCode.SERVICE_ELSEWHERE, {"service": service.name, "where": service.elsewhere}
        )
    if command.service == ticket.service:
        return Refusal(RefusalCode.SAME_SERVICE, {"service": service.name})
    return [TicketTransferred(ticket.id, command.counter, command.service, command.note_id)]


def service_started(day: Day, event: ServiceStarted, record: Record) -> None:
    """Apply."""
    before = day.tickets[event.ticket_id]
    leg = replace(before.legs[before.leg], started_at=record.at)
    after = replace(_with_leg(before, leg), state=TicketState.SERVING)
    take_in_hand(day, record, event.counter, before, after)


def service_finished(day: Day, event: ServiceFinished, record: Record) -> None:
    """Apply: done, or waiting for the next service of the visit with its seniority."""
    before = day.tickets[event.ticket_id]
    leg = replace(before.legs[before.leg], finished_at=record.at)
    served = _with_leg(before, leg)
    if served.leg + 1 < len(served.legs):
        after = _next_leg(served)
    else:
        after = replace(served, state=TicketState.DONE, counter=None, ended_at=record.at)
    leave_hand(day, record, event.counter, before, after)
    day.put_counter(event.counter, served=day.counters[event.counter].served + 1)


def ticket_held(day: Day, event: TicketHeld, record: Record) -> None:
    """Apply."""
    before = day.tickets[event.ticket_id]
    after = replace(before, state=TicketState.HELD, counter=None, held_at=record.at)
    leave_hand(day, record, event.counter, before, after)


def hold_ended(day: Day, event: HoldEnded, record: Record) -> None:
    """Apply: waiting again; the hands of the counter that asked for it stay as they are."""
    before = day.tickets[event.ticket_id]
    tier = FRONT_TIER if event.at_head else USUAL_TIER
    place = before.place._replace(tier=tier)
    after = replace(before, state=TicketState.WAITING, place=place, held_at=None, calls=0)
    if event.counter is None:
        day.put(after)
    else:
        leave_aside(day, record, event.counter, before, after)


def ticket_resumed(day: Day, event: TicketResumed, record: Record) -> None:
    """Apply: at the counter, without a call."""
    before = day.tickets[event.ticket_id]
    old = before.legs[before.leg]
    leg = replace(old, counter=event.counter, started_at=old.started_at or record.at)
    after = replace(
        _with_leg(before, leg), state=TicketState.SERVING, counter=event.counter, held_at=None
    )
    take_in_hand(day, record, event.counter, before, after)


def ticket_transferred(day: Day, event: TicketTransferred, record: Record) -> None:
    """Apply: the present leg ends, and the other service comes next, once only."""
    before = day.tickets[event.ticket_id]
    ended = _with_leg(before, replace(before.legs[before.leg], finished_at=record.at))
    here = ended.leg + 1
    later = (leg for leg in ended.legs[here:] if leg.service != event.service)
    legs = (*ended.legs[:here], Leg(event.service, note_id=event.note_id), *later)
    leave_hand(day, record, event.counter, before, _next_leg(replace(ended, legs=legs)))


def _with_leg(ticket: Ticket, leg: Leg) -> Ticket:
    legs = (*ticket.legs[: ticket.leg], leg, *ticket.legs[ticket.leg + 1 :])
    return replace(ticket, legs=legs)


def _next_leg(ticket: Ticket) -> Ticket:
    """Waiting for the next service of the visit, with its seniority."""
    return replace(
        ticket,
        leg=ticket.leg + 1,
        state=TicketState.WAITING,
        counter=None,
        calls=0,
        place=ticket.place._replace(tier=USUAL_TIER),
    )
