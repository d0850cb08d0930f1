"""Who gets from a door to a spot and on to every counter without passing too near to others.

Asked for the full hall: all other spots are occupied, and nobody moves. On the grid of `walks`,
so distances are true to half a cell; a gap that is narrower than a cell is no way.
"""

from collections.abc import Iterable, Iterator, Sequence
from time import monotonic

from server.plan.distances import Point, are_apart
from server.plan.walks import Cell, Walks

Goal = tuple[str, int]


class Reach:
    """Ways through one lobby where everybody keeps `distance`."""

    def __init__(self, walks: Walks, distance: int) -> None:
        self._walks = walks
        self._least = max(walks.step, distance - walks.step // 2)
        goals: dict[Cell, set[Goal]] = {}
        for index, cells in enumerate(walks.doors):
            for cell in cells:
                goals.setdefault(cell, set()).add(("door", index))
        for index, cells in enumerate(walks.counters):
            for cell in cells:
                goals.setdefault(cell, set()).add(("counter", index))
        self._goals = goals
        entered = walks.reached((cell for cells in walks.doors for cell in cells), walks.open)
        self._wanted = {
            goal for cell in entered for goal in goals.get(cell, ()) if goal[0] == "counter"
        }
        self._discs: dict[Point, frozenset[Cell]] = {}

    def unreachable(self, spots: Sequence[Point]) -> list[Point]:
        """Those of the spots to which, or from which, no such way leads."""
        return list(self._cut_off(spots))

    def reachable(self, spots: Iterable[Point], apart: int, seconds: float) -> tuple[Point, ...]:
        """As many of the spots as greed finds, in their order, so that none is unreachable.

        `apart`: what they must keep from each other. After `seconds` no more are tried.
        """
        until = monotonic() + seconds
        kept: list[Point] = []
        for spot in spots:
            if monotonic() > until:
                break
            is_free = all(are_apart(spot, other, apart) for other in kept)
            if is_free and next(self._cut_off([spot, *kept]), None) is None:
                kept.append(spot)
        return tuple(sorted(kept))

    def _cut_off(self, spots: Sequence[Point]) -> Iterator[Point]:
        crowd = _Crowd(self._walks, [self._disc(spot) for spot in spots])
        areas = self._areas(crowd.free)
        for spot in spots:
            if not self._is_reachable(spot, crowd.own(self._disc(spot)), areas):
                yield spot

    def _disc(self, spot: Point) -> frozenset[Cell]:
        """The cells where somebody would be too near to a person on this spot."""
        if spot not in self._discs:
            self._discs[spot] = frozenset(self._walks.near(spot, self._least))
        return self._discs[spot]

    def _areas(self, free: set[Cell]) -> dict[Cell, frozenset[Goal]]:
        """For each cell that is near to nobody the doors and counters that it is joined to."""
        areas: dict[Cell, frozenset[Goal]] = {}
        for cell in free:
            if cell not in areas:
                area = self._walks.reached([cell], free)
                goals = frozenset(goal for each in area for goal in self._goals.get(each, ()))
                areas.update(dict.fromkeys(area, goals))
        return areas

    def _is_reachable(
        self, spot: Point, own: set[Cell], areas: dict[Cell, frozenset[Goal]]
    ) -> bool:
        """`own`: the cells that only a person on this spot is near to."""
        start = self._walks.near(spot, 2 * self._walks.step)
        inside = self._walks.reached(start, own)
        goals = {goal for cell in inside for goal in self._goals.get(cell, ())}
        for cell in inside:
            for beside in self._walks.around(cell):
                goals |= areas.get(beside, frozenset())
        return goals >= self._wanted and any(kind == "door" for kind, _ in goals)


class _Crowd:
    """How many people each cell is too near to."""

    def __init__(self, walks: Walks, discs: Iterable[frozenset[Cell]]) -> None:
        self._once: set[Cell] = set()
        covered: set[Cell] = set()
        often: set[Cell] = set()
        for disc in discs:
            often |= disc & covered
            covered |= disc
        self._once = covered - often
        self.free = set(walks.open - covered)

    def own(self, disc: frozenset[Cell]) -> set[Cell]:
        """The cells of a person's disc that are near to nobody else."""
        return self._once & disc
