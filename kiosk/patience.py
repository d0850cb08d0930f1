"""How long a screen waits for a person who may have left. Real time, never the office's. Pure."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """Seconds: of a screen left alone, of the warning before its end, of a ticket on the screen.

    `settle_seconds`: how long a second touch counts as the same one. `scanner_seconds`: keys that
    follow each other faster come from a scanner, not from fingers (scanners send a key every 1 to
    20 ms, fast typists every 60); 0 takes every key for a press. `server_seconds`: after so long
    without an answer a number is given without the server, where there is one.
    """

    idle_seconds: float = 60.0
    warning_seconds: float = 15.0
    ticket_seconds: float = 30.0
    settle_seconds: float = 0.4
    scanner_seconds: float = 0.03
    retry_seconds: float = 2.0
    server_seconds: float = 4.0


class Patience:
    """Runs down from the last touch. Without a limit it never ends."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._touched_at = monotonic()
        self.seconds: float | None = None

    def start(self, seconds: float | None) -> None:
        """Begin anew, for `seconds` from now; None waits for ever."""
        self.seconds = seconds
        self.touch()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched_at = self._monotonic()

    @property
    def left_seconds(self) -> float | None:
        """What is left, not below 0; None without a limit."""
        if self.seconds is None:
            return None
        return max(0.0, self.seconds - (self._monotonic() - self._touched_at))

    @property
    def left_share(self) -> float:
        """What is left, from 1 to 0; 1 without a limit."""
        left = self.left_seconds
        return 1.0 if left is None or not self.seconds else left / self.seconds
