"""What has happened to tickets: a part of the closed list in `events`, under the same rules."""

from server.queueing.fact import Fact
from server.queueing.schedule import Moment
from server.queueing.ticket import ExpiryReason, Slip, Ticket, TicketState


class TicketIssued(Fact, frozen=True):
    """A number was given. `reserved`: it waits for the confirmation of the `kiosk` that asked."""

    ticket_id: str
    number: str
    letter: str
    sequence: int
    token_hash: str
    services: tuple[str, ...]
    priority: bool
    language: str
    party_size: int
    reserved: bool
    reason: str | None = None
    kiosk: str | None = None
    contacts: tuple[str, ...] = ()  # the kinds of personal data given; the data is kept apart


class ContactsShown(Fact, frozen=True):
    """Somebody of the staff saw personal data of these kinds in full; never what it was."""

    ticket_id: str
    kinds: tuple[str, ...]
    reason: str


class ContactsErased(Fact, frozen=True):
    """Personal data of these kinds was erased before its time, by its visitor or by staff."""

    ticket_id: str
    kinds: tuple[str, ...]


class TicketConfirmed(Fact, frozen=True):
    """The visitor has the number and waits. Before there was paper, the screen was the slip."""

    ticket_id: str
    slip: Slip = Slip.SHOWN


class SlipReported(Fact, frozen=True):
    """The paper came after all: better news of a slip than at its confirmation."""

    ticket_id: str
    slip: Slip


class TicketExpired(Fact, frozen=True):
    """Nobody will call this number any more."""

    ticket_id: str
    reason: ExpiryReason


class TicketCancelled(Fact, frozen=True):
    """The visitor gave the number up."""

    ticket_id: str


class CancellationUndone(Fact, frozen=True):
    """The visitor stays: the ticket is in `state` again, with its old place.

    `at_head`: a call was given up with it, so it waits at the head of its line.
    """

    ticket_id: str
    state: TicketState
    at_head: bool


class TicketClaimed(Fact, frozen=True):
    """A phone opened the ticket first. `phone_hash` is the SHA-256 of that phone's own secret."""

    ticket_id: str
    phone_hash: str


class TicketVoided(Fact, frozen=True):
    """Staff took the number out."""

    ticket_id: str
    reason: str


class RunDismissed(Fact, frozen=True):
    """Staff find the run of these tickets harmless; nothing else about them changes."""

    ticket_ids: tuple[str, ...]


class TicketReprinted(Fact, frozen=True):
    """Staff gave the slip again. The copy has a token of its own, because nobody keeps tokens."""

    ticket_id: str
    reason: str
    token_hash: str | None = None


class PriorityChanged(Fact, frozen=True):
    """Staff moved the ticket to the other class."""

    ticket_id: str
    priority: bool
    reason: str


class TicketDelayed(Fact, frozen=True):
    """The visitor let others go first; seniority is now `seniority_at`."""

    ticket_id: str
    seniority_at: Moment


class TicketReturned(Fact, frozen=True):
    """Back in the queue after a missed call, with seniority `seniority_at`."""

    ticket_id: str
    seniority_at: Moment


class TicketCalled(Fact, frozen=True):
    """`balance` is the state of the service's share after the call.

    `hold_seconds`: it is in hand at once, and heard so much later (`CallAnnounced`).
    """

    ticket_id: str
    counter: str
    call: int
    balance: int
    hold_seconds: float = 0.0


class CallRepeated(Fact, frozen=True):
    """The same call again, under a running number of its own."""

    ticket_id: str
    counter: str
    call: int


class TicketPutBack(Fact, frozen=True):
    """Taken back when its counter paused or closed, or was released: head of the line.

    The call is not counted, nor, if the visitor was being served, that service.
    """

    ticket_id: str
    counter: str


class ServiceStarted(Fact, frozen=True):
    """The visitor came to the counter."""

    ticket_id: str
    counter: str


class ServiceFinished(Fact, frozen=True):
    """Served. With services left in the visit the ticket waits for the next one."""

    ticket_id: str
    counter: str


class TicketMissed(Fact, frozen=True):
    """Nobody came to the call."""

    ticket_id: str
    counter: str


class TicketHeld(Fact, frozen=True):
    """Set aside."""

    ticket_id: str
    counter: str


class HoldEnded(Fact, frozen=True):
    """A held ticket waits again, with its seniority, or at the head if a `counter` asked for it."""

    ticket_id: str
    at_head: bool
    counter: str | None = None


class TicketResumed(Fact, frozen=True):
    """A held ticket is in hand again, without a call."""

    ticket_id: str
    counter: str


class TicketTransferred(Fact, frozen=True):
    """Waits for another service; number and seniority stay."""

    ticket_id: str
    counter: str
    service: str
    note_id: str | None = None


class TicketRestored(Fact, frozen=True):
    """Undo: the ticket is again as it was. `balance`: the share goes back too, if unused since."""

    ticket_id: str
    counter: str
    ticket: Ticket
    in_hand: str | None  # what the counter then has in hand
    served: int = 0  # what the counter has then finished today
    balance: int | None = None
    balance_service: str | None = None
