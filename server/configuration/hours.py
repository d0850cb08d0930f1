"""When an office serves: weekly hours, seasons, holidays, and dates that differ.

What holds for a date, first match wins: `closed_extra`, `open_extra`, a national holiday, the
season's hours of the weekday, the weekly hours of the weekday.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.configuration.national_holidays import holiday_name
from server.queueing.office import Span, Words
from server.queueing.schedule import Period, Schedule

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LOOK_AHEAD_DAYS = 60
"""How far the next day with service is looked for."""


@dataclass(frozen=True)
class Hours:
    """A week of service, and when numbers are given: minutes before opening and before closing."""

    week: tuple[tuple[Span, ...], ...]  # seven, from Monday; empty: closed
    tickets_minutes_before_opening: int = 0
    tickets_minutes_before_closing: int = 0


@dataclass(frozen=True)
class Season:
    """Hours that replace the weekly ones from the first to the last date, both included."""

    first: date
    last: date
    hours: Hours


@dataclass(frozen=True)
class Calendar:
    """All that decides when an office serves on a date."""

    timezone: str
    languages: tuple[str, ...]
    hours: Hours
    seasons: tuple[Season, ...]
    country: str | None
    categories: tuple[str, ...]
    open_extra: Mapping[date, tuple[Span, ...]]  # empty: the usual hours of the weekday
    closed_extra: Mapping[date, Words]

    def schedule(self, day: date) -> Schedule:
        """The schedule of a date, all moments in UTC."""
        ends_at = self._moment(day + timedelta(days=1), "00:00")
        next_open = self._next_open(day)
        spans = self.spans(day)
        if not spans:
            return Schedule(
                day, ends_at, closed_reason=self._closed_reason(day), next_open=next_open
            )
        service = tuple(
            Period(self._moment(day, span.opens), self._moment(day, span.closes)) for span in spans
        )
        hours = self._hours(day)
        return Schedule(
            day,
            ends_at,
            service,
            service[0].start - timedelta(minutes=hours.tickets_minutes_before_opening),
            service[-1].end - timedelta(minutes=hours.tickets_minutes_before_closing),
            next_open=next_open,
        )

    def spans(self, day: date) -> tuple[Span, ...]:
        """The stretches of service on a date; empty: closed."""
        usual = self._hours(day).week[day.weekday()]
        if day in self.closed_extra:
            return ()
        if day in self.open_extra:
            return self.open_extra[day] or usual
        return () if self._holiday(day) else usual

    def _hours(self, day: date) -> Hours:
        for season in self.seasons:
            if season.first <= day <= season.last:
                return season.hours
        return self.hours

    def _closed_reason(self, day: date) -> Words | None:
        return self.closed_extra.get(day) or self._holiday(day)

    def _holiday(self, day: date) -> Words | None:
        if self.country is None:
            return None
        return holiday_name(self.country, self.categories, day, self.languages)

    def _next_open(self, day: date) -> date | None:
        following = (day + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS + 1))
        return next(filter(self.spans, following), None)

    def _moment(self, day: date, clock: str) -> datetime:
        local = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(self.timezone))
        return local.astimezone(UTC)


def minutes_of(clock: str) -> int:
    """Minutes since midnight of "HH:MM"."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
