"""The lobby today: which place is whose, who is on the way out, what staff have closed.

`Day` keeps it beside the tickets: every change of a ticket passes `HallDay.follow`.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from server.queueing.ticket import IN_HAND, Ticket, TicketState

WAITS = frozenset({TicketState.RESERVED, TicketState.WAITING})
"""States in which a ticket may have a place."""

AT_WORK = IN_HAND | {TicketState.HELD}
"""States in which a visitor is inside without one: at a counter, or filling in a form."""


class Leaving(Struct, frozen=True):
    """People who have just been inside and count until they must be out."""

    until: datetime
    people: int


@dataclass
class HallDay:
    """The state of a lobby on one day. For `apply` only."""

    profile: str  # of the health rules that hold
    taken: dict[int, str] = field(default_factory=dict)  # ticket id by spot
    leaving: dict[str, Leaving] = field(default_factory=dict)  # by ticket id
    blocked: set[int] = field(default_factory=set)  # spots that staff have closed
    others: int = 0  # people inside without a number

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
        return after if stay is after.stay else replace(after, stay=stay)

    def _see_off(self, at: datetime) -> None:
        """Whoever is out by now is forgotten."""
        for ticket_id in [*self.leaving]:
            if self.leaving[ticket_id].until <= at:
                del self.leaving[ticket_id]


def keeps_place(ticket: Ticket) -> bool:
    """Whether a ticket may have a place: it waits, or is called and nobody has heard it yet."""
    is_unheard = ticket.state is TicketState.CALLED and not ticket.is_announced
    return ticket.state in WAITS or is_unheard


def was_inside(ticket: Ticket) -> bool:
    """Whether the people of a ticket are inside: at a counter, held, or arrived at a place."""
    return ticket.has_arrived or ticket.state in AT_WORK
