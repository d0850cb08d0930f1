"""What has happened: the closed list. Events live for ever.

Fields are only added, with defaults; nothing is renamed, removed or given a new meaning. A field
that this program does not know was written by a newer one: such an event is not read at all,
because a day without what it says would be another day.
`tests/journal/golden/` holds one line of every event ever released, which must always decode and
apply. No personal data and no free text in here.
"""

from msgspec import Struct

from server.queueing.office import Office
from server.queueing.schedule import Moment, Phase, Schedule
from server.queueing.ticket import ExpiryReason, Slip, Ticket, TicketState


class Fact(Struct, frozen=True, tag=True, tag_field="event", forbid_unknown_fields=True):
    """Base of all events."""


class DayOpened(Fact, frozen=True):
    """The first event of every day: the rules and hours it starts with."""

    office: Office
    schedule: Schedule


class OfficeConfigured(Fact, frozen=True):
    """From here on these rules and hours hold."""

    office: Office
    schedule: Schedule


class PhaseEntered(Fact, frozen=True):
    """The day came to this phase of its schedule."""

    phase: Phase


class IssuingStopped(Fact, frozen=True):
    """No more numbers, by hand."""


class IssuingAllowed(Fact, frozen=True):
    """Numbers again, by hand."""


class DayEnded(Fact, frozen=True):
    """Nothing more happens on this day. `by_clock`: midnight ended it."""

    by_clock: bool


class ServiceSuspended(Fact, frozen=True):
    """No calls and no numbers for this service. `until` is only what visitors are told."""

    service: str
    reason: str
    until: Moment | None = None


class ServiceResumed(Fact, frozen=True):
    """The suspension is over."""

    service: str


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
    """`balance` is the state of the service's share after the call."""

    ticket_id: str
    counter: str
    call: int
    balance: int


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


class CounterOpened(Fact, frozen=True):
    """Calls may come from here."""

    counter: str


class CounterClosed(Fact, frozen=True):
    """No calls from here."""

    counter: str


class CounterPaused(Fact, frozen=True):
    """No calls from here for a while."""

    counter: str
    reason: str | None = None
    back_at: Moment | None = None


class ServicesAssigned(Fact, frozen=True):
    """What this counter serves from here to the end of the day, whatever the office's file says."""

    counter: str
    services: tuple[str, ...]


class NoticePosted(Fact, frozen=True):
    """The hall is told something; its words are erasable and kept apart, under this id."""

    notice_id: str
    until: Moment | None = None


class NoticeEnded(Fact, frozen=True):
    """The hall is not told it any more."""

    notice_id: str


class HelpRequested(Fact, frozen=True):
    """Somebody is needed at a place; `about` is the id of the ticket that it is about, if any."""

    place: str
    about: str | None = None


class HelpEnded(Fact, frozen=True):
    """Nobody is needed there any more."""

    place: str


Event = (
    DayOpened
    | OfficeConfigured
    | PhaseEntered
    | IssuingStopped
    | IssuingAllowed
    | DayEnded
    | ServiceSuspended
    | ServiceResumed
    | TicketIssued
    | TicketConfirmed
    | SlipReported
    | TicketExpired
    | TicketCancelled
    | CancellationUndone
    | TicketClaimed
    | TicketVoided
    | TicketReprinted
    | PriorityChanged
    | TicketDelayed
    | TicketReturned
    | TicketCalled
    | CallRepeated
    | TicketPutBack
    | ServiceStarted
    | ServiceFinished
    | TicketMissed
    | TicketHeld
    | HoldEnded
    | TicketResumed
    | TicketTransferred
    | TicketRestored
    | CounterOpened
    | CounterClosed
    | CounterPaused
    | ServicesAssigned
    | NoticePosted
    | NoticeEnded
    | HelpRequested
    | HelpEnded
)


class Record(Struct, frozen=True):
    """An event as it stands in the journal: its place, its moment, and who did it.

    `fingerprint` tells the body of the command apart from another under the same id.
    """

    version: int
    at: Moment
    actor: str
    event: Event
    command_id: str
    fingerprint: str
