"""The line at a kiosk that stands inside: places K1, K2 ... behind whoever takes a number there.

Nobody is given such a place; people move up in it. So it has to hold whatever the health rules of
the moment are: its places are as far apart as the strictest profile asks, from one another and
from all else where somebody stands, and no waiting spot comes near them. Along a wall where that
is possible, with as few bends as will do.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians, sin, sqrt

from server.plan.distances import Point, are_apart, distance_to_segment_squared
from server.plan.floor import Kiosk, KioskLine, Lobby, Spot
from server.plan.polygons import edges, meet

STEP = 15
"""Degrees between the directions that are tried."""
TURNS = range(0, 360, STEP)
MOST_BEND = 90
BEND = 5
"""Millimetres from a wall that a degree of bend is worth."""
MOST_TRIES = 2_000
"""Of places for one line: then it is taken to find no room."""


_End = tuple[tuple[Point, ...], Iterator[tuple[Point, int]]]
"""A line so far, and what may come behind it."""


class LineTooLongError(Exception):
    """A line finds no room. `found`: for how many of its places there is."""

    def __init__(self, kiosk: int, found: int) -> None:
        super().__init__(f"kiosk {kiosk}: {found}")
        self.kiosk = kiosk
        self.found = found


def line_distance(lobby: Lobby, tolerance: int) -> int:
    """How far apart the places of lines are: as the strictest profile asks."""
    return lobby.by_distance()[-1].distance + tolerance


def lay_lines(
    lobby: Lobby, tolerance: int, taped: Iterable[KioskLine] = ()
) -> tuple[KioskLine, ...]:
    """A line for each kiosk that has one. A place that is `taped` stays while it still fits.

    Raises LineTooLongError.
    """
    apart = line_distance(lobby, tolerance)
    known = {each.kiosk: each.places for each in taped}
    free = Lines(lobby, apart)
    kept = {
        kiosk.at: free.keep(kiosk, known.get(kiosk.at, ())) for kiosk in lobby.kiosks if kiosk.line
    }
    number = max((each.number for places in kept.values() for each in places), default=0)
    lines = []
    for index, kiosk in enumerate(lobby.kiosks):
        if not kiosk.line:
            continue
        places = kept[kiosk.at]
        added = free.extend([kiosk.at, *(each.at for each in places)], kiosk.line - len(places))
        if len(places) + len(added) < kiosk.line:
            raise LineTooLongError(index, len(places) + len(added))
        new = tuple(Spot(number + step, at) for step, at in enumerate(added, 1))
        number += len(new)
        lines.append(KioskLine(kiosk.at, (*places, *new)))
    return tuple(lines)


class Lines:
    """The lines of one lobby as they are laid; places that were found are taken."""

    def __init__(self, lobby: Lobby, apart: int) -> None:
        self._lobby = lobby.with_lines(())
        self._apart = apart
        self._taken: list[Point] = [*self._lobby.fixed_places]

    def keep(self, kiosk: Kiosk, places: Sequence[Spot]) -> tuple[Spot, ...]:
        """The places of a taped line up to the first that does not fit any more."""
        kept: list[Spot] = []
        before = kiosk.at
        for place in places[: kiosk.line or 0]:
            if not self.fits(place.at, before):
                break
            kept.append(place)
            self._taken.append(place.at)
            before = place.at
        return tuple(kept)

    def fits(self, at: Point, before: Point, others: Sequence[Point] = ()) -> bool:
        """Whether somebody may stand here, behind the place `before`."""
        lobby = self._lobby
        return (
            lobby.has_room_at(at, lobby.clearance)
            and not lobby.is_in_aisle(at)
            and all(are_apart(at, each, self._apart) for each in (*self._taken, *others))
            and lobby.is_clear(before, at)
            and not any(meet((before, at), side) for side in edges(lobby.floor))
        )

    def extend(self, line: Sequence[Point], more: int) -> tuple[Point, ...]:
        """So many places behind the last of a line; fewer where there is no room for all.

        Depth first: along walls and with few bends as far as that goes, else whatever will do.
        """
        best: tuple[Point, ...] = ()
        open_ends: list[_End] = [((), iter(self._onward(line[-1], (), None)))] if more else []
        tries = MOST_TRIES
        while open_ends and len(best) < more and tries:
            chain, onward = open_ends[-1]
            step = next(onward, None)
            if step is None:
                open_ends.pop()
                continue
            tries -= 1
            at, degrees = step
            longer = (*chain, at)
            best = max(best, longer, key=len)
            open_ends.append((longer, iter(self._onward(at, longer, degrees))))
        self._taken.extend(best)
        return best

    def _onward(
        self, before: Point, chain: tuple[Point, ...], ahead: int | None
    ) -> list[tuple[Point, int]]:
        """The places that fit behind `before`, with the direction of each, the best first.

        A place out in the room takes more of it than one along a wall; a bend takes some, too.
        """
        ways = []
        for turn in range(-MOST_BEND, MOST_BEND + 1, STEP) if ahead is not None else TURNS:
            degrees = ((ahead or 0) + turn) % 360
            at = self._step(before, degrees)
            if self.fits(at, before, chain):
                cost = self._into_room(at) + (BEND * abs(turn) if ahead is not None else 0)
                ways.append((cost, abs(turn), turn, at, degrees))
        return [(at, degrees) for *_, at, degrees in sorted(ways)]

    def _into_room(self, at: Point) -> float:
        """How far from the next wall, in millimetres."""
        segments = self._lobby.segments
        return sqrt(min(distance_to_segment_squared(at, *segment) for segment in segments))

    def _step(self, start: Point, degrees: int) -> Point:
        """One distance on; never a millimetre less."""
        across, up = cos(radians(degrees)), sin(radians(degrees))
        ends = [
            (start[0] + round(length * across), start[1] + round(length * up))
            for length in (self._apart, self._apart + 1)
        ]
        return ends[0] if are_apart(start, ends[0], self._apart) else ends[1]
