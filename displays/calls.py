"""Which calls a display shows, and which it still has to announce. Pure.

Promises that every number stands once, by its latest call; that those nobody has answered stand
first; and that each call is announced once, oldest first, also one that came while the display
was away, if nobody has answered it meanwhile.
"""

from collections.abc import Iterable

from protocol.snapshots import CallView, HallSnapshot


def order_calls(calls: Iterable[CallView]) -> list[CallView]:
    """The latest call of each number: open ones first, in both groups the newest first."""
    latest: dict[str, CallView] = {}
    for call in sorted(calls, key=lambda each: each.call, reverse=True):
        latest.setdefault(call.number, call)
    return sorted(latest.values(), key=lambda each: (not each.is_open, -each.call))


class Announcements:
    """The calls that wait to be announced."""

    def __init__(self) -> None:
        self._day: tuple[str, str] | None = None
        self._last = 0
        self._waiting: list[int] = []

    def take(self, snapshot: HallSnapshot) -> None:
        """Note what is new in a snapshot. The first one that is seen announces nothing."""
        day = (snapshot.id.epoch, snapshot.id.day.isoformat())
        newest = max((call.call for call in snapshot.calls), default=0)
        if self._day is None:
            self._last = newest
        elif day != self._day:
            self._last = 0
        open_calls = {call.call for call in snapshot.calls if call.is_open}
        fresh = sorted(call for call in open_calls if call > self._last)
        self._waiting = [call for call in self._waiting if call in open_calls] + fresh
        self._day, self._last = day, newest

    def next(self) -> int | None:
        """The call to announce now, or None; it will not be given again."""
        return self._waiting.pop(0) if self._waiting else None
