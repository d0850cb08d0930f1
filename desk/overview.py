"""The whole office at one moment, for whoever watches over all of it.

Pure: a snapshot and the machines come in. The page's twin is `web/overview.js`.
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from protocol.refusals import RefusalCode
from protocol.snapshots import (
    CounterView,
    DeskCounter,
    DeskSnapshot,
    DeskTicket,
    DeviceView,
    ServiceView,
)

#: From how many seconds on a picture that stood still is told.
FROZEN_SECONDS = 5


class CounterRow(Struct, frozen=True):
    """A counter, and whom it serves against which usual time."""

    counter: CounterView
    state: DeskCounter
    hand: DeskTicket | None
    usual_seconds: float


class ServiceRow(Struct, frozen=True):
    """A service: who waits, since when at the longest, and at which open counters it is given."""

    service: ServiceView
    waiting: int
    longest_since: datetime | None
    counters: tuple[int, ...]


class Overview(Struct, frozen=True):
    """All counters and services of an office, and its sums."""

    counters: tuple[CounterRow, ...]
    services: tuple[ServiceRow, ...]
    open: int
    waiting: int
    served: int
    longest_since: datetime | None


def overview_of(snapshot: DeskSnapshot) -> Overview:
    """The office of a snapshot."""
    states = {each.id: each for each in snapshot.counters}
    tickets = {each.id: each for each in snapshot.tickets}
    counters = tuple(
        _counter_row(counter, states[counter.id], tickets, snapshot)
        for counter in snapshot.hall.counters
        if counter.id in states
    )
    services = tuple(
        _service_row(service, snapshot, counters)
        for service in snapshot.hall.services
        if service.refusal is None or service.refusal.code is not RefusalCode.SERVICE_ELSEWHERE
    )
    return Overview(
        counters=counters,
        services=services,
        open=sum(row.state.state == "open" for row in counters),
        waiting=snapshot.hall.waiting,
        served=sum(row.state.served_today for row in counters),
        longest_since=_earliest(row.longest_since for row in services),
    )


def usual_seconds(snapshot: DeskSnapshot, ticket: DeskTicket | None) -> float:
    """The usual time of a ticket's service; 0 where it is not known."""
    if ticket is None:
        return 0.0
    minutes = (each.minutes for each in snapshot.hall.services if each.id == ticket.service)
    return next(minutes, 0.0) * 60


def troubles_of(device: DeviceView) -> list[str]:
    """What is wrong with a machine, as codes of `words.json`'s troubles, "away" among them.

    One that waits for its pairing needs that, and nothing else is known of it.
    """
    if device.waits:
        return ["waits"]
    if not device.connected:
        return ["away"]
    told = [state for state in (device.printer, device.sound) if state and state != "ready"]
    return [*told, "frozen"] if device.frozen_seconds >= FROZEN_SECONDS else told


def needs_attention(device: DeviceView) -> bool:
    """Whether a machine of the hall is in trouble. A desk that was switched off is not."""
    return device.kind != "desk" and bool(troubles_of(device))


def devices_for(devices: Iterable[DeviceView], *, may_supervise: bool) -> tuple[DeviceView, ...]:
    """The machines that concern somebody: those that wait for a supervisor, supervisors alone."""
    return tuple(each for each in devices if may_supervise or not each.waits)


def split_place(place: str) -> tuple[str, str]:
    """The kind and name behind a help call's place: `counter:3`, `kiosk:kiosk-2`."""
    kind, _, name = place.partition(":")
    return kind, name


def _counter_row(
    counter: CounterView,
    state: DeskCounter,
    tickets: dict[str, DeskTicket],
    snapshot: DeskSnapshot,
) -> CounterRow:
    hand = tickets.get(state.ticket_id or "")
    return CounterRow(counter, state, hand, usual_seconds(snapshot, hand))


def _service_row(
    service: ServiceView, snapshot: DeskSnapshot, counters: Iterable[CounterRow]
) -> ServiceRow:
    waiting = [
        each for each in snapshot.tickets if each.state == "waiting" and each.service == service.id
    ]
    return ServiceRow(
        service=service,
        waiting=len(waiting),
        longest_since=_earliest(each.issued_at for each in waiting),
        counters=tuple(
            row.counter.number
            for row in counters
            if row.state.state == "open" and service.id in row.counter.services
        ),
    )


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min((each for each in moments if each is not None), default=None)
