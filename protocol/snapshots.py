"""What the server tells screens: always the whole state that an audience may see, never a delta.

Three audiences: the hall (`HallSnapshot`, nothing personal), one visitor (`TicketView`), and staff
(`DeskSnapshot`). All moments are aware; ages are computed from `clock`, never from a screen's own.
The views are in modules of their own by noun; all of them can be had from here.
"""

from msgspec import Struct

from protocol.desk_views import (
    DeskCounter,
    DeskSnapshot,
    DeskTicket,
    HelpView,
    NoteView,
    ReasonsView,
    ReasonView,
    RunView,
)
from protocol.device_views import DevicesSnapshot, DeviceView
from protocol.floor_views import FloorCounter, FloorDoor, FloorPillar, FloorSpot, FloorView, Outline
from protocol.hall_views import CallView, CounterView, HallSnapshot, NoticeView, ServiceView
from protocol.presenting import AnnouncementsView, DisplayView, HealthView, OfficeView, SlideView
from protocol.room_views import ComeInView, PeopleView, ProfileView, RoomView, SpotView
from protocol.stamps import Clock, Moment, SnapshotId, Words

__all__ = [
    "AnnouncementsView",
    "CallView",
    "Clock",
    "ComeInView",
    "CounterView",
    "DeskCounter",
    "DeskSnapshot",
    "DeskTicket",
    "DeviceView",
    "DevicesSnapshot",
    "DisplayView",
    "FloorCounter",
    "FloorDoor",
    "FloorPillar",
    "FloorSpot",
    "FloorView",
    "HallSnapshot",
    "HealthView",
    "HelpView",
    "Moment",
    "NoteView",
    "NoticeView",
    "OfficeListing",
    "OfficeView",
    "Outline",
    "PeopleView",
    "ProfileView",
    "ReasonView",
    "ReasonsView",
    "RoomView",
    "RunView",
    "ServiceView",
    "SlideView",
    "SnapshotId",
    "SpotView",
    "TicketView",
    "Words",
    "WordsView",
]


class TicketView(Struct, frozen=True):
    """One visitor's own line.

    `actions`: what is possible of cancel, undo-cancel, late, return, erase-contacts.
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
    contacts: tuple[str, ...] = ()  # the kinds of personal data that are kept: phone, nik


class WordsView(Struct, frozen=True):
    """The words of a notice, by language."""

    words: Words


class OfficeListing(Struct, frozen=True):
    """One office of an installation. `phase` is as in the hall, or "unavailable"."""

    id: str
    name: str
    phase: str
