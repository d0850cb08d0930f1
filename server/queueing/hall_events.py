"""What has happened in the lobby: a part of the closed list in `events`, under the same rules."""

from server.queueing.fact import Fact
from server.queueing.ticket import Before


class TicketCalledIn(Fact, frozen=True):
    """A place is kept for a ticket, and its people are asked to come in.

    `is_inside`: they are there already, so they have arrived.
    """

    ticket_id: str
    spot: int
    is_inside: bool = False


class CallInRepeated(Fact, frozen=True):
    """Nobody came in: they are asked again."""

    ticket_id: str


class TicketArrived(Fact, frozen=True):
    """The people of a ticket are inside."""

    ticket_id: str


class ArrivalUndone(Fact, frozen=True):
    """The people of a ticket were not seen after all; it is again as it was before (`to`)."""

    ticket_id: str
    to: Before


class SpotPassedOn(Fact, frozen=True):
    """Nobody came in: the place is free for others, and the ticket keeps its turn."""

    ticket_id: str


class CallAnnounced(Fact, frozen=True):
    """A call that was held for somebody else's way is heard, under a running number of its own."""

    ticket_id: str
    counter: str
    call: int


class ProfileChanged(Fact, frozen=True):
    """Other health rules hold."""

    profile: str


class SpotBlocked(Fact, frozen=True):
    """Nobody is given this place from now on; whoever is there stays."""

    spot: int


class SpotUnblocked(Fact, frozen=True):
    """The place is used again."""

    spot: int


class PeopleCounted(Fact, frozen=True):
    """Somebody without a number came in (`change` 1) or went out (-1)."""

    change: int


class PartySizeChanged(Fact, frozen=True):
    """So many people are under this number."""

    ticket_id: str
    party_size: int
