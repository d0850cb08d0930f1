"""When the writer must wake by itself: the clock's earliest command.

Asking every ticket after every batch would cost a busy office too much, so the earliest answer is
kept, and only what a batch touched is asked again. An answer that has become stale is found out
when its moment comes, and then all are asked.
"""

from collections.abc import Sequence
from datetime import datetime

from server.queueing import events as e
from server.queueing.day import Day
from server.queueing.timers import Due, next_due, ticket_due

ALL_CHANGED = (
    e.DayOpened,
    e.OfficeConfigured,
    e.PhaseEntered,
    e.ServiceSuspended,
    e.ServiceResumed,
    e.DayEnded,
)
"""Events after which any ticket's moment may be another."""


class Alarm:
    """Keeps the moment of the clock's next command."""

    def __init__(self) -> None:
        """Nothing is due before the first `reset`."""
        self._due: Due | None = None

    @property
    def at(self) -> datetime | None:
        """When to ask for `due`; None if nothing will ever be due."""
        return None if self._due is None else self._due.at

    def reset(self, day: Day, now: datetime) -> None:
        """Ask everything anew."""
        self._due = next_due(day, now)

    def heed(self, day: Day, records: Sequence[e.Record], now: datetime) -> None:
        """Take notice of what has just happened."""
        if any(isinstance(record.event, ALL_CHANGED) for record in records):
            self.reset(day, now)
            return
        for record in records:
            ticket = day.tickets.get(getattr(record.event, "ticket_id", ""))
            due = None if ticket is None else ticket_due(day, ticket)
            if due is not None and (self._due is None or due.at < self._due.at):
                self._due = due

    def due(self, day: Day, now: datetime) -> Due | None:
        """The command that is due at `now`, if any; each is given until a record settles it."""
        if self._due is None or self._due.at > now:
            return None
        due = next_due(day, now)
        self._due = due
        return due if due is not None and due.at <= now else None
