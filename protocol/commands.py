"""What screens ask of the server: the bodies of all POSTs.

Each carries a `command_id` made by the sender (any unique string of 8 to 64 characters), so that
repeating it does nothing twice, and the office `day` it is meant for.
"""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from protocol.snapshots import Moment

CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._~-]+$")]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
Token = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$")]
"""The secret of a ticket: 128 bits as unpadded URL-safe base64."""


class CommandBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every command carries."""

    command_id: CommandId
    day: date


class IssueBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number, please. Kiosk and desk make id and token; only a desk gives a `reason`."""

    ticket_id: Name
    token: Token
    services: Annotated[tuple[Name, ...], Meta(max_length=32)]
    priority: bool = False
    language: Name = "id"
    party_size: int = 1
    reason: Name | None = None


class ReasonBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Void a ticket."""

    reason: Name


class ReprintBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Give the slip again; the copy has a token of its own."""

    reason: Name
    token: Token


class PriorityBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Set or remove priority."""

    priority: bool
    reason: Name


class BasedOnBody(Struct, frozen=True, forbid_unknown_fields=True):
    """The counter as the sender's screen showed it."""

    ticket_id: Name | None = None
    call: int | None = None


class CounterBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An action at a counter: open, close, call-next, finish-and-next, recall, start, ..."""

    based_on: BasedOnBody


class PauseBody(CounterBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Pause a counter."""

    reason: Name | None = None


class ResumeBody(CounterBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Take a held ticket back."""

    ticket_id: Name


class TransferBody(CounterBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Send the ticket in hand to another service."""

    service: Name


class SuspendBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Suspend a service."""

    reason: Name
    until: Moment | None = None


class EndDayBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """End the day; `left` is how many unserved visitors the screen showed."""

    left: int
