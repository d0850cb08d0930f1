"""The office's clock as a terminal knows it: from snapshots, never from the machine's own.

Between two snapshots it runs on monotonic time at the office's speed, so that a wrong or
corrected clock of the terminal's machine never shows.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from protocol.snapshots import Clock

#: Counts on while the machine sleeps; only Linux has it.
_SINCE_BOOT: int | None = getattr(time, "CLOCK_BOOTTIME", None)


def steady_seconds() -> float:
    """Seconds that pass evenly whatever the machine's clock is set to, also while it sleeps."""
    return time.monotonic() if _SINCE_BOOT is None else time.clock_gettime(_SINCE_BOOT)


class ClockUnknownError(LookupError):
    """No snapshot has told the office's time yet."""


class OfficeClock:
    """Tells the office's moment. `speed` is office seconds per second of life."""

    def __init__(self, monotonic: Callable[[], float] = steady_seconds) -> None:
        self._monotonic = monotonic
        self._told: Clock | None = None
        self._told_at = 0.0

    def set(self, clock: Clock) -> None:
        """Take the time from a snapshot that has just arrived."""
        self._told = clock
        self._told_at = self._monotonic()

    @property
    def is_known(self) -> bool:
        """Whether a snapshot has told the time."""
        return self._told is not None

    @property
    def is_rehearsal(self) -> bool:
        """Whether this is not the time of day; every screen says so."""
        return self._told is not None and self._told.is_rehearsal

    @property
    def speed(self) -> float:
        """Office seconds per second of life; 1 until told otherwise."""
        return self._told.speed if self._told is not None else 1.0

    def now(self) -> datetime:
        """The office's moment, aware. Raises ClockUnknownError before the first snapshot."""
        if self._told is None:
            raise ClockUnknownError
        passed = (self._monotonic() - self._told_at) * self._told.speed
        return self._told.now + timedelta(seconds=passed)

    def age_seconds(self, at: datetime) -> float:
        """Office seconds since `at`, below zero if it is still to come; raises as `now` does."""
        return (self.now() - at).total_seconds()
