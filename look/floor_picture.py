"""The hall seen from above on a terminal: each number at its place, in the right proportions. Pure.

For display, desk and kiosk. Numbers are drawn in half-block letters where the places are far enough
apart for that, else in the terminal's own; the size depends on the plan alone, not on who stands
where, so that nothing jumps. Two numbers never overlap; one that could not be read, or for which
there is no room, is left out, and the caller is told. `terminal/web/floor.js` draws it for pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from look.big_numbers import draw_big
from look.colours import DARK, STATE_MARKS, Palette, counter_tile
from look.floor_cells import Canvas, Run
from look.floor_geometry import Cell, Frame, Point, nearest
from look.floor_walls import draw_walls, open_door
from protocol.snapshots import FloorView, RoomView, SpotView
from texts import Texts

if TYPE_CHECKING:
    from rich.text import Text

FREE, BLOCKED, UNUSED, KIOSK, WAY = "○", "✕", "·", "▣", "•"
TAKEN = "◆"
"""A place whose number is left out."""
ARROWS = {(1, 0): "▼", (-1, 0): "▲", (0, 1): "▶", (0, -1): "◀"}
"""At doors, into the room."""
#: A terminal's own capitals are at least so much of a row high.
CAPITAL_ROWS = 0.58
#: Half-block digits are told apart from so many rows on, and larger than this they are not needed.
LEAST_BIG, LARGEST_BIG = 4, 12
USUAL_LETTERS = 5
SHIFTS = (0, -1, 1, -2, 2)
WIDEST_LETTERS = "W-000000"


@dataclass(frozen=True)
class Way:
    """An open call: the number goes from a spot to the counter with this number."""

    number: str
    counter: int
    spot: int


@dataclass(frozen=True)
class FloorOptions:
    """What is asked of a picture.

    `turn`: degrees clockwise, so that up is where the viewer looks. `texts`: the language of the
    word at doors. `positions`: from a counter's number to its place in the office's list, for its
    colour. `highlight`: a spot that stands out, with `label` written there whoever has it.
    `least_rows`: labels whose digits would be lower are left out.
    """

    turn: int = 0
    texts: Texts | None = None
    ways: Sequence[Way] = ()
    positions: Mapping[int, int] = field(default_factory=dict)
    highlight: int | None = None
    label: str = ""
    least_rows: float = 0.0
    palette: Palette = DARK


@dataclass(frozen=True)
class FloorPicture:
    """`lines` of runs; `label_rows` is the height of a ticket's digits in rows.

    `is_cut`: some label was left out, too small to be read or without room.
    """

    lines: tuple[tuple[Run, ...], ...]
    label_rows: float
    is_cut: bool

    def as_text(self) -> "Text":
        """The picture as Rich has it."""
        from rich.text import Text

        text = Text(end="", no_wrap=True)
        for index, line in enumerate(self.lines):
            if index:
                text.append("\n")
            for run in line:
                text.append(run.text, style=run.style)
        return text

    def __str__(self) -> str:
        return "\n".join("".join(run.text for run in line) for line in self.lines)


def draw_floor(
    floor: FloorView,
    room: RoomView | None,
    columns: int,
    rows: int,
    options: FloorOptions | None = None,
) -> FloorPicture:
    """Draw a floor into `columns` x `rows` cells. Without a `room` all places are free."""
    return _Picture(floor, room, max(3, columns), max(3, rows), options or FloorOptions()).draw()


class _Picture:
    def __init__(
        self,
        floor: FloorView,
        room: RoomView | None,
        columns: int,
        rows: int,
        options: FloorOptions,
    ) -> None:
        self._floor, self._room, self._options = floor, room, options
        self._frame = Frame(floor, columns, rows, options.turn)
        self._canvas = Canvas(columns, rows, options.palette.line)
        self._taken = {each.spot: each for each in room.spots} if room else {}
        self._blocked = set(room.blocked if room else ())
        self._unused = {
            number
            for number in (room.unused if room else ())
            if number not in self._taken and number != options.highlight
        }
        self._is_cut = False
        self._big = self._big_rows()

    @property
    def _label_rows(self) -> float:
        return self._big or CAPITAL_ROWS

    def draw(self) -> FloorPicture:
        """Draw: first what is built, then labels, those that matter most first."""
        draw_walls(self._canvas, self._frame)
        self._draw_people()
        for counter in self._floor.counters:
            self._draw_counter(counter.number, counter.at)
        for spot in self._floor.spots:
            if spot.number not in self._taken and spot.number != self._options.highlight:
                self._draw_empty(spot.number, self._frame.cell(spot.at))
        for kiosk in self._floor.kiosks:
            self._canvas.mark(self._frame.cell(kiosk), KIOSK, self._options.palette.quiet)
        for place in self._floor.kiosk_lines:
            self._draw_in_line(place.number, self._frame.cell(place.at))
        for door in self._floor.doors:
            self._draw_door(door.at, door.width)
        for way in self._options.ways:
            self._draw_way(way)
        return FloorPicture(tuple(self._canvas.lines()), self._label_rows, self._is_cut)

    # ------------------------------------------------------------ sizes

    def _big_rows(self) -> int:
        """Rows of the half-block digits that fit at every place; 0: only the terminal's own do."""
        numbers = [each.number for each in self._taken.values()]
        numbers += [way.number for way in self._options.ways]
        letters = max(map(len, [" " * USUAL_LETTERS, self._options.label, *numbers]))
        cells = [
            self._frame.cell(each.at)
            for each in self._floor.spots
            if each.number not in self._unused
        ]
        for rows in range(LARGEST_BIG, LEAST_BIG - 1, -1):
            columns = self._big_columns(letters, rows)
            if all(
                abs(one[0] - other[0]) > rows or abs(one[1] - other[1]) > columns + 1
                for index, one in enumerate(cells)
                for other in cells[:index]
            ):
                return rows
        return 0

    def _big_columns(self, letters: int, rows: int) -> int:
        return draw_big(WIDEST_LETTERS[:letters], self._canvas.columns * 2, rows).columns + 2

    def _write(self, mark: str, text: str) -> tuple[str, ...]:
        """A number after its mark, as large as this picture has it."""
        if not self._big:
            return (f"{mark}{text}",)
        lines = draw_big(text, self._big_columns(len(text), self._big) - 2, self._big).lines
        middle = (len(lines) - 1) // 2
        return tuple(f"{mark if row == middle else ' '}{line} " for row, line in enumerate(lines))

    # ------------------------------------------------------------ people

    def _draw_people(self) -> None:
        palette, options = self._options.palette, self._options
        spots = {each.number: each.at for each in self._floor.spots}
        if options.highlight in spots:
            taken = self._taken.get(options.highlight)
            text = options.label or (taken.number if taken else str(options.highlight))
            style = f"bold {palette.ground} on {palette.ink}"
            self._draw_number("▸", text, self._frame.cell(spots[options.highlight]), style)
        for spot, taken in self._taken.items():
            if spot in spots and spot != options.highlight:
                self._draw_taken(taken, self._frame.cell(spots[spot]))
        for way in options.ways:
            if way.spot in spots and self._is_standing(way):
                self._draw_number(
                    *(STATE_MARKS["called"], way.number, self._frame.cell(spots[way.spot])),
                    f"bold {palette.ground} on {palette.ink}",
                )

    def _is_standing(self, way: Way) -> bool:
        """Whether a called number still stands where it stood: nobody else has come there."""
        return way.spot not in self._taken and way.spot not in self._unused

    def _draw_taken(self, taken: SpotView, cell: Cell) -> None:
        palette = self._options.palette
        if taken.state == "come_in":
            style = f"bold {palette.on_accent} on {palette.accent}"
            self._draw_number(STATE_MARKS["come_in"], taken.number, cell, style)
        else:
            self._draw_number(" ", taken.number, cell, f"bold {palette.ink}")

    def _draw_number(self, mark: str, text: str, cell: Cell, style: str) -> None:
        is_legible = self._label_rows >= self._options.least_rows
        if is_legible and self._canvas.place(self._write(mark, text), cell, style, SHIFTS):
            return
        self._is_cut = True
        self._canvas.mark(cell, mark.strip() or TAKEN, style)

    # ------------------------------------------------------------ places, counters

    def _draw_small(self, text: str, cell: Cell, style: str, narrow: str = "") -> bool:
        """A label in the terminal's own letters, `narrow` where there is no room for it."""
        if self._options.least_rows <= CAPITAL_ROWS and any(
            self._canvas.place((each,), cell, style) for each in (text, narrow) if each
        ):
            return True
        self._is_cut = True
        return False

    def _draw_empty(self, number: int, cell: Cell) -> None:
        quiet = self._options.palette.quiet
        if number in self._blocked:
            if not self._draw_small(f"{BLOCKED}{number}", cell, quiet):
                self._canvas.mark(cell, BLOCKED, quiet)
        elif number in self._unused:
            self._canvas.mark(cell, UNUSED, quiet)
        elif any(way.spot == number and self._is_standing(way) for way in self._options.ways):
            return
        elif not self._draw_small(f"{FREE}{number}", cell, quiet):
            self._canvas.mark(cell, FREE, quiet)

    def _draw_in_line(self, number: int, cell: Cell) -> None:
        """Somebody may stand there, nobody is given the place."""
        quiet = self._options.palette.quiet
        if not self._draw_small(f"K{number}", cell, quiet):
            self._canvas.mark(cell, UNUSED, quiet)

    def _draw_counter(self, number: int, at: Point) -> None:
        tile = counter_tile(self._options.positions.get(number, number - 1))
        style, cell = f"bold {tile.ink} on {tile.fill}", self._frame.cell(at)
        if not self._draw_small(f" {number} ", cell, style, str(number)):
            self._canvas.mark(cell, "■", tile.fill)

    # ------------------------------------------------------------ doors and ways

    def _draw_door(self, at: Point, width: int) -> None:
        """A gap in the wall with an arrow into the room, and the word."""
        word = self._options.texts.gettext("door") if self._options.texts else ""
        cell, inward = open_door(self._canvas, self._frame, at, width)
        style = self._options.palette.ink
        if not self._draw_small(f"{ARROWS[inward]} {word}".strip(), cell, style):
            self._canvas.mark(cell, ARROWS[inward], style)

    def _draw_way(self, way: Way) -> None:
        start = next((each.at for each in self._floor.spots if each.number == way.spot), None)
        end = next((each.at for each in self._floor.counters if each.number == way.counter), None)
        if start is None or end is None:
            return
        (row, column), (last_row, last_column) = self._frame.cell(start), self._frame.cell(end)
        steps = max(abs(last_row - row), abs(last_column - column) // 2, 1)
        cells = [
            (
                nearest(row + (last_row - row) * step / steps),
                nearest(column + (last_column - column) * step / steps),
            )
            for step in range(steps + 1)
        ]
        first = 0 if self._is_standing(way) else self._draw_on_the_way(way.number, cells)
        for at in cells[first:] if first is not None else ():
            self._canvas.mark(at, WAY, self._options.palette.accent)

    def _draw_on_the_way(self, number: str, cells: Sequence[Cell]) -> int | None:
        """Write a called number where there is room on its way, and give where, or None."""
        if self._label_rows < self._options.least_rows:
            return None
        palette = self._options.palette
        lines = self._write(STATE_MARKS["called"], number)
        style = f"bold {palette.ground} on {palette.ink}"
        for index, cell in enumerate(cells):
            if self._canvas.place(lines, cell, style):
                return index
        return None
