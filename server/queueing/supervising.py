"""Rules of what a supervisor does to a counter from afar: other services, and freeing it.

An assignment holds for the rest of the day, whatever the office's file says meanwhile
(`days.configure` keeps it); tomorrow begins with the file. It may leave a service to no counter at
all: that is the supervisor's to see (`DeskSnapshot.unserved`), and nobody loses a place by it.
"""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import AssignServices, ReleaseCounter
from server.queueing.counters import out_of_date
from server.queueing.day import CounterState, Day
from server.queueing.events import CounterPaused, Event, Record, ServicesAssigned, TicketPutBack


def assign(day: Day, command: AssignServices, now: datetime) -> list[Event] | Refusal:
    """Other services from now on; whoever is at the counter is served to the end."""
    counter = day.office.counter(command.counter)
    if counter is None:
        return Refusal(RefusalCode.COUNTER_UNKNOWN, {"counter": command.counter})
    if refusal := _choice_refused(day, command.services):
        return refusal
    wanted = set(command.services)
    if wanted == set(counter.services):
        return Refusal(RefusalCode.SERVICES_UNCHANGED, {"counter": counter.number})
    in_order = tuple(service.id for service in day.office.services if service.id in wanted)
    return [ServicesAssigned(command.counter, in_order)]


def release(day: Day, command: ReleaseCounter, now: datetime) -> list[Event] | Refusal:
    """Pause a counter that nobody is at, and let whoever it had in hand be called elsewhere."""
    if refusal := out_of_date(day, command):
        return refusal
    params = {"counter": day.counter(command.counter).number}
    match day.counters[command.counter].state:
        case CounterState.CLOSED:
            return Refusal(RefusalCode.COUNTER_ALREADY_CLOSED, params)
        case CounterState.PAUSED:
            return Refusal(RefusalCode.COUNTER_ALREADY_PAUSED, params)
    ticket = day.in_hand(command.counter)
    freed: list[Event] = [TicketPutBack(ticket.id, command.counter)] if ticket else []
    return [*freed, CounterPaused(command.counter)]


def services_assigned(day: Day, event: ServicesAssigned, record: Record) -> None:
    """Apply: the rules read what a counter serves from the office, so it is changed there."""
    day.assigned[event.counter] = event.services
    counters = tuple(
        replace(counter, services=event.services) if counter.id == event.counter else counter
        for counter in day.office.counters
    )
    day.office = replace(day.office, counters=counters)


def unserved(day: Day) -> list[str]:
    """The services for which somebody waits and that no counter offers today."""
    offered = {service for counter in day.office.counters for service in counter.services}
    return [
        service.id
        for service in day.office.services
        if service.id not in offered and len(day.lines[service.id])
    ]


def _choice_refused(day: Day, services: tuple[str, ...]) -> Refusal | None:
    if not services:
        return Refusal(RefusalCode.NO_SERVICE_CHOSEN)
    for index, service_id in enumerate(services):
        service = day.office.service(service_id)
        if service is None:
            return Refusal(RefusalCode.SERVICE_UNKNOWN, {"service": service_id})
        if service.elsewhere is not None:
            params = {"service": service.name, "where": service.elsewhere}
            return Refusal(RefusalCode.SERVICE_ELSEWHERE, params)
        if service_id in services[:index]:
            return Refusal(RefusalCode.SERVICE_REPEATED, {"service": service.name})
    return None
