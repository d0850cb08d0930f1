"""A ticket: one visitor's (or party's) visit of one day, under one number.

Frozen: rules evolve copies (`msgspec.structs.replace`). No personal data: a class, never the
reason for it; of the secret token its SHA-256 only.
"""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct

from server.queueing.schedule import Moment


class TicketState(StrEnum):
    """reserved -> waiting -> called -> serving -> done; aside the others."""

    RESERVED = "reserved"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    DONE = "done"
    CANCELLED = "cancelled"
    VOID = "void"
    EXPIRED = "expired"


LIVE = frozenset(
    {
        TicketState.RESERVED,
        TicketState.WAITING,
        TicketState.CALLED,
        TicketState.SERVING,
        TicketState.HELD,
    }
)
"""States in which the office still owes the visitor something; day end expires these."""

LEAVABLE = (LIVE - {TicketState.SERVING}) | {TicketState.NO_SHOW}
"""States in which a ticket can be given up or taken out."""

IN_HAND = frozenset({TicketState.CALLED, TicketState.SERVING})


class TicketClass(StrEnum):
    """Which of a service's two lines a ticket stands in."""

    PRIORITY = "priority"
    REGULAR = "regular"


def class_of(priority: bool) -> TicketClass:
    """The class of somebody who has priority, or has not."""
    return TicketClass.PRIORITY if priority else TicketClass.REGULAR


class ExpiryReason(StrEnum):
    """Why a ticket expired; every screen tells it."""

    UNCONFIRMED = "unconfirmed"
    DAY_ENDED = "day_ended"
    HANDED_IN_LATE = "handed_in_late"  # given while the server was away, known after the day


class Slip(StrEnum):
    """What became of the paper, from the worst to the best."""

    FAILED = "failed"  # only the screen showed the number
    SHOWN = "shown"  # there is no printer: the screen is the slip
    ASSUMED = "assumed"  # the printer says nothing, and nobody said that none came
    PRINTED = "printed"  # the printer, or the visitor, said so

    def is_better_than(self, other: "Slip | None") -> bool:
        """Whether a report of this adds to what is known."""
        order = list(Slip)
        return other is None or order.index(self) > order.index(other)


FRONT_TIER = 0
USUAL_TIER = 1


class Place(NamedTuple):
    """Where a waiting ticket stands: smaller is earlier, and no two tickets of a day are equal.

    `tier` 0 is the head (a call that was taken back), `at` the seniority, `order` the version of
    the event that gave the place.
    """

    tier: int
    at: Moment
    order: int


class Leg(Struct, frozen=True, forbid_unknown_fields=True):
    """One service of the visit, and its moments. A transfer ends a leg and adds one."""

    service: str
    counter: str | None = None
    called_at: Moment | None = None  # the first call
    started_at: Moment | None = None
    finished_at: Moment | None = None
    note_id: str | None = None  # of what the colleague who sent the ticket here wrote


class Before(StrEnum):
    """What was before somebody was seen at the door: what a wrong tick goes back to."""

    ASKED = "asked"  # to come in, to the place that is kept
    UNASKED = "unasked"  # outside, without a place
    MISSED = "missed"  # outside, and not asked any more


class Stay(Struct, frozen=True, forbid_unknown_fields=True):
    """A place inside that is a ticket's. `order`: the version of the event that gave it.

    `before`: how it was until they were seen; None: they were inside all the time, or not yet.
    """

    spot: int
    order: int
    called_in_at: Moment  # when its people were last asked to come in
    calls: int = 1
    arrived_at: Moment | None = None  # None: on the way, as far as is known
    before: Before | None = None


class Ticket(Struct, frozen=True, forbid_unknown_fields=True):
    """The state of one ticket.

    `touched` is the version of the last event that changed what turns depend on: whatever undo at
    a counter must not pass over.
    """

    id: str
    number: str
    token_hash: str
    chosen: tuple[str, ...]  # the services asked for, which count against their quotas
    legs: tuple[Leg, ...]
    ticket_class: TicketClass
    language: str
    party_size: int
    state: TicketState
    place: Place
    issued_at: Moment
    confirmed_at: Moment | None = None
    leg: int = 0
    counter: str | None = None  # where it is in hand
    call: int | None = None  # the running number of its last call
    call_at: Moment | None = None  # the moment of its last call, recalls included
    calls: int = 0  # calls in the present leg since it last began to wait
    held_at: Moment | None = None
    missed_at: Moment | None = None
    restored_at: Moment | None = None  # the moment of an undo: its timer runs from there
    returns: int = 0
    ended_at: Moment | None = None
    reason: str | None = None  # id: why it expired or was voided
    touched: int = 0
    slip: Slip | None = None  # None: not confirmed yet, or given by staff
    kiosk: str | None = None  # the kiosk that gave the number
    phone_hash: str | None = None  # of the secret of the phone that claimed it
    cancelled_from: TicketState | None = None  # its state when the visitor gave it up
    stay: Stay | None = None  # its place inside, while it waits
    missed_come_in: bool = False  # was asked to come in as often as the rules say, and did not
    called_from: int | None = None  # the place that it was called from
    called_beside: str | None = None  # the counter where it may have been; neither: the door
    announced_at: Moment | None = None  # when its first call is heard
    is_announced: bool = True  # False while its call is held
    let_in_at: Moment | None = None  # when its people were first asked to come in
    arrived_at: Moment | None = None  # when they were first known to be inside
    lease_id: str | None = None  # of the lease that a kiosk gave the number from
    handed_in_at: Moment | None = None  # when the kiosk told us of that
    contacts: tuple[str, ...] = ()  # the kinds of personal data that are kept for it

    @property
    def service(self) -> str:
        """The service that the ticket waits for or is served with now."""
        return self.legs[self.leg].service

    @property
    def has_arrived(self) -> bool:
        """Whether its people are known to be at the place that is theirs."""
        return self.stay is not None and self.stay.arrived_at is not None

    @property
    def is_priority(self) -> bool:
        """Whether it stands in the priority line of its service."""
        return self.ticket_class is TicketClass.PRIORITY
