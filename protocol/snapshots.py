"""What the server tells screens: always the whole state that an audience may see, never a delta.

Three audiences: the hall (`HallSnapshot`, nothing personal), one visitor (`TicketView`), and staff
(`DeskSnapshot`). All moments are aware; ages are computed from `clock`, never from a screen's own.
"""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from protocol.refusals import Refusal

Moment = Annotated[datetime, Meta(tz=True)]
Words = dict[str, str]
"""A text of the office by language code."""


class Clock(Struct, frozen=True):
    """The office's clock when the snapshot was made. `is_rehearsal`: not the time of day."""

    now: Moment
    speed: float = 1.0
    is_rehearsal: bool = False


class SnapshotId(Struct, frozen=True):
    """`epoch.date.version` on the stream. A screen drops only an older one of the same epoch."""

    epoch: str
    day: date
    version: int

    def __str__(self) -> str:
        """The id as Server-Sent Events carry it."""
        return f"{self.epoch}.{self.day.isoformat()}.{self.version}"


class ServiceView(Struct, frozen=True):
    """A service as visitors see it. `refusal`: why it gives no number now, or None."""

    id: str
    letter: str
    name: Words
    minutes: float
    waiting: int
    refusal: Refusal | None = None
    suspended: bool = False
    requirements: tuple[Words, ...] = ()  # the papers to bring, one line each
    suspended_reason: Words = {}
    resumes_at: Moment | None = None  # when a suspended service is expected back


class CounterView(Struct, frozen=True):
    """A counter as the hall sees it: `state` is closed, open or paused; `ticket` a number."""

    id: str
    number: int
    services: tuple[str, ...]
    state: str
    ticket: str | None = None
    ticket_state: str | None = None  # called or serving
    back_at: Moment | None = None  # on a pause: when it is expected back


class CallView(Struct, frozen=True):
    """One announcement. `is_open`: nobody has come yet, and no later call replaced it."""

    call: int
    number: str
    service: str
    counter: int
    at: Moment
    is_recall: bool = False
    is_open: bool = False


class NoticeView(Struct, frozen=True):
    """A sentence of the office for the hall. Its words are at `notices/{id}`: they are erasable."""

    id: str
    at: Moment
    until: Moment | None = None


class DisplayView(Struct, frozen=True):
    """One display of the hall, found by its `name`. Empty `services` and `counters`: all of them.

    `speaks`: this one says the calls of its services and counters aloud. `layout`: calls, or plan
    (the hall seen from above, where places are given), turned clockwise by `turn` degrees.
    """

    name: str
    title: Words = {}
    services: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    speaks: bool = True
    layout: str = "calls"
    turn: int = 0


class SlideView(Struct, frozen=True):
    """One leaf of the slot for notices. `kind`: health, words, picture or video.

    `path` (picture, video) is below `/office/{office}/slides/`; `words` is text or caption.
    """

    kind: str
    seconds: float
    words: Words = {}
    path: str = ""


class AnnouncementsView(Struct, frozen=True):
    """How calls are said. `speech` is false where the server cannot speak: then a chime only.

    `languages` in the order spoken; `volume` in percent; `quiet` are stretches ("HH:MM", "HH:MM")
    of the office's clock in which nothing sounds. `come_in`: who is asked to come in is said, too.
    """

    languages: tuple[str, ...] = ()
    volume: int = 80
    quiet: tuple[tuple[str, str], ...] = ()
    speech: bool = False
    come_in: bool = True


class HealthView(Struct, frozen=True):
    """The health rules of the hall; 0.0 and False: not asked for."""

    distance_metres: float = 0.0
    mask: bool = False
    hand_wash: bool = False


class OfficeView(Struct, frozen=True):
    """What does not change during most days."""

    id: str
    name: str
    timezone: str
    timezone_label: str
    languages: tuple[str, ...]
    priority_groups: tuple[Words, ...] = ()
    most_services: int = 1
    largest_party: int = 1
    lobby: str | None = None  # names the floor that `lobby` (GET) has; None: no places are given
    logo: bool = False  # whether there is one, at `/office/{office}/logo`
    displays: tuple[DisplayView, ...] = ()
    slides: tuple[SlideView, ...] = ()
    announcements: AnnouncementsView = AnnouncementsView()
    health: HealthView = HealthView()


class ComeInView(Struct, frozen=True):
    """Somebody outside who is asked to come in, to a place that is kept for them."""

    number: str
    spot: int
    since: Moment  # the last time they were asked
    is_repeated: bool = False


class SpotView(Struct, frozen=True):
    """A place inside that is taken. `state`: come_in (on the way), or waiting (there)."""

    spot: int
    number: str
    state: str
    people: int = 1


class RoomView(Struct, frozen=True):
    """Who is inside the lobby, and why no more are let in.

    `people` counts everybody inside, staff too. `most` is how many may be inside; `limit` names
    the rule that is the tightest now: spots, people or waiting_room. `distance_metres` is the
    profile's.
    """

    profile: str
    profile_name: Words
    distance_metres: float
    people: int
    most: int
    limit: str
    is_full: bool  # nobody else is let in before somebody leaves
    waiting_inside: int  # tickets with a place
    waiting_outside: int  # tickets that have none yet
    come_in: tuple[ComeInView, ...] = ()  # the longest asked first
    spots: tuple[SpotView, ...] = ()  # the taken ones, by number
    blocked: tuple[int, ...] = ()  # places that staff have closed
    unused: tuple[int, ...] = ()  # places that this profile leaves free
    mask: bool = False  # what the profile asks of visitors
    hand_wash: bool = False


