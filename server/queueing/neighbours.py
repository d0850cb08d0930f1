"""Counters that are nearer to each other than the distance: of two, one is used at a time.

Only where the office asks for it (`counters_apart`), and only as long as another counter is free
that could call instead: a counter whose clerk does not press is not waited for long.
"""

from datetime import datetime
from math import ceil

from protocol.refusals import Refusal, RefusalCode
from server.queueing.day import CounterState, Day
from server.queueing.hall import profile_of, rules_of
from server.queueing.office import Counter

WAIT_SECONDS = 20
"""How long a counter that could call instead is given, from when its hands were free."""


def neighbour_first(day: Day, counter_id: str, now: datetime) -> Refusal | None:
    """Why a counter should let another one call first, or None."""
    hall = day.office.hall
    if hall is None or not hall.counters_apart:
        return None
    busy = _busy_neighbour(day, counter_id)
    if busy is None:
        return None
    others = [
        (remaining, each)
        for each in day.office.counters
        if each.id != counter_id and (remaining := _could_call(day, each, now)) > 0
    ]
    if not others:
        return None
    seconds, free = max(others, key=lambda other: (other[0], -other[1].number))
    params = {"counter": busy.number, "free": free.number, "seconds": ceil(seconds)}
    return Refusal(RefusalCode.NEIGHBOUR_FIRST, params)


def _could_call(day: Day, counter: Counter, now: datetime) -> float:
    """For how many seconds more another counter is waited for; 0 or less: not at all."""
    today = day.counters[counter.id]
    if today.state is not CounterState.OPEN or today.ticket_id is not None:
        return 0.0
    if today.free_since is None or _busy_neighbour(day, counter.id) is not None:
        return 0.0
    if not any(len(day.lines[each]) for each in counter.services if not day.is_suspended(each)):
        return 0.0
    return WAIT_SECONDS - (now - today.free_since).total_seconds()


def _busy_neighbour(day: Day, counter_id: str) -> Counter | None:
    """A counter with a visitor that is too near to this one."""
    hall, _ = rules_of(day)
    here = hall.counter_at(counter_id)
    if here is None:
        return None
    least = profile_of(day).distance ** 2
    for other in day.office.counters:
        there = hall.counter_at(other.id)
        if other.id == counter_id or there is None or day.counters[other.id].ticket_id is None:
            continue
        if (here[0] - there[0]) ** 2 + (here[1] - there[1]) ** 2 < least:
            return other
    return None
