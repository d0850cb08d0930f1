"""The clock of an installation: the time of day, or a rehearsal's own.

Rules never read a clock; they are given `now` from here. A rehearsal (`serve --clock`) starts at a
chosen moment and may run faster than life; every screen says so.
"""

import time
from datetime import UTC, datetime, timedelta

from protocol.snapshots import Clock


class OfficeClock:
    """Tells the moment in UTC. `speed` is office seconds per second of life."""

    def __init__(self, start: datetime | None = None, speed: float = 1.0) -> None:
        """`start`: the aware moment at which a rehearsal begins; None for the time of day."""
        self._start = start and start.astimezone(UTC)
        self._began = time.monotonic()
        self.speed = speed if start is not None else 1.0

    @property
    def is_rehearsal(self) -> bool:
        """Whether this is not the time of day."""
        return self._start is not None

    def now(self) -> datetime:
        """The office's moment, in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        passed = (time.monotonic() - self._began) * self.speed
        return self._start + timedelta(seconds=passed)

    def seconds_until(self, moment: datetime) -> float:
        """Seconds of life until the office's clock shows `moment`; 0 if it has."""
        return max(0.0, (moment - self.now()).total_seconds() / self.speed)

    def ago(self, seconds: float) -> datetime:
        """The office's moment so many seconds of life ago."""
        return self.now() - timedelta(seconds=seconds * self.speed)

    def view(self) -> Clock:
        """What snapshots carry of it."""
        return Clock(self.now(), self.speed, self.is_rehearsal)