class HallSnapshot(Struct, frozen=True):
    """The office as everybody in the hall may see it. Nothing personal."""

    id: SnapshotId
    clock: Clock
    office: OfficeView
    phase: str  # closed_today, before, numbers, open, break, closing, ended
    services: tuple[ServiceView, ...]
    counters: tuple[CounterView, ...]
    calls: tuple[CallView, ...]  # the last ones, newest first
    next_numbers: tuple[str, ...]
    waiting: int
    refusal: Refusal | None = None  # why the office as a whole gives no number now
    tickets_from: Moment | None = None
    tickets_until: Moment | None = None
    resumes_at: Moment | None = None  # in a break: when service goes on
    notices: tuple[NoticeView, ...] = ()
    next_services: tuple[str, ...] = ()  # which service each of `next_numbers` waits for
    room: RoomView | None = None  # None: this office gives no places


class TicketView(Struct, frozen=True):
    """One visitor's own line. `actions`: which of cancel, undo-cancel, late, return are possible.

    `phone_hash` is the SHA-256 (hex) of the secret of the phone that may act; None: not claimed.
    """

    id: SnapshotId
    clock: Clock
    office: OfficeView
    ticket_id: str
    number: str
    state: str
    service: Words
    services_after: tuple[Words, ...]
    language: str
    phase: str
    actions: tuple[str, ...]
    ahead: int | None = None  # only while reserved or waiting
    rise_reason: str | None = None  # why `ahead` is more than it was: priority, earlier, ...
    counter: int | None = None  # only while called or serving
    call: int | None = None
    called_at: Moment | None = None
    missed_at: Moment | None = None
    issued_at: Moment | None = None
    ended_at: Moment | None = None
    reason: str | None = None  # why it expired: unconfirmed, day_ended
    suspended: bool = False  # its service rests; the place is kept
    suspended_reason: Words = {}  # why
    suspended_until: Moment | None = None  # when it is expected back, as far as staff know
    returns_left: int = 0
    resumes_at: Moment | None = None
    undo_until: Moment | None = None  # a cancellation can be taken back until then
    phone_hash: str | None = None
    slip: str | None = None  # what became of the paper: printed, shown, assumed, failed
    where: str | None = None  # to wait: outside, come_in or inside; None: no places, or not waiting
    spot: int | None = None  # the place inside
    line: int | None = None  # the place in the line outside, 1 for the first
    come_in_at: Moment | None = None  # when it was last asked to come in; first, if it did not
    come_in_until: Moment | None = None  # the place is kept until then; None: not asked


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
    announced_at: Moment | None = None  # when its call is heard: after `clock.now` while it is held


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


class PeopleView(Struct, frozen=True):
    """Everybody inside, by what they do there. `others` have no number: the door counted them."""

    waiting: int
    coming: int  # asked to come in, not seen yet
    at_counters: int
    held: int
    leaving: int
    at_kiosks: int
    staff: int
    others: int


class ProfileView(Struct, frozen=True):
    """One set of health rules that staff can choose."""

    id: str
    name: Words
    distance_metres: float
    spots: int
    people: int | None = None
    waiting_room: int | None = None


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


class DeviceView(Struct, frozen=True):
    """A screen or kiosk: what it calls itself, and when it was last heard of.

    One that has ever reported is `connected` while its reports go on (45 s), its stream or not.
    `last_seen` is on the office's clock: its age divided by `clock.speed` is in seconds of life.
    """

    kind: str  # kiosk, display, desk
    name: str
    connected: bool
    last_seen: Moment  # its last report, or the last change of its stream
    printer: str | None = None  # as in `protocol.commands.DeviceReport`
    sound: str | None = None
    frozen_seconds: float = 0.0


class DevicesSnapshot(Struct, frozen=True):
    """What the journal does not hold: the machines of the hall."""

    clock: Clock
    devices: tuple[DeviceView, ...]


class WordsView(Struct, frozen=True):
    """The words of a notice, by language."""

    words: Words


class NoteView(Struct, frozen=True):
    """The text of a colleague's note."""

    text: str


class FloorSpot(Struct, frozen=True):
    """A numbered place, in millimetres from the lobby's corner."""

    number: int
    at: tuple[int, int]


class FloorCounter(Struct, frozen=True):
    """Where a visitor stands at a counter."""

    id: str
    number: int
    at: tuple[int, int]


class FloorDoor(Struct, frozen=True):
    """A door: the middle of its opening, and its width."""

    at: tuple[int, int]
    width: int


class FloorPillar(Struct, frozen=True):
    """Something round."""

    at: tuple[int, int]
    radius: int


Outline = tuple[tuple[int, int], ...]


class FloorView(Struct, frozen=True):
    """The lobby seen from above: whole millimetres, x to the right, y up, from a named corner."""

    id: str  # as in `OfficeView.lobby`
    floor: Outline
    corner: Words
    walls: tuple[Outline, ...]
    blocks: tuple[Outline, ...]
    pillars: tuple[FloorPillar, ...]
    doors: tuple[FloorDoor, ...]
    counters: tuple[FloorCounter, ...]
    kiosks: tuple[tuple[int, int], ...]
    spots: tuple[FloorSpot, ...]


class OfficeListing(Struct, frozen=True):
    """One office of an installation. `phase` is as in the hall, or "unavailable"."""

    id: str
    name: str
    phase: str
