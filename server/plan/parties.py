"""People who came together may stand together: how many parties of one size fit at once.

On open floor a party stands shoulder to shoulder in a circle round its spot, and keeps the distance
from that circle on. On fixed seats it takes its spot and seats right beside. Parties are given
numbered spots only, so a party is told one number.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil, pi, sin

from server.plan.conflicts import Conflicts, Exclusions, Mask, members
from server.plan.distances import Point, squared
from server.plan.floor import Lobby
from server.plan.packing import Choice, choose

SIZES = (1, 2, 3, 4)
"""Sizes of parties that a plan counts."""
SHOULDERS = 600
"""Millimetres from one person to the next in a party."""
BESIDE = 1.25
"""Seats are beside each other up to this many times the least distance of two seats."""
MOST_WAYS = 12
"""Ways of sitting round a spot that are looked at, the closest together first."""

Party = tuple[Point, ...]


def radius(size: int) -> int:
    """Of the circle on which a party of `size` stands, in millimetres; 0 for one person."""
    return ceil(SHOULDERS / (2 * sin(pi / size))) if size > 1 else 0


def parties(
    lobby: Lobby, spots: Sequence[Point], size: int, distance: int, seconds: float
) -> Choice:
    """As many parties of one size as find room at these spots, `distance` from each other."""
    if not lobby.seats:
        wide = radius(size)
        room = [each for each in spots if lobby.may_wait_at(each, distance, wide)]
        return choose(Conflicts(room, distance + 2 * wide), seconds)
    return choose(SeatedParties(lobby, spots, size, distance), seconds)


class SeatedParties(Exclusions):
    """The ways in which parties can sit; each excludes those that come too near."""

    def __init__(self, lobby: Lobby, spots: Iterable[Point], size: int, distance: int) -> None:
        seats = sorted({each for each in lobby.seats if lobby.may_wait_at(each, distance)})
        self._seats = Conflicts(seats, distance)
        beside = _beside(seats)
        self.ways = [
            way
            for spot in sorted(spots)
            if spot in beside
            for way in islice(_ways(spot, size, beside), MOST_WAYS)
        ]
        position = {seat: index for index, seat in enumerate(seats)}
        own = [sum(1 << position[seat] for seat in way) for way in self.ways]
        near = [self._near(each) for each in own]
        super().__init__(
            sum(1 << other for other, seated in enumerate(own) if seated & reach and other != index)
            for index, reach in enumerate(near)
        )
        self._own = own

    def _near(self, seated: Mask) -> Mask:
        reach = seated
        for index in members(seated):
            reach |= self._seats.masks[index]
        return reach

    def seeds(self) -> Iterator[Mask]:
        """The seats' cliques: at most one party touches each."""
        for clique in self._seats.cliques():
            seats = sum(1 << index for index in clique)
            touching = sum(1 << index for index, own in enumerate(self._own) if own & seats)
            if touching & (touching - 1):
                yield touching


def _beside(seats: Sequence[Point]) -> dict[Point, list[Point]]:
    """For each seat those right beside it."""
    nearest = min((squared(a, b) for i, a in enumerate(seats) for b in seats[:i]), default=0)
    most = nearest * BESIDE**2
    return {
        seat: [other for other in seats if other != seat and squared(seat, other) <= most]
        for seat in seats
    }


def _ways(spot: Point, size: int, beside: dict[Point, list[Point]]) -> list[Party]:
    """All sets of seats that hang together and hold the spot, the closest together first."""
    found: set[Party] = {(spot,)}
    for _ in range(size - 1):
        found = {
            tuple(sorted((*way, seat)))
            for way in found
            for member in way
            for seat in beside[member]
            if seat not in way
        }
    return sorted(found, key=lambda way: (_spread(way), way))


def _spread(way: Party) -> int:
    return sum(squared(one, other) for one in way for other in way)
