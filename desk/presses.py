"""What counts as a press: one, however often the key bounces.

A second press of the same key within `SETTLE_SECONDS` of the last one, and the repeats of a
key held down, belong to the first. A different key is a press of its own. The page's twin is
`web/presses.js`.
"""

import time
from collections.abc import Callable

from desk.actions import SETTLE_SECONDS


class Presses:
    """Tells a new press from the echo of the last one; asks the machine's own clock."""

    def __init__(
        self,
        settle_seconds: float = SETTLE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settle_seconds = settle_seconds
        self._monotonic = monotonic
        self._last_at: dict[str, float] = {}

    def is_new(self, key: str) -> bool:
        """Whether this press of `key` stands for itself; each one, counted or not, is noted."""
        now = self._monotonic()
        last_at = self._last_at.get(key)
        self._last_at[key] = now
        return last_at is None or now - last_at >= self._settle_seconds
