"""The plan of a lobby on a terminal: numbers at their places, in the room's proportions.

A character is about half as wide as high, so a row is as many metres as two columns. Rulers at the
left and below give metres from the corner.
"""

from collections.abc import Iterator
from itertools import pairwise

from server.plan.distances import Point, squared
from server.plan.floor import Lobby
from server.plan.legend import how_to_measure, in_line, size
from server.plan.plan import LobbyPlan
from server.plan.polygons import is_inside, is_strictly_inside
from texts import Texts

LEAST_COLUMNS = 40
MARGIN = 4
"""Columns for the ruler at the left."""
BUILT, AISLE, WALL = "▓", "░", "█"
DOOR, KIOSK, SEAT, BLOCKED, TOO_NARROW = "▽", "K", "▫", "x", "·"
LEAST_TICK_COLUMNS = 5
MOST_ROWS = 48
"""Of a picture; only a room that is very long has more."""
LEAST_PICTURE = 8


def draw(lobby: Lobby, plan: LobbyPlan, texts: Texts, columns: int) -> str:
    """Lines of text, at most `columns` wide; places that no profile uses are crosses."""
    canvas = _Canvas(lobby, _columns(lobby, max(LEAST_COLUMNS, columns) - MARGIN - 1))
    canvas.draw_room()
    for seat in lobby.seats:
        canvas.mark(seat, SEAT)
    used = plan.used
    for counter in lobby.counters:
        canvas.label(counter.at, f"[{counter.number}]")
    for kiosk in lobby.kiosks:
        canvas.label(kiosk.at, KIOSK)
    for place in plan.in_line:
        canvas.label(place.at, in_line(place.number))
    for spot in plan.spots:
        canvas.label(spot.at, str(spot.number) if spot.number in used else BLOCKED)
    shown = "   ".join(f"{mark} {word}" for mark, word in _key(canvas, plan, texts))
    below = (size(lobby, texts), *how_to_measure(lobby, texts))
    return "\n".join([*canvas.lines(), shown, *below])


def _columns(lobby: Lobby, columns: int) -> int:
    """As many as there are, or fewer where the picture would become too high."""
    left, low, right, high = lobby.bounds
    fitting = round(2 * MOST_ROWS * (right - left) / (high - low))
    return max(LEAST_PICTURE, min(columns, fitting))


def _key(canvas: "_Canvas", plan: LobbyPlan, texts: Texts) -> Iterator[tuple[str, str]]:
    """What the marks on the canvas mean, of those that are there."""
    words = {
        DOOR: texts.gettext("door"),
        "]": texts.gettext("counter"),
        KIOSK: texts.gettext("kiosk, and places in line there")
        if plan.lines
        else texts.gettext("kiosk"),
        SEAT: texts.gettext("seat without a number"),
        BUILT: texts.gettext("pillar, furniture"),
        AISLE: texts.gettext("keep free"),
        BLOCKED: texts.gettext("not used"),
        TOO_NARROW: texts.gettext("place, too narrow for its number"),
    }
    there = {character for row in canvas.rows for character in row}
    for mark, word in words.items():
        if mark in there:
            yield ("[1]" if mark == "]" else mark), word


