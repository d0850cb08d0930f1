"""Who is called before whom, watched from outside: the stated bounds of the order.

For every waiting ticket: whoever is called before it stood before it when it joined its line, or
was put before it since (each such insertion passes it once), or is a later arrival of the other
class of its service. Of the last there are at most `ceil((k + 1) x other / own)`, where `k` of its
own class stood before it or were put there since.
"""

from dataclasses import dataclass, field
from math import ceil

from server.queueing.day import Day
from server.queueing.events import Event, OfficeConfigured, TicketCalled, TicketRestored
from server.queueing.office import Share
from server.queueing.ticket import USUAL_TIER, Place, TicketState


@dataclass(eq=False)
class Stint:
    """A ticket's stay at one place of one line."""

    ticket_id: str
    service: str
    is_priority: bool
    place: Place
    share: Share
    ahead: set[str] = field(default_factory=set)
    own_ahead: int = 0
    passed: int = 0

    def is_own(self, other: "Stint") -> bool:
        """Whether `other` takes turns of the same class: whoever was put back takes none."""
        return self.is_priority == other.is_priority and other.place.tier == USUAL_TIER

    @property
    def most(self) -> int:
        """How many later arrivals of the other class may be called before."""
        own, other = self.share.regular, self.share.priority
        if self.is_priority:
            own, other = other, own
        return ceil((self.own_ahead + 1) * other / own)


class Patience:
    """The stints of all who wait."""

    def __init__(self) -> None:
        self.stints: dict[str, Stint] = {}
        self.passed_by: dict[str, list[Stint]] = {}  # by whose last call

    def observe(self, day: Day, event: Event) -> None:
        """Follow an event that has been applied to `day`."""
        match event:
            case TicketCalled():
                self._call(event.ticket_id)
            case TicketRestored() if event.balance is not None:
                # the turn was given back, too: it has passed nobody
                for stint in self.passed_by.pop(event.ticket_id, []):
                    stint.passed -= 1
            case OfficeConfigured():
                self._share_anew(day)
        ticket_id = getattr(event, "ticket_id", None)
        if ticket_id is not None:
            self._follow(day, ticket_id)

    def _call(self, ticket_id: str) -> None:
        called = self.stints[ticket_id]
        self.passed_by[ticket_id] = []
        for stint in self._beside(called):
            if ticket_id in stint.ahead:
                continue
            assert stint.place.tier == USUAL_TIER, "nobody goes before the head of a line"
            assert not stint.is_own(called), "nobody of the same class goes before"
            stint.passed += 1
            self.passed_by[ticket_id].append(stint)
            assert stint.passed <= stint.most, (stint, called)

    def _follow(self, day: Day, ticket_id: str) -> None:
        old, ticket = self.stints.get(ticket_id), day.tickets[ticket_id]
        new = Stint(
            ticket_id,
            ticket.service,
            ticket.is_priority,
            ticket.place,
            day.lines[ticket.service].share,
        )
        waits = ticket.state is TicketState.WAITING
        if old is not None:
            if waits and _standing(old) == _standing(new):
                return
            del self.stints[ticket_id]
            for stint in self._beside(old):
                stint.ahead.discard(ticket_id)
        if waits:
            self._join(new)

    def _join(self, new: Stint) -> None:
        for stint in self._beside(new):
            first, second = (new, stint) if new.place < stint.place else (stint, new)
            second.ahead.add(first.ticket_id)
            second.own_ahead += second.is_own(first)
        self.stints[new.ticket_id] = new

    def _share_anew(self, day: Day) -> None:
        """A new share counts from now on."""
        for stint in self.stints.values():
            share = day.lines[stint.service].share
            if share != stint.share:
                stint.share, stint.passed = share, 0
                stint.own_ahead = sum(
                    stint.is_own(self.stints[ticket_id]) for ticket_id in stint.ahead
                )

    def _beside(self, stint: Stint) -> list[Stint]:
        return [
            other
            for other in self.stints.values()
            if other.service == stint.service and other is not stint
        ]


def _standing(stint: Stint) -> tuple[str, bool, Place]:
    return stint.service, stint.is_priority, stint.place
