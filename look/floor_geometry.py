"""A lobby seen from above, in cells of a terminal: how it is turned, and where each point is.

A cell is taken to be half as wide as high, so half a row is as many millimetres as a column, and
the room keeps its proportions. `terminal/web/floor-geometry.js` is the counterpart for pages.
"""

from dataclasses import dataclass
from functools import cached_property
from math import floor

from protocol.snapshots import FloorView

Point = tuple[int, int]
Cell = tuple[int, int]
"""Row and column."""
Pixel = tuple[float, float]
"""Half rows down and columns to the right."""

#: Cells of the wall at each side of the floor.
WALL = 1


@dataclass(frozen=True)
class Frame:
    """A floor turned clockwise by `turn` degrees, as large as fits into its cells."""

    room: FloorView
    columns: int
    rows: int
    turn: int = 0

    @cached_property
    def _bounds(self) -> tuple[int, int, int, int]:
        xs, ys = zip(*self.room.floor, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of the turned floor in millimetres."""
        left, low, right, high = self._bounds
        width, height = max(1, right - left), max(1, high - low)
        return (height, width) if self.turn // 90 % 2 else (width, height)

    @cached_property
    def column(self) -> float:
        """Millimetres of a column, and of half a row."""
        width, height = self.size
        across, down = max(1, self.columns - 2 * WALL - 1), max(1, 2 * (self.rows - 2 * WALL) - 1)
        return max(width / across, height / down)

    @cached_property
    def _offset(self) -> Pixel:
        """Half rows above and columns left of the floor, so that it stands in the middle."""
        width, height = (each / self.column for each in self.size)
        return (2 * self.rows - height - 1) / 2, (self.columns - width - 1) / 2

    def place(self, at: Point) -> Pixel:
        """Where a point of the floor is in the picture."""
        left, low, right, high = self._bounds
        across, down = self._turned(at[0] - left, high - at[1], right - left, high - low)
        above, before = self._offset
        return above + down / self.column, before + across / self.column

    def _turned(self, right: int, down: int, width: int, height: int) -> tuple[int, int]:
        """How far to the right and down a point of the unturned picture is in the turned one."""
        match self.turn // 90 % 4:
            case 1:
                return height - down, right
            case 2:
                return width - right, height - down
            case 3:
                return down, width - right
            case _:
                return right, down

    def cell(self, at: Point) -> Cell:
        """The cell in which a point of the floor lies."""
        down, across = self.place(at)
        return int(down / 2 + 0.25), nearest(across)


def nearest(number: float) -> int:
    """The nearest whole number, always the same one of two that are as near."""
    return floor(number + 0.5)
