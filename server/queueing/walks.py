"""Two people called close together do not walk into each other.

A walk is straight, at one speed, from a place to a counter. Two walks conflict where the walkers
would be less than the distance apart at some moment at which both walk; how much later the second
must begin follows from that. Where somebody gets up late (`reaction_seconds`), it still holds.
With 33 places, 8 counters and 1.5 m, 77 % of pairs need no gap and few calls are held at all
(measured; docs/distancing.md).
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from math import ceil, hypot, inf
from typing import NamedTuple

from msgspec import Struct

from server.queueing.day import Day, tickets_in_hand
from server.queueing.hall import profile_of, rules_of
from server.queueing.hall_rules import Point
from server.queueing.ticket import Ticket, TicketState

STEP = 0.25
"""Seconds between the starts that are compared."""
TENTHS = 10


SETTLING = timedelta(seconds=15)
"""So long somebody who was sent on to another service is still beside the counter."""


class Start(NamedTuple):
    """Where a walk begins: at a place, beside a counter, at one of both, or (neither) the door."""

    spot: int | None = None
    counter: str | None = None


class Walk(Struct, frozen=True, dict=True):
    """Somebody on the way from one point to another. Millimetres, and millimetres a second."""

    start: Point
    end: Point
    speed: int

    @cached_property
    def seconds(self) -> float:
        """How long it takes."""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1]) / self.speed

    @cached_property
    def velocity(self) -> tuple[float, float]:
        """Of the walker, along both axes, while walking."""
        whole = self.seconds or 1.0  # whoever is there already does not walk
        return (self.end[0] - self.start[0]) / whole, (self.end[1] - self.start[1]) / whole

    def at(self, seconds: float) -> tuple[float, float]:
        """Where the walker is so many seconds after getting up, while walking."""
        return (
            self.start[0] + self.velocity[0] * seconds,
            self.start[1] + self.velocity[1] * seconds,
        )


def nearest_squared(one: Walk, other: Walk, later: float) -> float | None:
    """The least squared distance while both walk, if `other` gets up `later` seconds after `one`.

    None if they never walk at the same time. In between both move evenly, so the least distance
    is that of a point that moves straight past another.
    """
    begin, end = max(0.0, later), min(one.seconds, later + other.seconds)
    if begin >= end:
        return None
    ax, ay = _apart(one.at(begin), other.at(begin - later))
    bx, by = _apart(one.at(end), other.at(end - later))
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    part = 0.0 if not length else min(1.0, max(0.0, -(ax * dx + ay * dy) / length))
    return (ax + part * dx) ** 2 + (ay + part * dy) ** 2


def _apart(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    return one[0] - other[0], one[1] - other[1]


def clash(one: Walk, other: Walk, distance: int) -> tuple[float, float] | None:
    """From how many to how many seconds after `one` `other` must not get up; None: it may always.

    To a step of 0.25 s, wider rather than narrower.
    """
    least = distance * distance
    if _nearest_ways(one, other) >= least:
        return None  # most pairs of ways: nowhere near, so no start need be tried

    def nearest(step: int) -> float:
        found = nearest_squared(one, other, step * STEP)
        return inf if found is None else found

    # where both walk evenly, how near they come is a convex function of the second one's start
    starts = range(ceil(-other.seconds / STEP), ceil(one.seconds / STEP))
    worst = bisect_left(starts, True, key=lambda step: nearest(step) <= nearest(step + 1))
    if not starts or nearest(starts[worst]) >= least:
        return None
    first = bisect_left(starts, True, hi=worst, key=lambda step: nearest(step) < least)
    end = bisect_left(starts, True, lo=worst, key=lambda step: nearest(step) >= least)
    return starts[first] * STEP - STEP, starts[end - 1] * STEP + STEP


def _nearest_ways(one: Walk, other: Walk) -> float:
    """The least squared distance of any two points of the ways themselves."""
    if _cross(one, other):
        return 0.0
    return min(
        _to_way(one.start, other),
        _to_way(one.end, other),
        _to_way(other.start, one),
        _to_way(other.end, one),
    )


def _cross(one: Walk, other: Walk) -> bool:
    """Whether the ways cross in one point; ways that only touch are near by their ends."""
    return (
        _side(one, other.start) * _side(one, other.end) < 0
        and _side(other, one.start) * _side(other, one.end) < 0
    )


def _side(way: Walk, point: Point) -> int:
    """On which side of the way's line a point lies: above 0 left, below 0 right."""
    (ax, ay), (bx, by), (x, y) = way.start, way.end, point
    turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
    return (turn > 0) - (turn < 0)


