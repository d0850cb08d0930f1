"""The leases of a day: which numbers are whose, and what was handed in from them.

`Day` keeps it beside the tickets. A leased number is never leased or given again on its day,
whatever becomes of the lease, because it may be on somebody's paper already.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace


class Lease(Struct, frozen=True):
    """A run of numbers of one service that are a kiosk's alone, used in order."""

    id: str
    kiosk: str
    book: str  # the kiosk's file that knows what was given
    service: str
    letter: str
    first: int
    granted: int  # numbers, as it was made
    count: int  # numbers now
    granted_at: datetime
    used: int = 0  # up to the last one that was handed in
    handed_in: int = 0  # of those that count
    ended: bool = False

    @property
    def waiting(self) -> int:
        """Numbers that count against the quota without a ticket that does."""
        return 0 if self.ended else self.count - self.handed_in

    def holds(self, sequence: int) -> bool:
        """Whether the number was ever this lease's; what was taken from it may be on paper."""
        return self.first <= sequence < self.first + self.granted


@dataclass
class LeaseDay:
    """The state of all leases on one day. Changed by `apply` only."""

    leases: dict[str, Lease] = field(default_factory=dict)
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)  # first, last, by letter
    lost: dict[str, tuple[int, int]] = field(default_factory=dict)  # first, last: see `restoring`
    lost_since: datetime | None = None  # the last moment that a restored backup knew of
    tickets: dict[str, str] = field(default_factory=dict)  # handed in: ticket id by number
    replaced: set[str] = field(default_factory=set)  # ids that nobody's ticket may have any more
    seniority: dict[str, datetime] = field(default_factory=dict)  # of the last one, by kiosk

    def live(self) -> Iterator[Lease]:
        """Those that have not ended, oldest first."""
        return (lease for lease in self.leases.values() if not lease.ended)

    def waiting(self, service_id: str) -> int:
        """Numbers of a service that kiosks hold, and that count against its quota."""
        return sum(lease.waiting for lease in self.live() if lease.service == service_id)

    def is_held(self, letter: str, sequence: int) -> bool:
        """Whether the number was ever in a lease that is known."""
        of_letter = (lease for lease in self.leases.values() if lease.letter == letter)
        return any(lease.holds(sequence) for lease in of_letter)

    def may_be_lost(self, letter: str, first: int, last: int) -> bool:
        """Whether a restore may have lost leases of all these numbers."""
        first_lost, last_lost = self.lost.get(letter, (1, 0))
        return first_lost <= first <= last <= last_lost

    def running_number(self, letter: str, last: int) -> int:
        """The number that the server gives after `last`: the next one that was never leased."""
        first_leased, last_leased = self.ranges.get(letter, (last + 2, 0))
        return last + 1 if last + 1 < first_leased else max(last, last_leased) + 1

    def free_number(self, letter: str, at_least: int) -> int:
        """The first number from `at_least` on that is above all that were leased."""
        _, last_leased = self.ranges.get(letter, (0, 0))
        return max(at_least, last_leased + 1)

    def put(self, lease: Lease) -> None:
        """Let a lease be as given."""
        self.leases[lease.id] = lease
        self.keep_free(lease.letter, lease.first, lease.first + lease.granted - 1)

    def keep_free(self, letter: str, first: int, last: int) -> None:
        """Let nobody be given, or leased, these numbers any more."""
        first_leased, last_leased = self.ranges.get(letter, (first, last))
        self.ranges[letter] = min(first_leased, first), max(last_leased, last)

    def change(self, lease_id: str, **changes: object) -> None:
        """Change a lease."""
        self.leases[lease_id] = replace(self.leases[lease_id], **changes)

    def note_ticket(self, lease_id: str, sequence: int) -> None:
        """A ticket of this number of the lease was handed in."""
        lease = self.leases[lease_id]
        index = sequence - lease.first
        counts = index < lease.count
        self.leases[lease_id] = replace(
            lease,
            used=max(lease.used, index + 1),
            handed_in=lease.handed_in + counts,
        )
