"""What staff, the door or the clock want of the lobby: a part of `commands`."""

from server.queueing.command import Command


class LetIn(Command, frozen=True):
    """Clock: whoever is near and has room is asked to come in."""


class MissComeIn(Command, frozen=True):
    """Clock: nobody came in to the place that was given by the event `order`, at this asking."""

    ticket_id: str
    order: int
    calls: int


class AssumeArrival(Command, frozen=True):
    """Clock: by now they have come in, where nobody looks."""

    ticket_id: str
    order: int


class AnnounceCall(Command, frozen=True):
    """Clock: a held call may be heard."""

    ticket_id: str
    call: int


class ArriveTicket(Command, frozen=True):
    """The people of a ticket are at the door, or inside: a scan, or the door-keeper, saw them."""

    ticket_id: str


class UndoArrival(Command, frozen=True):
    """They were not seen after all: soon after a wrong tick."""

    ticket_id: str


class CountPeople(Command, frozen=True):
    """Somebody without a number came in (1) or went out (-1)."""

    change: int


class ChangeProfile(Command, frozen=True):
    """Other health rules from now on."""

    profile: str


class BlockSpot(Command, frozen=True):
    """Give nobody this place."""

    spot: int


class UnblockSpot(Command, frozen=True):
    """Use the place again."""

    spot: int


class ChangePartySize(Command, frozen=True):
    """How many people are under one number."""

    ticket_id: str
    party_size: int
