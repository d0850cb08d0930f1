"""The line of one service: who is called next, and how many stand before whom.

Two classes share the calls by a rotation with one integer of state, the `balance`. Where both
wait, the sequence of classes is a balanced (Sturmian) word, so among the calls up to the k+1st of
one class lie at most ceil((k + 1) x other / own) of the other: the bound that the project states.
Calls while only one class waits leave the balance as it is. Tickets put back at the head
(`front`) go before both and leave it as it is, too.

Positions are computed in closed form, in O(log n), because every phone is told its own.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from server.queueing.office import Share
from server.queueing.ticket import FRONT_TIER, Place, Ticket


@dataclass
class Line:
    """The waiting tickets of one service as sorted places, and the state of the share."""

    share: Share
    balance: int = 0  # in [-regular, priority): at 0 or more a contested call goes to priority
    balance_moved_at: int = 0  # version of the event that moved it last
    front: list[Place] = field(default_factory=list)
    priority: list[Place] = field(default_factory=list)
    regular: list[Place] = field(default_factory=list)
    ticket_ids: dict[Place, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many wait."""
        return len(self.ticket_ids)

    def add(self, ticket: Ticket) -> None:
        """Put a waiting ticket at its place."""
        insort(self._places(ticket), ticket.place)
        self.ticket_ids[ticket.place] = ticket.id

    def remove(self, ticket: Ticket) -> None:
        """Take a ticket out, given as it was when it was added."""
        places = self._places(ticket)
        del places[bisect_left(places, ticket.place)]
        del self.ticket_ids[ticket.place]

    def changed(self, *, add: Ticket | None = None, remove: Ticket | None = None) -> "Line":
        """A copy with one ticket more or less, for "what if"."""
        line = Line(
            self.share,
            self.balance,
            self.balance_moved_at,
            self.front.copy(),
            self.priority.copy(),
            self.regular.copy(),
            self.ticket_ids.copy(),
        )
        if add is not None:
            line.add(add)
        if remove is not None:
            line.remove(remove)
        return line

    def ids(self) -> Iterable[str]:
        """Who waits, in no order."""
        return self.ticket_ids.values()

    def only(self, may: Callable[[str], bool]) -> "Line":
        """A copy of those whose id `may` be called, with the same share, for "who of these"."""

        def kept(places: list[Place]) -> list[Place]:
            return [place for place in places if may(self.ticket_ids[place])]

        return Line(
            self.share,
            self.balance,
            self.balance_moved_at,
            kept(self.front),
            kept(self.priority),
            kept(self.regular),
            {place: each for place, each in self.ticket_ids.items() if may(each)},
        )

    def rank(self) -> Place:
        """The oldest place, of either class: a counter takes the line where it is smallest.

        The line must not be empty.
        """
        return min(places[0] for places in (self.front, self.priority, self.regular) if places)

    def next_id(self) -> str | None:
        """The ticket that a counter would call from this line now."""
        place = next(self.in_order(), None)
        return None if place is None else self.ticket_ids[place]

    def is_contested(self) -> bool:
        """Whether the next call uses the share: both classes wait and nobody was put back."""
        return bool(self.priority and self.regular and not self.front)

    def balance_after_call(self) -> int:
        """What the balance becomes when the next ticket is called."""
        if not self.is_contested():
            return self.balance
        return self.balance + (self.share.priority if self.balance < 0 else -self.share.regular)

    def in_order(self) -> Iterator[Place]:
        """All places in the order in which the rule would call them if nobody else came."""
        yield from self.front
        balance, p, r = self.balance, 0, 0
        while p < len(self.priority) and r < len(self.regular):
            if balance >= 0:
                yield self.priority[p]
                p, balance = p + 1, balance - self.share.regular
            else:
                yield self.regular[r]
                r, balance = r + 1, balance + self.share.priority
        yield from self.priority[p:]
        yield from self.regular[r:]

    def before(self, ticket: Ticket) -> int:
        """How many of this line are called before `ticket`, which waits here or would."""
        if ticket.place.tier == FRONT_TIER:
            return bisect_left(self.front, ticket.place)
        index = bisect_left(self._places(ticket), ticket.place)
        return len(self.front) + index + self._others_before(index, ticket.is_priority)

    def key(self, ticket: Ticket) -> Place:
        """The oldest place among `ticket` and those called after it: its rank among services."""
        if ticket.place.tier == FRONT_TIER:
            return ticket.place
        index = bisect_left(self._places(ticket), ticket.place)
        others = self.regular if ticket.is_priority else self.priority
        passed = self._others_before(index, ticket.is_priority)
        return min([ticket.place, *others[passed : passed + 1]])

    def before_key(self, key: Place) -> int:
        """How many of this line a counter calls before a ticket of another line with rank `key`.

        A counter takes the line with the oldest place first, so this line goes on until all its
        places are later than `key`: up to and with the last one, in calling order, before it.
        """
        front = bisect_left(self.front, key)
        if front < len(self.front):
            return front
        counts = [front]
        for places, is_priority in ((self.priority, True), (self.regular, False)):
            older = bisect_left(places, key)
            if older:
                counts.append(front + older + self._others_before(older - 1, is_priority))
        return max(counts)

    def seniority_behind(self, count: int, is_priority: bool, now: datetime) -> datetime:
        """The seniority that puts a newcomer behind the next `count` of this line.

        It is never worse than a newcomer's of its class, and (with a `count`) never before the
        head of its class, so that those who come back cannot keep the head waiting for ever.
        With nobody of its class: `now`, so that it passes nobody of other services either.
        """
        places = self.places_of(is_priority)
        if not places:
            return now
        if count == 0:
            return places[0].at - timedelta(microseconds=1)
        for index in range(1, len(places)):
            if len(self.front) + index + self._others_before(index, is_priority) >= count:
                return places[index - 1].at
        return places[-1].at

    def places_of(self, is_priority: bool) -> list[Place]:
        """The places of one class, earliest first; not to be changed."""
        return self.priority if is_priority else self.regular

    def _places(self, ticket: Ticket) -> list[Place]:
        if ticket.place.tier == FRONT_TIER:
            return self.front
        return self.places_of(ticket.is_priority)

    def _others_before(self, index: int, is_priority: bool) -> int:
        """How many of the other class are called before the ticket at `index` of its class."""
        if is_priority:
            # regular calls needed until the balance allows the priority call number index + 1
            needed = index * self.share.regular - self.balance
            return min(len(self.regular), max(0, -(-needed // self.share.priority)))
        # priority calls made until the balance is below 0 for the regular call number index + 1
        made = (self.balance + index * self.share.priority) // self.share.regular + 1
        return min(len(self.priority), max(0, made))
