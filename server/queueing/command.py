"""What all commands share."""

from msgspec import Struct


class BasedOn(Struct, frozen=True):
    """The counter as the sender's screen showed it; a mismatch changes nothing."""

    ticket_id: str | None = None  # in hand
    call: int | None = None  # the counter's last call


class Command(Struct, frozen=True, tag=True):
    """Base of all commands."""


class Visitor(Struct, frozen=True):
    """Who asks by the code of a slip: somebody's phone, known by the hash of its own secret."""

    phone_hash: str | None = None
