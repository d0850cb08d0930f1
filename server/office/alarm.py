"""When the writer must wake by itself: the clock's earliest command.

Asking every ticket after every batch would cost a busy office too much, so the earliest answer is
kept, and only what a batch touched is asked again. An answer that has become stale is found out
when its moment comes, and then all are asked.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from server.queueing import events as e
from server.queueing.day import Day
from server.queueing.timers import Due, next_due, room_due, ticket_due

ALL_CHANGED = (
    e.DayOpened,
    e.OfficeConfigured,
    e.PhaseEntered,
    e.ServiceSuspended,
    e.ServiceResumed,
    e.NoticePosted,
    e.DayEnded,
)
"""Events after which other moments than those of the tickets they name may be others."""


class Alarm:
    """Keeps the moment of the clock's next command, for one day at a time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        """Nothing is due before something has happened. `now` is the office's clock."""
        self._now = now
        self._due: Due | None = None

    @property
    def at(self) -> datetime | None:
        """When to ask for `due`; None if nothing is known to come."""
        return None if self._due is None else self._due.at

    def heed(self, day: Day, records: Sequence[e.Record]) -> None:
        """Take notice of what has just happened."""
        if self._due is None or any(isinstance(each.event, ALL_CHANGED) for each in records):
            self._due = next_due(day, self._now())
            return
        room = room_due(day, self._now())
        if room is not None and room.at < self._due.at:
            self._due = room
        for record in records:
            ticket = day.tickets.get(getattr(record.event, "ticket_id", ""))
            due = None if ticket is None else ticket_due(day, ticket)
            if due is not None and due.at < self._due.at:
                self._due = due

    def due(self, day: Day) -> Due | None:
        """The command that is due now, if any; each is given until a record settles it."""
        now = self._now()
        if self._due is None or self._due.at > now:
            return None
        self._due = due = next_due(day, now)
        return due if due is not None and due.at <= now else None
