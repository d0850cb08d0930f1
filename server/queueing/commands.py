"""What somebody, or the clock, wants of an office's day. `decide` answers with events or a refusal.

These are the rules' own types; the wire's are in `protocol.commands`.
"""

from msgspec import Struct

from server.queueing.office import Office
from server.queueing.schedule import Moment, Phase, Schedule
from server.queueing.ticket import Slip


class BasedOn(Struct, frozen=True):
    """The counter as the sender's screen showed it; a mismatch changes nothing."""

    ticket_id: str | None = None  # in hand
    call: int | None = None  # the counter's last call


class Visitor(Struct, frozen=True):
    """Who asks by the code of a slip: somebody's phone, known by the hash of its own secret."""

    phone_hash: str | None = None


class Command(Struct, frozen=True, tag=True):
    """Base of all commands."""


class ConfigureOffice(Command, frozen=True):
    """Let a changed configuration take effect."""

    office: Office
    schedule: Schedule


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


class CounterCommand(Command, frozen=True):
    """Base of what a desk does at its counter."""

    counter: str
    based_on: BasedOn


class OpenCounter(CounterCommand, frozen=True):
    """Begin, or go on after a pause."""


class CloseCounter(CounterCommand, frozen=True):
    """End work at the counter; a called ticket goes back to the head."""


class PauseCounter(CounterCommand, frozen=True):
    """Stop for a while; a called ticket goes back to the head without counting the call."""

    reason: str | None = None
    back_at: Moment | None = None  # only what visitors and staff are told


class CallNext(CounterCommand, frozen=True):
    """Call whoever is next at this counter."""


class FinishAndNext(CounterCommand, frozen=True):
    """Finish the ticket in hand and call the next, in one step. Nobody waiting is no refusal."""


class Recall(CounterCommand, frozen=True):
    """Say and show the call again."""


class StartService(CounterCommand, frozen=True):
    """The visitor has come."""


class FinishService(CounterCommand, frozen=True):
    """The visitor is served with this service."""


class MarkNoShow(CounterCommand, frozen=True):
    """The visitor has not come."""


class HoldTicket(CounterCommand, frozen=True):
    """Set the ticket in hand aside for a while."""


class ResumeTicket(CounterCommand, frozen=True):
    """Take a held ticket back: in hand if the hands are free, else to the head of its line."""

    ticket_id: str


class TransferTicket(CounterCommand, frozen=True):
    """Send the ticket in hand to wait for another service, with its number and seniority."""

    service: str
    note_id: str | None = None  # of a word to the colleague there, which is no part of the day


class ReleaseCounter(CounterCommand, frozen=True):
    """A supervisor pauses a forgotten counter; whoever is called or served goes to the head."""


class UndoLast(CounterCommand, frozen=True):
    """Take back the counter's last command, while nobody has built on it."""


class SuspendService(Command, frozen=True):
    """Stop calling and issuing for a service; places are kept, timers stand."""

    service: str
    reason: str
    until: Moment | None = None


class ResumeSuspended(Command, frozen=True):
    """Take a suspended service up again."""

    service: str


class AssignServices(Command, frozen=True):
    """What a counter serves for the rest of the day."""

    counter: str
    services: tuple[str, ...]


class PostNotice(Command, frozen=True):
    """A sentence for the hall. Its words are no part of the day; they are kept under its id."""

    notice_id: str
    until: Moment | None = None


class EndNotice(Command, frozen=True):
    """The hall is not told this any more."""

    notice_id: str


class AskForHelp(Command, frozen=True):
    """Somebody is needed at a place (`helping.counter_place`, `helping.kiosk_place`)."""

    place: str
    about: str | None = None  # the id of the ticket whose visit it is about


class EndHelp(Command, frozen=True):
    """Somebody has come to the place, or is not needed any more."""

    place: str


class StopIssuing(Command, frozen=True):
    """Give no more numbers today."""


class AllowIssuing(Command, frozen=True):
    """Give numbers again, within the hours."""


class EndDay(Command, frozen=True):
    """Close the day. `left` is how many unserved visitors the supervisor saw."""

    left: int


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


class ExpireNotice(Command, frozen=True):
    """Clock: a notice has been shown as long as it was meant to."""

    notice_id: str


class EnterPhase(Command, frozen=True):
    """Clock: opening, a break, the last ticket."""

    phase: Phase


class PassMidnight(Command, frozen=True):
    """Clock: the date is over; whoever is left expires, and is told so."""


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
