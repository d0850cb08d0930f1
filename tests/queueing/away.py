"""A kiosk that may be cut off: what it knows by itself, and what it tells once it is back.

It keeps to the protocol and no more: a lease is what it last heard, its clock may be wrong, its
answers may be lost, and it brings what it gave in the order in which it gave it.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from protocol.numbering import number_of
from protocol.refusals import Refusal
from server.queueing import commands as c
from server.queueing.events import Event
from server.queueing.lease_day import Lease
from server.queueing.leases import leases_of
from tests.queueing.rehearsal import Rehearsal


@dataclass
class Book:
    """The kiosk's file."""

    id: str
    leases: dict[str, Lease] = field(default_factory=dict)  # as last heard
    used: dict[str, int] = field(default_factory=dict)
    given: list[c.HandInTicket] = field(default_factory=list)  # not acknowledged yet


class AwayKiosk:
    """One kiosk of a rehearsed day."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.clock_is_off = timedelta()
        self.books = 1
        self.book = Book(f"{name}-book-1")
        self.papers: dict[str, str] = {}  # ticket ids by number: what visitors hold
        self.brought: dict[str, str] = {}  # of those, what was acknowledged

    def asks(self) -> c.HoldLeases:
        """What it sends each minute."""
        return c.HoldLeases(self.name, self.book.id, dict(self.book.used))

    def hears(self, day: Rehearsal) -> None:
        """The answer comes: it keeps the leases that it did not know."""
        held = leases_of(day.day, self.name, self.book.id)
        self.book.leases = {lease.id: lease for lease in held}
        self.book.used = {lease.id: self.book.used.get(lease.id, 0) for lease in held}

    def gives(
        self, day: Rehearsal, service: str, *more: str, instead_of: str | None = None
    ) -> str | None:
        """A visitor gets a number from a lease. The number; None if there is none left."""
        for lease in self.book.leases.values():
            used = self.book.used[lease.id]
            if lease.service != service or used >= lease.count:
                continue
            self.book.used[lease.id] = used + 1
            number = number_of(lease.letter, lease.first + used)
            ticket_id = f"{self.name}-{number}"
            ticket = c.HandInTicket(
                kiosk=self.name,
                ticket_id=ticket_id,
                token_hash=f"hash-{ticket_id}",
                lease_id=lease.id,
                number=number,
                services=(service, *(each for each in more if each != service)),
                issued_at=day.now + self.clock_is_off,
                instead_of=instead_of,
                clock_doubtful=bool(self.clock_is_off),
            )
            assert number not in self.papers, "two visitors with one number"
            self.papers[number] = ticket_id
            self.book.given.append(ticket)
            return number
        return None

    def acknowledged(self, ticket: c.HandInTicket, answer: list[Event] | Refusal) -> None:
        """The answer to a hand-in comes."""
        assert not isinstance(answer, Refusal), (ticket, answer)
        self.book.given.remove(ticket)
        self.brought[ticket.number] = ticket.ticket_id

    def gets_another_file(self) -> None:
        """Its disk is replaced: whatever it did not bring yet, it never will."""
        for ticket in self.book.given:
            self.papers[ticket.number] = ""
        self.books += 1
        self.book = Book(f"{self.name}-book-{self.books}")
