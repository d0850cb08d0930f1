"""A canvas of cells on which a floor is drawn: half-block pixels, and labels that never overlap.

Walls and what is built are pixels, two to a cell. A label claims its cells with a gap around; what
finds no free cells is not drawn, and whoever wanted it is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from look.floor_geometry import Cell, Pixel, nearest

_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


@dataclass(frozen=True)
class Run:
    """Characters of one style; `style` as Rich reads it, such as "bold #F5F7FA on #0E1A2B"."""

    text: str
    style: str


class Canvas:
    """`columns` x `rows` cells; `pixel_style` is that of walls and what is built."""

    def __init__(self, columns: int, rows: int, pixel_style: str) -> None:
        self.columns, self.rows = columns, rows
        self._pixel_style = pixel_style
        self._pixels: set[tuple[int, int]] = set()
        self._cells: dict[Cell, Run] = {}
        self._claimed: set[Cell] = set()

    def dot(self, row: int, column: int) -> None:
        """Fill a pixel; `row` counts half rows."""
        self._pixels.add((row, column))

    def line(self, start: Pixel, end: Pixel) -> None:
        """Fill the pixels between two points."""
        (down, across), (last_down, last_across) = start, end
        steps = max(1, ceil(max(abs(last_down - down), abs(last_across - across))) * 2)
        for step in range(steps + 1):
            part = step / steps
            self.dot(
                nearest(down + (last_down - down) * part),
                nearest(across + (last_across - across) * part),
            )

    def clear(self, middle: Pixel, reach: float) -> None:
        """Take away the pixels no farther than `reach` from a point."""
        self._pixels = {
            each
            for each in self._pixels
            if (each[0] - middle[0]) ** 2 + (each[1] - middle[1]) ** 2 > reach**2
        }

    def place(
        self, lines: Sequence[str], middle: Cell, style: str, shifts: Sequence[int] = (0,)
    ) -> bool:
        """Put a label with its middle at a cell, if there or beside it are free ones."""
        height, width = len(lines), max(map(len, lines))
        top = min(max(0, middle[0] - (height - 1) // 2), self.rows - height)
        for shift in shifts:
            left = middle[1] - (width - 1) // 2 + shift
            left = min(max(0, left), self.columns - width)
            wanted = {
                (top + row, left + column) for row in range(height) for column in range(width)
            }
            around = {(row, column + step) for row, column in wanted for step in (-1, 1)}
            if top >= 0 and left >= 0 and self._claimed.isdisjoint(wanted | around):
                self._claimed |= wanted
                for row, line in enumerate(lines):
                    for column, character in enumerate(line.ljust(width)):
                        self._cells[top + row, left + column] = Run(character, style)
                return True
        return False

    def mark(self, at: Cell, character: str, style: str) -> None:
        """One character where no label is, in front of the pixels; it claims nothing."""
        row, column = at
        if 0 <= row < self.rows and 0 <= column < self.columns and at not in self._claimed:
            self._cells[at] = Run(character, style)

    def lines(self) -> Iterator[tuple[Run, ...]]:
        """The rows, each as runs of one style."""
        for row in range(self.rows):
            cells = [self._cell(row, column) for column in range(self.columns)]
            yield tuple(
                Run("".join(cell.text for cell in run), style)
                for style, run in groupby(cells, key=lambda cell: cell.style)
            )

    def _cell(self, row: int, column: int) -> Run:
        if (row, column) in self._cells:
            return self._cells[row, column]
        pixels = ((2 * row, column) in self._pixels, (2 * row + 1, column) in self._pixels)
        return Run(_BLOCKS[pixels], self._pixel_style if any(pixels) else "")
