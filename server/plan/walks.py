"""Where people can walk in an empty lobby, on a fine grid: cells, doors, counters, ways.

A cell is a point of the grid; people walk from one to the eight around it. Bodies keep a little
away from what is built.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cached_property
from heapq import heappop, heappush
from math import ceil, floor, hypot, isqrt

from server.plan.distances import Point, distance_to_segment_squared, squared
from server.plan.floor import Lobby
from server.plan.polygons import Polygon, edges, is_convex

FINEST = 100
"""Millimetres from cell to cell."""
MOST_CELLS = 40_000
"""The grid is coarser on larger floors."""
BODY = 150
"""How near the middle of somebody who walks comes to a wall, in millimetres."""

Cell = int


class Walks:
    """The grid over one lobby."""

    def __init__(self, lobby: Lobby) -> None:
        self.lobby = lobby
        left, low, right, high = lobby.bounds
        self.step = max(FINEST, isqrt((right - left) * (high - low) // MOST_CELLS) + 1)
        self.origin = (left, low)
        self.columns = (right - left) // self.step + 3  # an empty one at each side: no wrapping
        self.rows = (high - low) // self.step + 3

    def point(self, cell: Cell) -> Point:
        """Where a cell is."""
        row, column = divmod(cell, self.columns)
        return (
            self.origin[0] + (column - 1) * self.step,
            self.origin[1] + (row - 1) * self.step,
        )

    def near(self, point: Point, reach: int) -> Iterator[Cell]:
        """The walkable cells less than `reach` from a point."""
        for cell in self._box(point, point, reach):
            if cell in self.open and squared(self.point(cell), point) < reach * reach:
                yield cell

    def _box(self, one: Point, other: Point, reach: int) -> Iterator[Cell]:
        """The cells of the rectangle round two points, `reach` wider on each side."""
        rows, columns = (
            range(
                max(1, (min(one[axis], other[axis]) - reach - self.origin[axis]) // self.step + 1),
                min(
                    most, (max(one[axis], other[axis]) + reach - self.origin[axis]) // self.step + 1
                )
                + 1,
            )
            for axis, most in ((1, self.rows - 2), (0, self.columns - 2))
        )
        for row in rows:
            yield from range(row * self.columns + columns.start, row * self.columns + columns.stop)

    @cached_property
    def open(self) -> frozenset[Cell]:
        """The cells where somebody can walk: on the floor, and not too near to what is built."""
        cells = self._within(self.lobby.floor)
        for block in self.lobby.blocks:
            cells -= self._within(block)
        for start, end in self.lobby.segments:
            cells.difference_update(
                cell
                for cell in self._box(start, end, BODY)
                if distance_to_segment_squared(self.point(cell), start, end) < BODY**2
            )
        for pillar in self.lobby.pillars:
            wide = pillar.radius + BODY
            cells.difference_update(
                cell
                for cell in self._box(pillar.at, pillar.at, wide)
                if squared(self.point(cell), pillar.at) < wide**2
            )
        return frozenset(cells)

    def _within(self, outline: Polygon) -> set[Cell]:
        """The cells in an outline, row by row; on its border either way."""
        cells: set[Cell] = set()
        for row in range(1, self.rows - 1):
            y = self.origin[1] + (row - 1) * self.step
            crossed = sorted(
                x1 + (y - y1) * (x2 - x1) / (y2 - y1)
                for (x1, y1), (x2, y2) in edges(outline)
                if (y1 > y) != (y2 > y)
            )
            for left, right in zip(crossed[::2], crossed[1::2], strict=True):
                first = ceil((left - self.origin[0]) / self.step) + 1
                last = floor((right - self.origin[0]) / self.step) + 1
                cells.update(range(row * self.columns + first, row * self.columns + last + 1))
        return cells

    @cached_property
    def doors(self) -> tuple[frozenset[Cell], ...]:
        """For each door the cells right behind it."""
        return tuple(
            frozenset(
                cell
                for cell in self.near(each.at, each.width // 2 + BODY + self.step)
                if self.lobby.is_clear(each.at, self.point(cell))
            )
            for each in self.lobby.doors
        )

    @cached_property
    def counters(self) -> tuple[frozenset[Cell], ...]:
        """For each counter the cells where somebody has arrived at it."""
        reach = BODY + 2 * self.step
        return tuple(frozenset(self.near(each.at, reach)) for each in self.lobby.counters)

    def around(self, cell: Cell) -> tuple[Cell, ...]:
        """The eight cells around one, walkable or not."""
        up, down = cell - self.columns, cell + self.columns
        return (cell - 1, cell + 1, up, down, up - 1, up + 1, down - 1, down + 1)

    def reached(self, start: Iterable[Cell], among: frozenset[Cell] | set[Cell]) -> set[Cell]:
        """All cells that somebody gets to from `start` on cells of `among`."""
        seen = {cell for cell in start if cell in among}
        waiting = deque(seen)
        while waiting:
            for cell in self.around(waiting.popleft()):
                if cell in among and cell not in seen:
                    seen.add(cell)
                    waiting.append(cell)
        return seen

    def lengths(self, start: Iterable[Cell]) -> dict[Cell, float]:
        """How long the way to each cell is from the nearest of `start`, in millimetres."""
        lengths: dict[Cell, float] = {}
        heap = [(0.0, cell) for cell in start]
        while heap:
            length, cell = heappop(heap)
            if cell in lengths:
                continue
            lengths[cell] = length
            for index, other in enumerate(self.around(cell)):
                if other in self.open and other not in lengths:
                    far = self.step if index < 4 else hypot(self.step, self.step)
                    heappush(heap, (length + far, other))
        return lengths

    @cached_property
    def _to_counters(self) -> dict[Cell, float]:
        return self.lengths(cell for cells in self.counters for cell in cells)

    def to_counter(self, point: Point) -> float:
        """How far it is from a place to the nearest counter, on foot; infinite where no way is."""
        straight = [
            hypot(point[0] - each.at[0], point[1] - each.at[1])
            for each in self.lobby.counters
            if self._is_clear(point, each.at)
        ]
        if straight:
            return min(straight)
        cells = self.near(point, BODY + 2 * self.step)
        return min(
            (self._to_counters.get(cell, float("inf")) for cell in cells), default=float("inf")
        )

    def _is_clear(self, one: Point, other: Point) -> bool:
        """Whether somebody can walk straight from one point to the other."""
        return self._is_convex and self.lobby.is_clear(one, other)

    @cached_property
    def _is_convex(self) -> bool:
        return is_convex(self.lobby.floor)
