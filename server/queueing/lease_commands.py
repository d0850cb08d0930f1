"""What kiosks want that may be cut off from the server: a part of `commands`."""

from server.queueing.command import Command
from server.queueing.schedule import Moment
from server.queueing.ticket import Slip


class HoldLeases(Command, frozen=True):
    """A kiosk says what it used of its leases, and wants those that it should hold.

    `book`: the id of its file, whose leases alone it knows of. `used`: numbers by lease.
    """

    kiosk: str
    book: str
    used: dict[str, int] = {}


class HandInTicket(Command, frozen=True):
    """A kiosk gave this number from a lease while it could not ask. Somebody has it on paper.

    `instead_of`: the ticket that it had asked for first, without an answer.
    """

    kiosk: str
    ticket_id: str
    token_hash: str
    lease_id: str
    number: str
    services: tuple[str, ...]
    issued_at: Moment
    priority: bool = False
    language: str = "id"
    party_size: int = 1
    slip: Slip = Slip.SHOWN
    instead_of: str | None = None
    clock_doubtful: bool = False