class _Canvas:
    """Rows of characters over the floor, its outer wall around; the first row is the farthest."""

    def __init__(self, lobby: Lobby, columns: int) -> None:
        self._lobby = lobby
        self._left, low, right, self._high = lobby.bounds
        self._column = (right - self._left) / (columns - 3)
        self._row = 2 * self._column
        count = max(1, round((self._high - low) / self._row))
        self._row = (self._high - low) / count
        self.rows = [[" "] * columns for _ in range(count + 3)]
        self._labels: set[tuple[int, int]] = set()

    def draw_room(self) -> None:
        """What is built, and the aisles."""
        inside = {
            (row, column)
            for row in range(len(self.rows))
            for column in range(len(self.rows[0]))
            if is_inside(self._point(row, column), self._lobby.floor)
        }
        for row, line in enumerate(self.rows):
            for column in range(len(line)):
                if (row, column) in inside:
                    line[column] = self._ground(self._point(row, column))
                elif not inside.isdisjoint(_around(row, column)):
                    line[column] = WALL
        for wall in self._lobby.walls:
            for start, end in pairwise(wall):
                self._line(start, end)
        for pillar in self._lobby.pillars:
            row, column = self._cell(pillar.at)
            self.rows[row][column] = BUILT
        self._open_doors()

    def _ground(self, point: Point) -> str:
        lobby = self._lobby
        if any(is_strictly_inside(point, block) for block in lobby.blocks) or any(
            squared(point, pillar.at) < pillar.radius**2 for pillar in lobby.pillars
        ):
            return BUILT
        return AISLE if lobby.is_in_aisle(point) else " "

    def _line(self, start: Point, end: Point) -> None:
        (row, column), (last_row, last_column) = self._cell(start), self._cell(end)
        steps = max(abs(last_row - row), abs(last_column - column), 1)
        for step in range(steps + 1):
            at_row = round(row + (last_row - row) * step / steps)
            at_column = round(column + (last_column - column) * step / steps)
            self.rows[at_row][at_column] = WALL

    def _open_doors(self) -> None:
        """Take the outer wall away along each door, and mark its middle."""
        for door in self._lobby.doors:
            reach = max(door.width / 2, self._row) ** 2
            opening = [
                (squared(door.at, self._point(row, column)), row, column)
                for row, line in enumerate(self.rows)
                for column, character in enumerate(line)
                if character == WALL and self._is_at(door.at, row, column, reach)
            ]
            for _, row, column in opening:
                self.rows[row][column] = " "
            if opening:
                _, row, column = min(opening)
                self.rows[row][column] = DOOR

    def _is_at(self, at: Point, row: int, column: int, reach: float) -> bool:
        """Whether an outer cell lies along an opening: one row or column further out does not."""
        point = self._point(row, column)
        return squared(at, point) <= reach + self._row**2

    def mark(self, at: Point, character: str) -> None:
        """One character at a place; labels go over it."""
        row, column = self._cell(at)
        self.rows[row][column] = character

    def label(self, at: Point, text: str) -> None:
        """Text with its middle at a place; a dot where another is in the way."""
        row, column = self._cell(at)
        first = min(max(1, column - (len(text) - 1) // 2), len(self.rows[0]) - 1 - len(text))
        cells = {(row, first + index) for index in range(-1, len(text) + 1)}
        if not self._labels.isdisjoint(cells):
            if (row, column) not in self._labels:
                self.rows[row][column] = BLOCKED if text == BLOCKED else TOO_NARROW
            return
        for index, character in enumerate(text):
            self.rows[row][first + index] = character
            self._labels.add((row, first + index))

    def lines(self) -> Iterator[str]:
        """The rows with their rulers, without spaces at the ends."""
        marks = {self._cell((self._left, metre))[0]: metre for metre in self._ticks(1)}
        for row, line in enumerate(self.rows):
            ruler = f"{marks[row] // 1000}" if row in marks else ""
            yield f"{ruler:>{MARGIN - 1}} {''.join(line)}".rstrip()
        below = [" "] * (MARGIN + len(self.rows[0]) + MARGIN)
        for metre in self._ticks(0):
            _, column = self._cell((metre, self._high))
            text = str(metre // 1000)
            below[MARGIN + column : MARGIN + column + len(text)] = text
        yield "".join(below).rstrip()

    def _ticks(self, axis: int) -> range:
        """Whole metres along x (0) or y (1), as close as they can be read."""
        bounds = self._lobby.bounds
        least = LEAST_TICK_COLUMNS * self._column if axis == 0 else 2 * self._row
        step = next((each for each in (1000, 2000, 5000, 10_000) if each >= least), 20_000)
        first = -(-bounds[axis] // step) * step
        return range(first, bounds[axis + 2] + 1, step)

    def _point(self, row: int, column: int) -> Point:
        """The place of a cell; the outermost cells lie outside the floor."""
        x = self._left + (column - 1) * self._column
        return round(x), round(self._high - (row - 1) * self._row)

    def _cell(self, at: Point) -> tuple[int, int]:
        row = 1 + round((self._high - at[1]) / self._row)
        return row, 1 + round((at[0] - self._left) / self._column)


def _around(row: int, column: int) -> set[tuple[int, int]]:
    return {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)}
