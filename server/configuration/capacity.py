"""Whether the counters can carry what the quotas promise: a flow of minutes.

Each service with a quota demands quota x usual minutes; each counter has the minutes that its
plan and the office's hours have in common. A maximum flow from services to the counters that
offer them says whether the day can hold; where it cannot, the minimum cut names the services
that together ask for more than their counters have (max-flow min-cut theorem).
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from server.configuration.hours import minutes_of
from server.queueing.office import Counter, Office, Span

Network = dict[str, dict[str, float]]
"""Free minutes by where they come from and where they go."""

SOURCE, SINK = "source", "sink"
SMALLEST = 1e-6  # minutes; below it is rounding


@dataclass(frozen=True)
class Shortage:
    """Services that together ask for more minutes than the counters that offer them have."""

    services: tuple[str, ...]
    counters: tuple[str, ...]
    wanted_minutes: float
    planned_minutes: float


def planned_minutes(counter: Counter, hours: Iterable[Span]) -> int:
    """The minutes that a counter's plan and the hours of service have in common."""
    hours = tuple(hours)
    plan = counter.plan or hours
    return sum(
        max(0, _end(span, served) - _start(span, served)) for span in plan for served in hours
    )


def shortages(office: Office, hours: Iterable[Span]) -> list[Shortage]:
    """What cannot be served in `hours`: first services by themselves, then groups of them."""
    wanted = {
        service.id: service.quota * service.minutes
        for service in office.services
        if service.quota is not None and service.elsewhere is None
    }
    hours = tuple(hours)
    planned = {counter.id: planned_minutes(counter, hours) for counter in office.counters}
    alone = [_shortage(office, (service_id,), wanted, planned) for service_id in wanted]
    together = [
        _shortage(office, group, wanted, planned)
        for group in _short_groups(office, wanted, planned)
        if len(group) > 1
    ]
    return [each for each in alone if _is_short(each)] + together


def _is_short(shortage: Shortage) -> bool:
    """A service that no counter offers is another trouble."""
    too_much = shortage.wanted_minutes > shortage.planned_minutes + SMALLEST
    return too_much and bool(shortage.counters)


def _start(one: Span, other: Span) -> int:
    return max(minutes_of(one.opens), minutes_of(other.opens))


def _end(one: Span, other: Span) -> int:
    return min(minutes_of(one.closes), minutes_of(other.closes))


def _shortage(
    office: Office,
    services: tuple[str, ...],
    wanted: Mapping[str, float],
    planned: Mapping[str, float],
) -> Shortage:
    counters = tuple(
        counter.id for counter in office.counters if not set(services).isdisjoint(counter.services)
    )
    return Shortage(
        services,
        counters,
        sum(wanted[service_id] for service_id in services),
        sum(planned[counter_id] for counter_id in counters),
    )


def _short_groups(
    office: Office, wanted: Mapping[str, float], planned: Mapping[str, float]
) -> list[tuple[str, ...]]:
    """The services of the minimum cut, apart where they share no counter."""
    free = _network(office, wanted, planned)
    while path := _free_path(free):
        _send(free, path)
    reached = _reachable(free)
    short = {service_id for service_id in wanted if f"service {service_id}" in reached}
    groups = []
    while short:
        group = {min(short)}
        while more := _neighbours(office, group) & short - group:
            group |= more
        short -= group
        groups.append(tuple(service_id for service_id in wanted if service_id in group))
    return sorted(groups)


def _neighbours(office: Office, group: set[str]) -> set[str]:
    """All services of the counters that offer one of the group."""
    offered = (counter.services for counter in office.counters)
    return {each for services in offered if group & set(services) for each in services}


def _network(office: Office, wanted: Mapping[str, float], planned: Mapping[str, float]) -> Network:
    free: Network = {SOURCE: {}, SINK: {}}
    for service_id, minutes in wanted.items():
        free[f"service {service_id}"] = {SOURCE: 0.0}
        free[SOURCE][f"service {service_id}"] = minutes
    for counter in office.counters:
        node = f"counter {counter.id}"
        free[node] = {SINK: planned[counter.id]}
        free[SINK][node] = 0.0
        for service_id in counter.services:
            if service_id in wanted:
                free[f"service {service_id}"][node] = float("inf")
                free[node][f"service {service_id}"] = 0.0
    return free


def _reachable(free: Network) -> dict[str, str]:
    """All nodes that minutes can still be sent to, each with the node before it; shortest first."""
    before = {SOURCE: SOURCE}
    waiting = deque([SOURCE])
    while waiting:
        node = waiting.popleft()
        for following, minutes in free[node].items():
            if minutes > SMALLEST and following not in before:
                before[following] = node
                waiting.append(following)
    return before


def _free_path(free: Network) -> list[str]:
    """A shortest way from source to sink on which minutes are free; empty: there is none."""
    before = _reachable(free)
    if SINK not in before:
        return []
    path = [SINK]
    while path[-1] != SOURCE:
        path.append(before[path[-1]])
    return path[::-1]


def _send(free: Network, path: list[str]) -> None:
    """Send as many minutes along a path as are free on all of it (Edmonds and Karp)."""
    steps = list(pairwise(path))
    minutes = min(free[node][following] for node, following in steps)
    for node, following in steps:
        free[node][following] -= minutes
        free[following][node] += minutes
