"""What comes to an office's writer, and what it answers."""

import hashlib
from datetime import date

import msgspec
from msgspec import Struct

from server.journal.contacts import SealedContact
from server.journal.texts import Text
from server.office.room_view import NOWHERE, Whereabouts
from server.queueing.commands import Command


class Order(Struct, frozen=True):
    """A command with its sender's id for it, the day it is meant for, and who sends it.

    `text` is what staff wrote with it, to be kept beside the events that carry its id; `contacts`
    what a visitor told of themselves, encrypted already.
    """

    command_id: str
    day: date
    actor: str
    command: Command
    text: Text | None = None
    contacts: tuple[SealedContact, ...] = ()


class Outcome(Struct, frozen=True):
    """What an accepted command did. A repeated one gets the same."""

    version: int
    ticket_id: str | None = None
    number: str | None = None
    state: str | None = None
    call: int | None = None
    ahead: int | None = None  # while the ticket waits or is reserved
    where: Whereabouts = NOWHERE  # to wait, of a ticket that is given


def fingerprint(command: Command) -> str:
    """What tells two commands under one id apart: 128 bits of SHA-256 of the encoded command."""
    return hashlib.sha256(msgspec.json.encode(command)).hexdigest()[:32]


def token_hash(token: str) -> str:
    """All that is kept of a ticket's secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
