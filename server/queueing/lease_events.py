"""What has happened to runs of numbers: a part of the closed list in `events`, same rules."""

from server.queueing.fact import Fact
from server.queueing.schedule import Moment
from server.queueing.ticket import Slip


class NumbersLeased(Fact, frozen=True):
    """A run of numbers is a kiosk's alone for the day: from `letter`-`first` on, `count` of them.

    `book`: the file in which the kiosk keeps what it gives. Another file knows nothing of them.
    """

    lease_id: str
    kiosk: str
    book: str
    service: str
    letter: str
    first: int
    count: int


class LeaseShrunk(Fact, frozen=True):
    """The lease has `count` numbers now; those beyond count against no quota any more."""

    lease_id: str
    count: int


class LeaseEnded(Fact, frozen=True):
    """The lease is over. `unused`: numbers of it that came back, as far as is known by then."""

    lease_id: str
    unused: int


class NumbersSkipped(Fact, frozen=True):
    """After a restore: these may be on somebody's paper, so nobody is given or leased them.

    By letter: `running`: up to this one; `leased`: from the first to the last. `since`: the last
    moment that the backup knows of.
    """

    running: dict[str, int]
    leased: dict[str, tuple[int, int]] = {}
    since: Moment | None = None


class TicketHandedIn(Fact, frozen=True):
    """A kiosk gave this number from a lease while the server was away; its visitor waits.

    `issued_at` is what the kiosk says, `seniority_at` what counts. `instead_of`: the ticket that
    the kiosk had asked for without an answer; nobody has that one.
    """

    ticket_id: str
    number: str
    sequence: int
    lease_id: str
    token_hash: str
    services: tuple[str, ...]
    priority: bool
    language: str
    party_size: int
    issued_at: Moment
    seniority_at: Moment
    slip: Slip
    instead_of: str | None = None
    clock_doubtful: bool = False
