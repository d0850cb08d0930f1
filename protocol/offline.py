"""What a kiosk needs to give numbers while the server is away, and how it hands them in.

A **lease** is a run of numbers of one service that are this kiosk's alone for one day. Lost answers
are harmless everywhere: asking again gives the same leases, and a ticket handed in twice is one.
"""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from protocol.commands import CommandBody, Name, Token
from protocol.numbering import number_of
from protocol.refusals import RefusalCode
from protocol.snapshots import HallSnapshot, Moment

MOST_HANDED_IN = 20
"""Tickets in one hand-in: what fits well into the largest body that the server reads, 16 KiB."""


class LeaseBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kiosk says which leases it holds, and wants those that it should hold now.

    `day`: today, or the `next_day` of the last reply: so it can give numbers on the next open day
    although the server is not switched on that morning.
    `book`: the id of the file in which the kiosk keeps its numbers, made at random with the file.
    A kiosk with another file does not know what it gave from the last one, so it gets other leases.
    `used`: how many numbers of each lease of `day` in that file were used so far. A lease that was
    granted to this book and is not in there was never heard of: its answer was lost, and it is
    given again.
    """

    book: Name
    used: Annotated[dict[Name, Annotated[int, Meta(ge=0, le=9999)]], Meta(max_length=256)] = {}


class LeaseView(Struct, frozen=True):
    """The numbers `letter`-`first` to `letter`-(`first` + `count` - 1), three digits at least.

    They are used in order, the first `used` of them are. `count` can be fewer than it was: then
    those beyond must not be used any more; whatever was given of them all the same is good.
    """

    lease_id: str  # unlike that of any other lease, of any other day too
    service: str
    letter: str
    first: int
    count: int
    used: int

    def number(self, index: int) -> str:
        """The number at a place of the run, which begins with 0, as it is written."""
        return number_of(self.letter, self.first + index)


class ValidSpan(Struct, frozen=True):
    """Numbers may be given from a moment up to, but not including, another."""

    from_at: Moment
    until_at: Moment


class LeaseReply(Struct, frozen=True):
    """All leases that the kiosk holds on `day`; one that is not in here has ended.

    The page of a ticket is `url_prefix` + its token. `next_day`: the next open day, whose leases
    may be asked for as well; None: none may, or this is the reply to that. `hall`: of a day that
    has not come, the office as it will stand when numbers begin; None: of today.
    """

    day: date
    granted_at: Moment  # the office's moment of this answer
    leases: tuple[LeaseView, ...]
    valid: tuple[ValidSpan, ...]
    url_prefix: str
    version: int
    next_day: date | None = None
    hall: HallSnapshot | None = None


class OfflineTicket(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A ticket that a kiosk gave from a lease: somebody has it on paper.

    `services`: that of the lease first. `instead_of`: the id of the ticket that was asked of the
    server first and not answered in time; if the server made it, it is void, because the visitor
    saw this one. It may have had the same token. `clock_doubtful`: the kiosk doubts `issued_at`.
    """

    ticket_id: Name
    token: Token
    lease_id: Name
    number: Name
    services: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=32)]
    priority: bool = False
    language: Name = "id"
    party_size: int = 1
    issued_at: Moment
    slip: Literal["shown", "printed", "assumed", "failed"] = "shown"
    instead_of: Name | None = None
    clock_doubtful: bool = False


class HandInBody(CommandBody, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Tickets of one day, in the order in which they were given. `day`: the one they are of."""

    tickets: Annotated[tuple[OfflineTicket, ...], Meta(min_length=1, max_length=MOST_HANDED_IN)]


class HandedInTicket(Struct, frozen=True):
    """What became of one of them: its `state` now, or why it was refused; the others went in."""

    ticket_id: str
    number: str
    state: str | None = None
    refusal: RefusalCode | None = None


class HandInReply(Struct, frozen=True):
    """What became of each, in the order in which they came."""

    tickets: tuple[HandedInTicket, ...]
    version: int
