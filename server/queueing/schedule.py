"""The hours of one date, and office time: the time on which rule timers run.

All moments are aware datetimes in UTC. Breaks are the gaps between the spans of service; before
the first and after the last span timers run as usual, because visitors may still be called then.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from server.queueing.office import Words

Moment = Annotated[datetime, Meta(tz=True)]
Date = date  # a name of its own, because `Schedule.date` hides the type's


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """From `start` up to, but not including, `end`."""

    start: Moment
    end: Moment


class Schedule(Struct, frozen=True, forbid_unknown_fields=True):
    """One date of one office: when it serves, when it gives numbers, when the date ends."""

    date: Date
    ends_at: Moment  # midnight of the office's own clock, at the end of the date
    service: tuple[Period, ...] = ()  # empty: closed all day
    tickets_from: Moment | None = None
    tickets_until: Moment | None = None
    closed_reason: Words | None = None  # the holiday's name, where that is why it is closed
    next_open: Date | None = None  # the next date with service, for "come back on ..."

    @property
    def breaks(self) -> list[Period]:
        """The gaps between the spans of service."""
        return [
            Period(before.end, after.start)
            for before, after in zip(self.service, self.service[1:], strict=False)
        ]


class Phase(StrEnum):
    """Where a date stands, as screens tell it."""

    CLOSED_TODAY = "closed_today"
    BEFORE = "before"  # neither numbers nor service yet
    NUMBERS = "numbers"  # numbers, but no service yet
    OPEN = "open"
    BREAK = "break"
    CLOSING = "closing"  # no more numbers; those waiting are still called
    ENDED = "ended"


def phase_at(schedule: Schedule, now: datetime) -> Phase:
    """The phase that the schedule alone gives for `now`."""
    if not schedule.service or schedule.tickets_from is None or schedule.tickets_until is None:
        return Phase.CLOSED_TODAY
    if any(pause.start <= now < pause.end for pause in schedule.breaks):
        return Phase.BREAK
    if now >= schedule.tickets_until:
        return Phase.CLOSING
    if now >= schedule.service[0].start:
        return Phase.OPEN
    return Phase.NUMBERS if now >= schedule.tickets_from else Phase.BEFORE


def next_phase_change(schedule: Schedule, now: datetime) -> datetime | None:
    """The first moment after `now` at which `phase_at` may give another answer."""
    edges = [edge for period in schedule.service for edge in (period.start, period.end)]
    edges += [edge for edge in (schedule.tickets_from, schedule.tickets_until) if edge]
    return min((edge for edge in edges if edge > now), default=None)


def stopped_periods(schedule: Schedule, others: Iterable[Period] = ()) -> list[Period]:
    """When timers stand: the breaks and `others` (suspensions), merged and in order."""
    merged: list[Period] = []
    for period in sorted([*schedule.breaks, *others], key=lambda period: period.start):
        if merged and period.start <= merged[-1].end:
            merged[-1] = Period(merged[-1].start, max(merged[-1].end, period.end))
        elif period.start < period.end:
            merged.append(period)
    return merged


def due_at(start: datetime, seconds: int, stopped: Iterable[Period]) -> datetime:
    """The moment at which `seconds` of office time have passed since `start`.

    `stopped` comes from `stopped_periods`. A timer that would run out in a break does so when
    the break ends: nothing falls due while the office rests.
    """
    due = start + timedelta(seconds=seconds)
    for period in stopped:
        if period.end <= start:
            continue
        if due < period.start:
            break
        due += period.end - max(period.start, start)
    return due


def wall_clock(moment: datetime, timezone: str) -> str:
    """`moment` as ISO 8601 on the office's own clock, as refusals carry it."""
    return moment.astimezone(ZoneInfo(timezone)).isoformat(timespec="seconds")
