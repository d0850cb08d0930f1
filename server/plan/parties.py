"""People who came together may stand together: how many parties of one size fit at once.

On open floor a party stands shoulder to shoulder in a circle round its spot, and keeps the distance
from that circle on. On fixed seats it takes its spot and seats right beside. Parties are given
numbered spots only, so a party is told one number.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil, pi, sin

from server.plan.conflicts import Conflicts, Exclusions, Mask, members
from server.plan.distances import Point, root_up, squared
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


def party_radii(lobby: Lobby, distance: int, most: int) -> tuple[int, ...]:
    """How far parties of 1, 2 to `most` people reach from their spot, in millimetres.

    On seats: as far as in one row, where the seats beside each other lie farthest apart.
    """
    if not lobby.seats:
        return tuple(radius(size) for size in range(1, most + 1))
    beside = _beside(lobby, _seats(lobby, distance))
    gaps = (squared(seat, other) for seat, others in beside.items() for other in others)
    gap = root_up(max(gaps, default=0))
    return tuple(gap * others for others in range(most))


def largest_parties(
    lobby: Lobby, spots: Iterable[Point], distance: int, most: int
) -> dict[Point, int]:
    """For each spot the size of the largest party that it has room for, from 1 to `most`."""
    if lobby.seats:
        together = _together(_beside(lobby, _seats(lobby, distance)))
        return {spot: min(most, together.get(spot, 1)) for spot in spots}
    sizes = range(1, most + 1)
    fits = lobby.may_wait_at
    return {
        spot: max((size for size in sizes if fits(spot, distance, radius(size))), default=1)
        for spot in spots
    }


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
        seats = _seats(lobby, distance)
        self._seats = Conflicts(seats, distance)
        beside = _beside(lobby, seats)
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


def _seats(lobby: Lobby, distance: int) -> list[Point]:
    """Those on which people may wait."""
    return sorted({each for each in lobby.seats if lobby.may_wait_at(each, distance)})


def _together(beside: dict[Point, list[Point]]) -> dict[Point, int]:
    """For each seat how many hang together with it, itself counted."""
    found: dict[Point, int] = {}
    for seat in beside:
        if seat not in found:
            group, ahead = {seat}, [seat]
            while ahead:
                new = set(beside[ahead.pop()]) - group
                group |= new
                ahead += new
            found |= dict.fromkeys(group, len(group))
    return found


def _beside(lobby: Lobby, seats: Sequence[Point]) -> dict[Point, list[Point]]:
    """For each of these seats those of them that are right beside it, as all seats stand."""
    every = sorted(set(lobby.seats))
    nearest = min((squared(a, b) for i, a in enumerate(every) for b in every[:i]), default=0)
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
