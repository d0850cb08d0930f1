"""What screens ask of the server: the bodies of all POSTs.

Each carries a `command_id` made by the sender (any unique string of 8 to 64 characters), so that
repeating it does nothing twice, and the office `day` it is meant for.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from protocol.snapshots import Moment

CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._~-]+$")]
Name = Annotated[str, Meta(min_length=1, max_length=64)]
Token = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$")]
"""The secret of a ticket: 128 bits as unpadded URL-safe base64."""
Note = str
"""1 to 200 characters of one line; the server says what is wrong with others."""
NoticeId = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._~-]+$")]


class CommandBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every command carries."""

    command_id: CommandId
    day: date


class ContactsBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a visitor tells of themselves, where a service asks for it. In no event, log or URL."""

    phone: Annotated[str, Meta(max_length=32)] | None = None
    nik: Annotated[str, Meta(max_length=32)] | None = None

    def __repr__(self) -> str:
        """Without the data, wherever this may be written."""
        return "ContactsBody(...)"


class IssueBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A number, please. Kiosk and desk make id and token; only a desk gives a `reason`."""

    ticket_id: Name
    token: Token
    services: Annotated[tuple[Name, ...], Meta(max_length=32)]
    priority: bool = False
    language: Name = "id"
    party_size: int = 1
    reason: Name | None = None
    contacts: ContactsBody | None = None


class ConfirmBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The visitor has the number; `slip` says what became of the paper.

    "shown" (no printer), "printed" (the printer, or the visitor, said so), "assumed" (nobody
    said anything), or "failed": only the screen showed it, and a kiosk may print it once more.
    """

    slip: Literal["shown", "printed", "assumed", "failed"] = "shown"


class ClaimBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The first phone that opens a ticket may act on it; `phone` is that phone's own secret."""

    phone: Token


class OwnBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a visitor does with the own ticket. `phone` is needed once a phone has claimed it."""

    phone: Token | None = None


class ReasonBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Void a ticket, or see its visitor's personal data in full: with a reason."""

    reason: Name


class ReprintBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Give the slip again; the copy has a token of its own."""

    reason: Name
    token: Token


class LookUpBody(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which tickets of today a telephone number or NIK belongs to. No command: nothing changes."""

    contacts: ContactsBody


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
    """Pause a counter. `back_at`: when visitors and staff may expect it back."""

    reason: Name | None = None
    back_at: Moment | None = None


class ResumeBody(CounterBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Take a held ticket back."""

    ticket_id: Name


class TransferBody(CounterBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Send the ticket in hand to another service, with a word to the colleague there."""

    service: Name
    note: Note | None = None


class AssignBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a counter serves for the rest of the day; at least one service."""

    services: Annotated[tuple[Name, ...], Meta(max_length=64)]


class HelpBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody is needed at a counter or kiosk. `ticket_id`: whose visit it is about, if any."""

    ticket_id: Name | None = None


class NoticeBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sentence for the hall, in one language or more, until a moment or until it is ended."""

    notice_id: NoticeId
    words: Annotated[dict[Name, Note], Meta(max_length=8)]
    until: Moment | None = None


class VoidRunBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Void several numbers at once: a run that somebody drew at one kiosk."""

    ticket_ids: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=200)]
    reason: Name


class DismissRunBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A run is harmless: these numbers of it need not be shown as one any more."""

    ticket_ids: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=200)]


class DeviceReport(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a machine of the hall says of itself every 15 s. No command: nothing is kept.

    `printer`: ready, paper_low, paper_out, cover_open, unreachable, failed, or None (has none).
    `sound`: ready, blocked (the browser waits for a touch), silent, none_installed, or None (is
    not asked to speak). `frozen_seconds`: how long its picture stood still before this report.
    """

    printer: Name | None = None
    sound: Name | None = None
    frozen_seconds: Annotated[float, Meta(ge=0, le=86_400)] = 0.0


class SuspendBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Suspend a service."""

    reason: Name
    until: Moment | None = None


class EndDayBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """End the day; `left` is how many unserved visitors the screen showed."""

    left: int


class CountPeopleBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody without a number came in (1) or went out (-1), as the door-keeper saw."""

    change: Literal[1, -1]


class ProfileBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Other health rules from now on."""

    profile: Name


class PartyBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many people are under one number: those who came together stand together."""

    party_size: int
