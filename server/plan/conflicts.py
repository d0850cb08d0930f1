"""Which candidate points are too close for two people, and cliques that say the same more sharply.

Points in a disc less than d across are all too close to each other, so at most one of them is
used: one such row bounds a solver far better than a row for each pair.
"""

from collections.abc import Iterable, Iterator, Sequence

from server.plan.distances import Point, squared

Mask = int
"""A set of points as the bits of a number, by position."""
Clique = tuple[int, ...]

MOST_DISCS = 40_000
"""Discs that are looked at; where there are more pairs, pairs that are left are extended."""


class Exclusions:
    """Things of which some exclude each other: for each, by position, the set that it excludes."""

    def __init__(self, masks: Iterable[Mask]) -> None:
        self.masks = tuple(masks)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Every two things that exclude each other, the earlier first."""
        for index, mask in enumerate(self.masks):
            for other in members(mask >> (index + 1)):
                yield index, index + 1 + other

    def seeds(self) -> Iterator[Mask]:
        """Cliques that are known; `cliques` extends them, and finds those that are missing."""
        yield from ()

    def cliques(self) -> list[Clique]:
        """Maximal cliques that cover every pair."""
        found = {self._extended(seed): None for seed in self.seeds()}
        covered = [0] * len(self.masks)
        for clique in found:
            _cover(clique, covered)
        for index, mask in enumerate(self.masks):
            left = mask & ~covered[index]
            while left:
                clique = self._extended(1 << index | left & -left)
                found[clique] = None
                _cover(clique, covered)
                left &= ~covered[index]
        return [tuple(members(each)) for each in found]

    def _extended(self, clique: Mask) -> Mask:
        """The clique with things added, the first that fits first, until none fits."""
        common = -1
        for index in members(clique):
            common &= self.masks[index]
        while common:
            lowest = common & -common
            clique |= lowest
            common &= self.masks[lowest.bit_length() - 1]
        return clique

    def are_free(self, chosen: Iterable[int]) -> bool:
        """Whether no two of these exclude each other."""
        taken = list(chosen)
        together = sum(1 << index for index in taken)
        return not any(self.masks[index] & together for index in taken)

    def clique_bound(self) -> int:
        """How many cliques it takes to hold all things: at most one of each can be chosen."""
        left, count = (1 << len(self.masks)) - 1, 0
        while left:
            clique = left & -left
            common = self.masks[clique.bit_length() - 1] & left
            while common:
                lowest = common & -common
                clique |= lowest
                common &= self.masks[lowest.bit_length() - 1]
            left &= ~clique
            count += 1
        return count


class Conflicts(Exclusions):
    """Points, in canonical order, of which two exclude each other if they are too near."""

    def __init__(self, points: Sequence[Point], distance: int) -> None:
        self.points = points
        self.distance = distance
        self._cells = _cells(points, distance)
        super().__init__(
            sum(1 << other for other in self._within(point, distance) if other != index)
            for index, point in enumerate(points)
        )

    def seeds(self) -> Iterator[Mask]:
        """What lies in discs less than the distance across, round points and between pairs."""
        middles = {(2 * x, 2 * y) for x, y in self.points}
        for one, other in self.pairs():
            if len(middles) > MOST_DISCS:
                break
            (a, b), (c, d) = self.points[one], self.points[other]
            middles.add((a + c, b + d))
        for x, y in sorted(middles):
            inside = 0
            for index in self._within((x // 2, y // 2), self.distance):
                at = self.points[index]
                if squared((x, y), (2 * at[0], 2 * at[1])) < self.distance**2:
                    inside |= 1 << index
            if inside & (inside - 1):
                yield inside

    def _within(self, middle: Point, reach: int) -> Iterator[int]:
        """Points less than `reach` (at most the distance) from a place."""
        cell_x, cell_y = middle[0] // self.distance, middle[1] // self.distance
        for x in range(cell_x - 1, cell_x + 2):
            for y in range(cell_y - 1, cell_y + 2):
                for index in self._cells.get((x, y), ()):
                    if squared(middle, self.points[index]) < reach * reach:
                        yield index


def members(mask: Mask) -> Iterator[int]:
    """The positions of a set's points, the first first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _cover(clique: Mask, covered: list[Mask]) -> None:
    for index in members(clique):
        covered[index] |= clique


def _cells(points: Sequence[Point], size: int) -> dict[tuple[int, int], list[int]]:
    cells: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(points):
        cells.setdefault((x // size, y // size), []).append(index)
    return cells
