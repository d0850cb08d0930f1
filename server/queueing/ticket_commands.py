"""What is wanted of a ticket, by its visitor, a kiosk or staff: a part of `commands`."""

from server.queueing.command import Command, Visitor
from server.queueing.ticket import Slip


class IssueTicket(Command, frozen=True):
    """Give a number, reserved until confirmed; one that staff give (`reason`) counts at once.

    `kiosk` is the name of the kiosk that asks, None where no kiosk does.
    """

    ticket_id: str
    token_hash: str
    services: tuple[str, ...]
    priority: bool = False
    language: str = "id"
    party_size: int = 1
    reason: str | None = None
    kiosk: str | None = None
    contacts: tuple[str, ...] = ()  # the kinds of personal data given with it


class ConfirmTicket(Command, frozen=True):
    """The visitor has the number: it counts, even if the reservation ran out meanwhile.

    Again, with a better `slip`: the paper came after all.
    """

    ticket_id: str
    slip: Slip = Slip.SHOWN


class ClaimTicket(Command, frozen=True):
    """The first phone that opens a ticket may act on it; later ones only look."""

    ticket_id: str
    phone_hash: str


class OwnCommand(Command, frozen=True):
    """Base of what visitors do with their own ticket.

    `visitor` is None where a kiosk or staff do it for them: those need no phone.
    """

    ticket_id: str
    visitor: Visitor | None = None


class CancelTicket(OwnCommand, frozen=True):
    """The visitor leaves the queue."""


class UndoCancel(OwnCommand, frozen=True):
    """The visitor stays after all: soon after a cancellation."""


class DelayTicket(OwnCommand, frozen=True):
    """A waiting visitor lets the next few go first; counts as a return."""


class ReturnTicket(OwnCommand, frozen=True):
    """Back into the queue after a missed call."""


class EraseContacts(OwnCommand, frozen=True):
    """The personal data of a ticket is to be kept no longer; also after the day's end."""


class ShowContacts(Command, frozen=True):
    """Staff want to see the personal data of a ticket in full, with a reason."""

    ticket_id: str
    reason: str


class VoidTicket(Command, frozen=True):
    """Staff take a number out, with a reason."""

    ticket_id: str
    reason: str


class VoidRun(Command, frozen=True):
    """Staff take out all of these numbers that can still be taken out, with a reason."""

    ticket_ids: tuple[str, ...]
    reason: str


class DismissRun(Command, frozen=True):
    """Staff find a run harmless: these numbers of it need not be shown as one any more."""

    ticket_ids: tuple[str, ...]


class ReprintTicket(Command, frozen=True):
    """Give the slip again, with a reason. `token_hash` is of the copy's own token.

    `by_kiosk`: a visitor asks at a kiosk; `has_code`: by the slip's code, not by its number alone.
    """

    ticket_id: str
    reason: str
    token_hash: str | None = None
    by_kiosk: bool = False
    has_code: bool = False


class ChangePriority(Command, frozen=True):
    """Staff move a ticket to the other class, with a reason; seniority stays."""

    ticket_id: str
    priority: bool
    reason: str


class EndReservation(Command, frozen=True):
    """Clock: nobody confirmed the number in time."""

    ticket_id: str


class MissCall(Command, frozen=True):
    """Clock: nobody came to this call in time."""

    ticket_id: str
    call: int


class EndHold(Command, frozen=True):
    """Clock: a held ticket waits again."""

    ticket_id: str
