"""Somebody who stands in the hall of a simulated day and counts with own eyes.

What the rules believe is not asked: people are inside from when they walked in until they walked
out, stand where they went to, and walk when they got up.
"""

from datetime import datetime, timedelta

from msgspec import Struct

from server.queueing.day import tickets_in_hand
from server.queueing.events import Event, ServiceStarted
from server.queueing.hall import inside, profile_of, room, rules_of
from server.queueing.hall_rules import Hall
from server.queueing.ticket import IN_HAND, Ticket, TicketState
from server.queueing.walks import Start, Walk, nearest_squared, walks_of
from server.simulation.played_day import PlayedDay

GONE = frozenset(
    {TicketState.CANCELLED, TicketState.EXPIRED, TicketState.VOID, TicketState.NO_SHOW}
)


class Look(Struct, frozen=True):
    """What was to be seen at one moment. `counted` and `most` are the rules' own numbers."""

    at: datetime
    people: int  # inside, with staff
    outside: int  # tickets that wait before the door
    counted: int | None = None
    most: int | None = None


class _Going(Struct, frozen=True):
    """Somebody who gets up at a moment."""

    at: datetime
    walk: Walk
    ticket_id: str


class Witness:
    """Counts people, and how near they come to each other."""

    def __init__(self, played: PlayedDay, staff: int) -> None:
        """`staff` counts also where the office gives no places."""
        self._played, self._staff = played, staff
        self.looks: list[Look] = []
        self.crowded: list[tuple[str, str]] = []  # two tickets that stood too near
        self.crossed: list[tuple[str, str]] = []  # two whose walks came too near
        self.above = 0  # events after which more were inside than may be
        self.overlooked = 0  # events after which more were inside than the rules counted
        self.most_people = self.most_counted = 0
        self._standing: dict[str, int] = {}  # spot by ticket id
        self._there: set[str] = set()  # tickets whose people are inside
        self._beside: dict[str, str] = {}  # the counter at which a ticket's people are
        self._going: list[_Going] = []
        played.watch(self._see)

    @property
    def reaction_seconds(self) -> float:
        """How late people get up at most."""
        hall = self._hall
        return 3.0 if hall is None else hall.walking.reaction_seconds

    def stands(self, ticket_id: str) -> None:
        """The people of a ticket have come to their place."""
        ticket = self._played.day.tickets[ticket_id]
        self._there.add(ticket_id)
        self._beside.pop(ticket_id, None)
        if ticket.stay is None:
            return
        hall, _ = rules_of(self._played.day)
        distance = profile_of(self._played.day).distance
        here = hall.spot(ticket.stay.spot)
        for other_id, number in self._standing.items():
            there, other = hall.spot(number), self._played.day.tickets[other_id]
            if here is None or there is None or other_id == ticket_id:
                continue
            needed = distance + hall.radius(ticket.party_size) + hall.radius(other.party_size)
            apart = (here.at[0] - there.at[0]) ** 2 + (here.at[1] - there.at[1]) ** 2
            if apart < needed * needed:
                self.crowded.append((ticket_id, other_id))
        self._standing[ticket_id] = ticket.stay.spot

    def walks(self, ticket: Ticket, counter: str, heard: datetime, rises: float) -> float | None:
        """Somebody who was called gets up; how many seconds the way takes, if it is known."""
        if self._hall is None:
            return None
        at = heard + timedelta(seconds=rises)
        start = Start(self._standing.get(ticket.id), self._beside.get(ticket.id))
        walk = next(iter(walks_of(self._played.day, ticket, start, counter)), None)
        self._played.at(at, lambda: self._get_up(ticket.id))
        if walk is None:
            return None
        going = _Going(at, walk, ticket.id)
        self._compare(going)
        self._going.append(going)
        return walk.seconds

    def goes_out(self, ticket_id: str) -> None:
        """The people of a ticket are on the street."""
        ticket = self._played.day.tickets[ticket_id]
        if ticket.state not in IN_HAND and ticket.stay is None:
            self._there.discard(ticket_id)
            self._beside.pop(ticket_id, None)

    def look(self) -> Look:
        """What is to be seen now."""
        day, now = self._played.day, self._played.now
        waiting = sum(
            each.id not in self._there
            for line in day.lines.values()
            for each in map(day.tickets.__getitem__, line.ids())
        )
        if self._hall is None:
            return Look(now, self._people(), 0)
        counted = inside(day, now)
        return Look(now, self._people(), waiting, counted.total, room(day, counted).most)

    def _people(self) -> int:
        """Everybody in the room; where the office gives no places, all who wait are in it."""
        day = self._played.day
        there = self._there | {
            each.id for each in tickets_in_hand(day) if each.state is TicketState.SERVING
        }
        if self._hall is None:
            there |= {ticket_id for line in day.lines.values() for ticket_id in line.ids()}
        return self._staff + sum(day.tickets[each].party_size for each in there)

    @property
    def _hall(self) -> Hall | None:
        return self._played.day.office.hall

    def _get_up(self, ticket_id: str) -> None:
        self._standing.pop(ticket_id, None)
        self._there.add(ticket_id)

    def _see(self, event: Event) -> None:
        ticket = self._played.day.tickets.get(getattr(event, "ticket_id", ""))
        if ticket is not None and ticket.state in GONE:
            self._standing.pop(ticket.id, None)
            self._there.discard(ticket.id)
        if isinstance(event, ServiceStarted):
            self._beside[event.ticket_id] = event.counter
        people = self._people()
        self.most_people = max(self.most_people, people)
        if self._hall is not None:
            counted = inside(self._played.day, self._played.now).total
            most = profile_of(self._played.day).people
            self.most_counted = max(self.most_counted, counted)
            self.above += most is not None and max(counted, people) > most
            self.overlooked += people > counted

    def _compare(self, going: _Going) -> None:
        """Somebody gets up while others are on the way."""
        distance = profile_of(self._played.day).distance
        for other in self._going:
            later = (going.at - other.at).total_seconds()
            nearest = nearest_squared(other.walk, going.walk, later)
            if nearest is not None and nearest < distance * distance:
                self.crossed.append((other.ticket_id, going.ticket_id))
        oldest = self._played.now - timedelta(minutes=2)
        self._going = [each for each in self._going if each.at > oldest]
