"""The whole queue, for staff. A part of `snapshots`."""

from msgspec import Struct

from protocol.hall_views import HallSnapshot
from protocol.room_views import PeopleView, ProfileView
from protocol.stamps import Moment, Words


class DeskTicket(Struct, frozen=True):
    """A ticket as staff see it. Not the reason for its priority, because nobody has it."""

    id: str
    number: str
    state: str
    service: str
    services_after: tuple[str, ...]
    priority: bool
    language: str
    party_size: int
    issued_at: Moment
    calls: int
    returns: int
    why: str  # of its place in the queue: longest_wait, priority, put_back, returned
    counter: str | None = None
    called_at: Moment | None = None  # the last call
    started_at: Moment | None = None
    held_at: Moment | None = None
    missed_at: Moment | None = None
    due_at: Moment | None = None  # when the clock ends this state
    slip: str | None = None  # printed, shown, assumed or failed; None: not confirmed, or by staff
    note_id: str | None = None  # a colleague's word about it, at `notes/{id}`
    kiosk: str | None = None  # the kiosk that gave the number
    where: str | None = None  # outside, come_in or inside; None: no places, or not waiting
    spot: int | None = None
    come_in_at: Moment | None = None
    missed_come_in: bool = False  # was asked to come in, twice, and did not
    contacts: tuple[str, ...] = ()  # the kinds of personal data kept, at `tickets/{id}/contacts`
    announced_at: Moment | None = None  # when its call is heard: after `clock.now` while it is held
    arrival_undo_until: Moment | None = None  # that it was seen at the door can be taken back


class DeskCounter(Struct, frozen=True):
    """A counter as its desk needs it; `ticket_id` and `last_call` go back as `based_on`."""

    id: str
    state: str
    queue: tuple[str, ...]  # ticket ids, in the order in which this counter would call them
    queue_length: int
    ticket_id: str | None = None
    last_call: int | None = None
    since: Moment | None = None
    pause_reason: str | None = None
    can_undo: bool = False
    served_today: int = 0
    back_at: Moment | None = None


class ReasonView(Struct, frozen=True):
    """One answer to "why?"."""

    id: str
    words: Words


class ReasonsView(Struct, frozen=True):
    """The answers that the office allows, by what staff do."""

    issue: tuple[ReasonView, ...] = ()
    reprint: tuple[ReasonView, ...] = ()
    void: tuple[ReasonView, ...] = ()
    priority: tuple[ReasonView, ...] = ()
    pause: tuple[ReasonView, ...] = ()
    suspend: tuple[ReasonView, ...] = ()
    contacts: tuple[ReasonView, ...] = ()


class HelpView(Struct, frozen=True):
    """Somebody asked for staff. `place`: `counter:3` (the counter's id) or `kiosk:kiosk-2`."""

    place: str
    since: Moment
    ticket: str | None = None  # the number that it is about


class RunView(Struct, frozen=True):
    """Numbers that were drawn at one kiosk faster than people come, oldest first, and not ended."""

    kiosk: str
    ticket_ids: tuple[str, ...]
    numbers: tuple[str, ...]
    first_at: Moment
    last_at: Moment


class DeskSnapshot(Struct, frozen=True):
    """The whole queue, for staff. `left`: how many the office still owes something.

    `unserved`: the services for which somebody waits and that no counter offers today.
    """

    hall: HallSnapshot
    tickets: tuple[DeskTicket, ...]
    counters: tuple[DeskCounter, ...]
    reasons: ReasonsView
    left: int
    issuing_stopped: bool = False
    help: tuple[HelpView, ...] = ()
    runs: tuple[RunView, ...] = ()
    unserved: tuple[str, ...] = ()
    count: PeopleView | None = None  # None: this office gives no places
    profiles: tuple[ProfileView, ...] = ()


class NoteView(Struct, frozen=True):
    """The text of a colleague's note."""

    text: str
