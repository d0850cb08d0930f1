"""From where a called number goes to its counter: `terminal/web/ways.js` is the counterpart.

A snapshot tells only who stands where now, so whoever draws the way keeps where each number stood
before. Pure.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from look.floor_picture import Way
from protocol.snapshots import CallView, HallSnapshot

STALE = timedelta(seconds=60)
"""A place that was left longer ago than this has nothing to do with the call."""


class Ways:
    """Knows the ways of the open calls, one snapshot after the other."""

    def __init__(self) -> None:
        self._day: tuple[str, str] | None = None
        self._stood: dict[str, tuple[int, datetime]] = {}
        self._ways: dict[str, int] = {}

    def take(self, snapshot: HallSnapshot) -> tuple[Way, ...]:
        """The open calls whose place is known, the newest first."""
        day = (snapshot.id.epoch, snapshot.id.day.isoformat())
        if day != self._day:
            self._stood, self._ways, self._day = {}, {}, day
        for each in snapshot.room.spots if snapshot.room else ():
            if each.state == "waiting":
                self._stood[each.number] = (each.spot, snapshot.clock.now)
        ways = [
            Way(call.number, call.counter, spot)
            for call in open_calls(snapshot.calls)
            if (spot := self._spot_of(call)) is not None
        ]
        self._ways = {way.number: way.spot for way in ways}
        return tuple(ways)

    def _spot_of(self, call: CallView) -> int | None:
        if call.number in self._ways:
            return self._ways[call.number]
        spot, seen_at = self._stood.get(call.number, (None, call.at))
        return spot if call.at - seen_at <= STALE else None


def open_calls(calls: Iterable[CallView]) -> list[CallView]:
    """The latest call of each number, of those that nobody has answered."""
    latest: dict[str, CallView] = {}
    for call in sorted(calls, key=lambda each: -each.call):
        latest.setdefault(call.number, call)
    return [call for call in latest.values() if call.is_open]
