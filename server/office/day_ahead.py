"""The next open day, before it comes: kiosks are lent numbers of it in time.

A kiosk that is switched on in the morning while the server is not gives those. The day is read
anew each time and kept nowhere; it has no clock of its own, so nothing happens on it by itself
before its date.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from msgspec import structs

from protocol.refusals import Refusal
from protocol.snapshots import HallSnapshot
from server.configuration.office_settings import OfficeSettings
from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.office.clock import OfficeClock
from server.office.first_orders import configuring, going_on
from server.office.hall_view import hall_snapshot
from server.office.kept_day import KeptDay
from server.office.orders import Order, Outcome
from server.queueing.apply import replay
from server.queueing.day import Day

MOST_DAYS_AHEAD = 14
"""The longest holidays of an office; what is lent for later than that would be forgotten."""

T = TypeVar("T")


class DayAhead:
    """The next open day of one office."""

    def __init__(self, settings: OfficeSettings, journal: Journal, clock: OfficeClock) -> None:
        self._settings, self._journal, self._clock = settings, journal, clock
        self._id = settings.office.id

    def date_after(self, today: date) -> date | None:
        """Which day it is; None: too far away, or the office lends kiosks no numbers."""
        if not self._settings.office.offline.minutes:
            return None
        found = self._settings.schedule(today).next_open
        is_near = found is not None and found - today <= timedelta(days=MOST_DAYS_AHEAD)
        return found if is_near else None

    async def carry_out(self, order: Order) -> Outcome | Refusal:
        """Decide and keep an order of that day, under its rules as the office's file has them now.

        Raises StorageError if it could not be kept.
        """
        settings = self._settings
        schedule = settings.schedule(order.day)
        kept = KeptDay(self._journal, self._clock, settings.office, schedule, ())
        await kept.follow()
        first = [configuring(settings, order.day, kept.day.version if kept.day else 0)]
        if restored := going_on(settings, self._journal, self._clock, order.day):
            first.append(restored)
        *_, answer = await kept.carry_out([*first, order])
        return answer

    async def look(self, day: date, question: Callable[[Day], T]) -> T:
        """The answer to a question about a day. Raises StorageError if it cannot be read."""
        read = replay(await self._journal.read(self._id, day))
        if read is None:
            raise StorageError(f"nothing is kept of {day}")
        return question(read)

    def hall(self, day: Day) -> HallSnapshot:
        """What the hall will see when that day's numbers begin."""
        clock = self._clock.view()
        if day.schedule.tickets_from is not None:
            clock = structs.replace(clock, now=day.schedule.tickets_from)
        return hall_snapshot(day, self._journal.epoch, clock, self._settings.presentation)
