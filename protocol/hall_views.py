"""The hall as everybody in it may see it. A part of `snapshots`."""

from msgspec import Struct

from protocol.presenting import OfficeView
from protocol.refusals import Refusal
from protocol.room_views import RoomView
from protocol.stamps import Clock, Moment, SnapshotId, Words


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
    asks: tuple[str, ...] = ()  # kinds of personal data that a visitor may give or not
    needs: tuple[str, ...] = ()  # kinds without which a kiosk gets no number


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
