"""How often somebody may try to sign in: failures make the next try wait, ever longer.

Counted three ways, since each alone could be used against the office:
- by account and address together: whoever guesses at one account waits soon, and long;
- by address: whoever tries many accounts from one place waits later;
- by account, from wherever: many places that guess at one account make it wait, but never long,
  and not at all where its owner has signed in before. So nobody in the hall can lock out a clerk.

Kept in memory, by each server for itself: a restart forgets, an attack begins anew. `now` is
seconds of any clock that only goes forward.
"""

from collections import OrderedDict

from msgspec import Struct

MOST_KEPT = 10_000
FORGOTTEN_SECONDS = 3600.0
"""After so long without a failure the count begins anew."""


class Limit(Struct, frozen=True):
    """So many failures are `free`; then each doubles the wait, from `first` to `most` seconds."""

    free: int
    first: float
    most: float


BOTH = Limit(free=4, first=5.0, most=900.0)
ADDRESS = Limit(free=20, first=5.0, most=300.0)
ACCOUNT = Limit(free=10, first=2.0, most=30.0)


class _Streak(Struct):
    """Failures in a row, the last one's moment, and until when the next try must wait."""

    failures: int = 0
    last: float = 0.0
    until: float = 0.0


class Throttle:
    """The failed sign-ins of late."""

    def __init__(self) -> None:
        self._streaks: OrderedDict[tuple[str, str], _Streak] = OrderedDict()
        self._proven: OrderedDict[tuple[str, str], None] = OrderedDict()

    def seconds_to_wait(self, account: str, address: str, now: float) -> float:
        """How long until this account may be tried from this address; 0.0: now."""
        keys = [(account, address), ("", address)]
        if (account, address) not in self._proven:
            keys.append((account, ""))
        waits = (self._streaks[key].until - now for key in keys if key in self._streaks)
        return max(0.0, max(waits, default=0.0))

    def failed(self, account: str, address: str, now: float) -> None:
        """The password was wrong, or there is no such account."""
        self._count((account, address), BOTH, now)
        self._count(("", address), ADDRESS, now)
        self._count((account, ""), ACCOUNT, now)

    def succeeded(self, account: str, address: str) -> None:
        """The password was right: who knows it is no guesser."""
        for key in ((account, address), (account, "")):
            self._streaks.pop(key, None)
        self._proven[account, address] = None
        self._proven.move_to_end((account, address))
        if len(self._proven) > MOST_KEPT:
            self._proven.popitem(last=False)

    def _count(self, key: tuple[str, str], limit: Limit, now: float) -> None:
        streak = self._streaks.setdefault(key, _Streak())
        if now - streak.last > FORGOTTEN_SECONDS:
            streak.failures = 0
        streak.failures += 1
        streak.last = now
        if (beyond := streak.failures - limit.free) >= 0:
            streak.until = now + min(limit.most, limit.first * 2 ** min(beyond, 16))
        self._streaks.move_to_end(key)
        if len(self._streaks) > MOST_KEPT:
            self._streaks.popitem(last=False)
