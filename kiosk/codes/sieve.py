"""Tells the keys of a scanner from the presses of fingers.

A scanner is a keyboard to the system. What it types must never choose anything: a bar code of
groceries, read on the page of services, is no choice of the eighth and the ninth one. So a key
that would choose is held back for a blink, to see whether another one follows faster than fingers.
"""

from textual import events

from kiosk.codes.meaning import CodeEntry

_CHOOSING = frozenset("0123456789+-*/.,?")


class Sieve:
    """Gives back the keys that are presses; what belongs to a scanned code goes to `entry`.

    `gap_seconds`: see `kiosk.patience.Times.scanner_seconds`.
    """

    def __init__(self, entry: CodeEntry, gap_seconds: float) -> None:
        self.entry = entry
        self.gap_seconds = gap_seconds
        self._held: events.Key | None = None
        self._last: events.Key | None = None

    @property
    def is_holding(self) -> bool:
        """Whether a key waits to be released."""
        return self._held is not None

    def take(self, key: events.Key) -> list[events.Key]:
        """The presses that are certain now that this key has come."""
        held, self._held = self._held, None
        is_fast = self._last is not None and key.time - self._last.time < self.gap_seconds
        self._last = key
        if held is None:
            return self._hold(key)
        character = key.character or ""
        if not (is_fast and character.isascii() and character.isprintable() and character):
            return [held, *self._hold(key)]
        if character == held.character:  # a worn key that bounces, or a code that begins 000
            self._held = held
            return []
        self.entry.gather(f"{held.character}{character}")
        return []

    def release(self, after: events.Key) -> list[events.Key]:
        """The key that is held back, if nothing followed `after`, the last key for a blink."""
        if after is not self._last:
            return []
        held, self._held = self._held, None
        return [held] if held is not None else []

    def _hold(self, key: events.Key) -> list[events.Key]:
        may_choose = key.character is not None and key.character in _CHOOSING
        if not may_choose or not self.gap_seconds or self.entry.takes(key.key, key.character):
            return [key]
        self._held = key
        return []
