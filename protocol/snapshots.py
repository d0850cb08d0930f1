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


class CounterView(Struct, frozen=True):
    """A counter as the hall sees it: `state` is closed, open or paused; `ticket` a number."""

    id: str
    number: int
    services: tuple[str, ...]
    state: str
    ticket: str | None = None
    ticket_state: str | None = None  # called or serving


class CallView(Struct, frozen=True):
    """One announcement. `is_open`: nobody has come yet, and no later call replaced it."""

    call: int
    number: str
    service: str
    counter: int
    at: Moment
    is_recall: bool = False
    is_open: bool = False


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


class TicketView(Struct, frozen=True):
    """One visitor's own line. `actions`: which of cancel, late, return are possible now."""

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
    returns_left: int = 0
    resumes_at: Moment | None = None


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


class DeskSnapshot(Struct, frozen=True):
    """The whole queue, for staff. `left`: how many the office still owes something."""

    hall: HallSnapshot
    tickets: tuple[DeskTicket, ...]
    counters: tuple[DeskCounter, ...]
    reasons: ReasonsView
    left: int
    issuing_stopped: bool = False


class DeviceView(Struct, frozen=True):
    """A screen or kiosk: what it calls itself, and when it was last heard of."""

    kind: str  # kiosk, display, desk
    name: str
    connected: bool
    last_seen: Moment


class DevicesSnapshot(Struct, frozen=True):
    """What the journal does not hold: the machines of the hall."""

    clock: Clock
    devices: tuple[DeviceView, ...]


class OfficeListing(Struct, frozen=True):
    """One office of an installation. `phase` is as in the hall, or "unavailable"."""

    id: str
    name: str
    phase: str
