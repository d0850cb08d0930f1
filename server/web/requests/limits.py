"""How often is too often. Pure counting, apart from the web: `now` is an argument.

Made for a hall in which 300 phones share one address. A ticket's page is therefore limited by its
ticket, and an address only by what no visitor does: asking for tickets that do not exist.
"""

from collections import OrderedDict
from math import ceil

from msgspec import Struct

REMEMBERED = 10_000
"""Of so many tickets or addresses something is known at once; the one unused longest goes first."""
STREAMS_OF_A_TICKET = 10
"""A visitor's phone, the family's, and those that were cut off and have not been missed yet."""


class Allowance(Struct, frozen=True):
    """`burst` at once, and one more every `seconds`."""

    burst: int
    seconds: float


TICKET = Allowance(burst=60, seconds=1.0)
"""What is asked with one ticket's secret. Opening its page takes four."""
UNKNOWN_TICKETS = Allowance(burst=120, seconds=1.0)
"""What one address may ask of tickets that are not: those of yesterday, in many pockets."""


class Meter:
    """Counts for many at once by one allowance."""

    def __init__(self, allowance: Allowance, remembered: int = REMEMBERED) -> None:
        """Nobody has asked yet."""
        self._allowance = allowance
        self._remembered = remembered
        self._paid_until: OrderedDict[str, float] = OrderedDict()

    def take(self, who: str, now: float) -> int:
        """Count one of `who` at `now` (seconds); returns 0, or after how many seconds it may be.

        What is refused does not count.
        """
        each = self._allowance.seconds
        until = max(self._paid_until.get(who, now), now) + each
        over = until - now - each * self._allowance.burst
        if over > 0:
            return ceil(over)
        self._paid_until[who] = until
        self._paid_until.move_to_end(who)
        if len(self._paid_until) > self._remembered:
            self._paid_until.popitem(last=False)
        return 0

    def __len__(self) -> int:
        """Of how many something is known."""
        return len(self._paid_until)


class Places:
    """A number of places for each of many; whoever leaves frees one."""

    def __init__(self, most: int) -> None:
        """All are free."""
        self._most = most
        self._taken: dict[str, int] = {}

    def take(self, who: str) -> bool:
        """Take one; False where all are taken."""
        taken = self._taken.get(who, 0)
        if taken >= self._most:
            return False
        self._taken[who] = taken + 1
        return True

    def leave(self, who: str) -> None:
        """Give one back that was taken."""
        left = self._taken[who] - 1
        if left:
            self._taken[who] = left
        else:
            del self._taken[who]

    def __len__(self) -> int:
        """How many have any."""
        return len(self._taken)


class Limits:
    """All counts of one server."""

    def __init__(self) -> None:
        """Nothing has been asked yet."""
        self.tickets = Meter(TICKET)
        self.unknown_tickets = Meter(UNKNOWN_TICKETS)
        self.ticket_streams = Places(STREAMS_OF_A_TICKET)
