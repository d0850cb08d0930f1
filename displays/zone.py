"""Which part of the hall a display stands for: its services, its counters. Pure.

Several displays of one office may show different services or counters. A display looks itself up
by its name; one that the office does not know stands for everything. `narrow` leaves of a
snapshot what concerns the display, so that whatever shows or says the hall need not know of zones.
"""

from msgspec.structs import replace

from protocol.snapshots import (
    CallView,
    CounterView,
    DisplayView,
    HallSnapshot,
    OfficeView,
)


def find_display(office: OfficeView, name: str) -> DisplayView:
    """The office's display of this name, or one that stands for everything."""
    known = (display for display in office.displays if display.name == name)
    return next(known, DisplayView(name))


def narrow(snapshot: HallSnapshot, display: DisplayView) -> HallSnapshot:
    """The snapshot with the display's own counters, services, calls and numbers only."""
    if not display.services and not display.counters:
        return snapshot
    counters = tuple(each for each in snapshot.counters if _has_counter(display, each))
    services = tuple(each for each in snapshot.services if _has_service(display, each.id, counters))
    ids = {each.id for each in services}
    numbers = {each.number for each in counters}
    next_ones = [
        (number, service)
        for number, service in zip(snapshot.next_numbers, snapshot.next_services, strict=False)
        if service in ids
    ]
    return replace(
        snapshot,
        services=services,
        counters=counters,
        calls=tuple(call for call in snapshot.calls if _has_call(display, call, numbers)),
        next_numbers=tuple(number for number, _ in next_ones),
        next_services=tuple(service for _, service in next_ones),
        waiting=sum(service.waiting for service in services),
    )


def _has_call(display: DisplayView, call: CallView, counters: set[int]) -> bool:
    """By what the file names: a counter's services may have changed since it called."""
    return (not display.services or call.service in display.services) and (
        not display.counters or call.counter in counters
    )


def _has_counter(display: DisplayView, counter: CounterView) -> bool:
    if display.counters:
        return counter.id in display.counters
    return any(service in display.services for service in counter.services)


def _has_service(display: DisplayView, service: str, counters: tuple[CounterView, ...]) -> bool:
    if display.services:
        return service in display.services
    return any(service in counter.services for counter in counters)
