"""How long to wait before trying again: longer each time, and never all machines at once."""

import random
from collections.abc import Callable


class Backoff:
    """Waits that double from `first_seconds` up to `most_seconds`, each shortened by chance.

    Up to half of each wait is taken off, so that the terminals of a hall do not come back in
    the same moment after a restart of the server.
    """

    def __init__(
        self,
        first_seconds: float = 0.5,
        most_seconds: float = 10.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.first_seconds = first_seconds
        self.most_seconds = most_seconds
        self._chance = chance
        self._failures = 0

    def next_seconds(self) -> float:
        """The next wait."""
        doubled: float = self.first_seconds * 2 ** min(self._failures, 16)
        self._failures += 1
        return min(doubled, self.most_seconds) * (1 - self._chance() / 2)

    def reset(self) -> None:
        """Begin again from the shortest wait: something has worked."""
        self._failures = 0