def _to_way(point: Point, way: Walk) -> float:
    """The squared distance from a point to the nearest one of a way."""
    dx, dy = way.end[0] - way.start[0], way.end[1] - way.start[1]
    px, py = point[0] - way.start[0], point[1] - way.start[1]
    length = dx * dx + dy * dy
    part = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
    return (px - part * dx) ** 2 + (py - part * dy) ** 2


def walks_of(day: Day, ticket: Ticket, start: Start, counter_id: str) -> list[Walk]:
    """The ways that a ticket's people may take to a counter; none where it is not on the floor."""
    hall, _ = rules_of(day)
    end, spot = hall.counter_at(counter_id), hall.spot(start.spot or 0)
    if end is None:
        return []
    beside = hall.counter_at(start.counter or "")
    begins = [point for point in (beside, spot.at if spot else None) if point is not None]
    speed = hall.walking.priority_speed if ticket.is_priority else hall.walking.speed
    return [Walk(begin, end, speed) for begin in begins or [hall.door]]


def start_of(ticket: Ticket, now: datetime) -> Start:
    """From where the people of a ticket would come if it were called now.

    Whoever was sent on a moment ago is beside the last counter, or at the new place already.
    """
    last = ticket.legs[ticket.leg - 1] if ticket.leg else None
    beside = None
    if last is not None and last.finished_at is not None and now - last.finished_at < SETTLING:
        beside = last.counter
    spot = ticket.stay.spot if ticket.stay is not None and ticket.has_arrived else None
    return Start(spot, beside)


def hold_seconds(day: Day, ticket: Ticket, counter_id: str, now: datetime) -> float:
    """For how long a call must be held so that its walk passes nobody else's; to a tenth, up."""
    if day.office.hall is None:
        return 0.0
    hold = 0.0
    walks = walks_of(day, ticket, start_of(ticket, now), counter_id)
    for begin, end in sorted(_closed(day, walks, ticket.id, now)):
        if begin <= hold < end:
            hold = ceil(end * TENTHS) / TENTHS
    return hold


def _closed(
    day: Day, walks: list[Walk], ticket_id: str, now: datetime
) -> Iterator[tuple[float, float]]:
    """The seconds from now, from when to when, in which none of the walks must begin."""
    hall, _ = rules_of(day)
    distance, late = profile_of(day).distance, hall.walking.reaction_seconds
    for began, its in _under_way(day, ticket_id, now):
        for walk in walks:
            if (seconds := clash(its, walk, distance)) is not None:
                yield began + seconds[0] - late, began + seconds[1] + late


def _under_way(day: Day, ticket_id: str, now: datetime) -> Iterator[tuple[float, Walk]]:
    """The walks of others who are called, and in how many seconds they may get up."""
    hall, _ = rules_of(day)
    late = hall.walking.reaction_seconds
    for other in tickets_in_hand(day):
        if other.state is not TicketState.CALLED or other.id == ticket_id:
            continue
        if other.counter is None or other.announced_at is None:
            continue
        began = (other.announced_at - now).total_seconds()
        start = Start(other.called_from, other.called_beside)
        for walk in walks_of(day, other, start, other.counter):
            if began + walk.seconds + late > 0:
                yield began, walk
