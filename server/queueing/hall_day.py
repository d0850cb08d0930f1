"""The lobby today: which place is whose, who is on the way out, what staff have closed.

`Day` keeps it beside the tickets: every change of a ticket passes `HallDay.follow`.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from server.queueing.ticket import IN_HAND, Place, Ticket, TicketState

WAITS = frozenset({TicketState.RESERVED, TicketState.WAITING})
"""States in which a ticket may have a place."""

AT_WORK = IN_HAND | {TicketState.HELD}
"""States in which a visitor is inside without one: at a counter, or filling in a form."""


class Leaving(Struct, frozen=True):
    """People who have just been inside and count until they must be out."""

    until: datetime
    people: int


@dataclass
class Row:
    """Tickets in the order of their places, kept so while they come and go."""

    _standing: list[tuple[Place, str]] = field(default_factory=list)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._standing)

    def __iter__(self) -> Iterator[str]:
        """Their ids, the earliest first."""
        return (ticket_id for _, ticket_id in self._standing)

    def add(self, ticket: Ticket) -> None:
        """Let it stand at its place."""
        insort(self._standing, (ticket.place, ticket.id))

    def remove(self, ticket: Ticket) -> None:
        """Take it out, given as it was when it was added."""
        del self._standing[bisect_left(self._standing, (ticket.place, ticket.id))]

    def position(self, ticket: Ticket) -> int:
        """1 for the first; the ticket must stand here."""
        return bisect_left(self._standing, (ticket.place, ticket.id)) + 1


@dataclass
class HallDay:
    """The state of a lobby on one day. For `apply` only."""

    profile: str  # of the health rules that hold
    outside: Row = field(default_factory=Row)  # who waits without a place
    reserved: dict[tuple[str, bool], Row] = field(default_factory=dict)  # by service, priority
    held: set[str] = field(default_factory=set)  # ids of tickets whose people fill in a form
    taken: dict[int, str] = field(default_factory=dict)  # ticket id by spot
    leaving: dict[str, Leaving] = field(default_factory=dict)  # by ticket id
    blocked: set[int] = field(default_factory=set)  # spots that staff have closed
    others: int = 0  # people inside without a number

    def meet(self, tickets: Iterable[Ticket]) -> None:
        """Take in those who were there before the lobby gave places."""
        for ticket in tickets:
            self._line_up(None, ticket)

    def follow(
        self, before: Ticket | None, after: Ticket, at: datetime, leave_seconds: int
    ) -> Ticket:
        """Let a ticket's place be as its state says. Gives the ticket back as it then is.

        A place that somebody else has meanwhile (after an undo) is lost: the ticket waits for
        another one.
        """
        stay = after.stay if keeps_place(after) else None
        if stay is not None and self.taken.get(stay.spot, after.id) != after.id:
            stay = None
        if before is not None and before.stay is not None:
            self.taken.pop(before.stay.spot, None)
        if stay is not None:
            self.taken[stay.spot] = after.id
        if stay is not None or after.state in AT_WORK:
            self.leaving.pop(after.id, None)
        elif after.id in self.leaving:
            self.leaving[after.id] = replace(self.leaving[after.id], people=after.party_size)
        elif before is not None and was_inside(before):
            self._see_off(at)
            until = at + timedelta(seconds=leave_seconds)
            self.leaving[after.id] = Leaving(until, before.party_size)
        placed = after if stay is after.stay else replace(after, stay=stay)
        self._line_up(before, placed)
        return placed

    def _line_up(self, before: Ticket | None, after: Ticket) -> None:
        """Keep the rows: everything that asks who waits where asks them, not all tickets."""
        if before is not None:
            for row in self._rows(before):
                row.remove(before)
            self.held.discard(before.id)
        for row in self._rows(after):
            row.add(after)
        if after.state is TicketState.HELD:
            self.held.add(after.id)

    def _rows(self, ticket: Ticket) -> Iterator[Row]:
        if waits_outside(ticket):
            yield self.outside
        if ticket.state is TicketState.RESERVED:
            yield self.reserved.setdefault((ticket.service, ticket.is_priority), Row())

    def _see_off(self, at: datetime) -> None:
        """Whoever is out by now is forgotten."""
        for ticket_id in [*self.leaving]:
            if self.leaving[ticket_id].until <= at:
                del self.leaving[ticket_id]


def keeps_place(ticket: Ticket) -> bool:
    """Whether a ticket may have a place: it waits, or is called and nobody has heard it yet."""
    is_unheard = ticket.state is TicketState.CALLED and not ticket.is_announced
    return ticket.state in WAITS or is_unheard


def waits_outside(ticket: Ticket) -> bool:
    """Whether the people of a ticket stand in the line outside."""
    return ticket.state in WAITS and ticket.stay is None


def was_inside(ticket: Ticket) -> bool:
    """Whether the people of a ticket are inside: at a counter, held, or arrived at a place."""
    return ticket.has_arrived or ticket.state in AT_WORK
