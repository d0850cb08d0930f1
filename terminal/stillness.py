"""Whether a terminal stood still: its machine slept, or was too busy to draw."""

import time
from collections.abc import Callable

LOOK_SECONDS = 1.0
#: Timers are never exact; a gap from here on is one that a visitor may have missed a call in.
LONGEST_GAP_SECONDS = 5.0
#: For so long a screen tells of it.
TOLD_SECONDS = 60.0


class Stillness:
    """Told to `look` every second; whatever it was not told in is a stretch of stillness."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked = clock()
        self._told_until = 0.0
        self._seconds = 0.0
        self._worst = 0.0

    def look(self) -> None:
        """Note the time."""
        now = self._clock()
        gap = now - self._looked - LOOK_SECONDS
        self._looked = now
        if gap >= LONGEST_GAP_SECONDS:
            self._seconds, self._told_until = gap, now + TOLD_SECONDS
            self._worst = max(self._worst, gap)

    @property
    def told_seconds(self) -> float:
        """How long it stood still, as long as that is to be told; else 0."""
        return self._seconds if self._clock() < self._told_until else 0.0

    def take_seconds(self) -> float:
        """The longest stretch since this was asked last."""
        worst, self._worst = self._worst, 0.0
        return worst
