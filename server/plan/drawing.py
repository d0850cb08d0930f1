"""The plan of a lobby to print and tape from: an SVG, one unit a millimetre of the floor.

The room as it is seen from above, its corner at the lower left; the circles round the numbers are
as wide as the distance, so whoever looks at it sees that nobody is too near. Below, every number
with its x and y.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot

from look.colours import LIGHT
from server.plan.distances import Point, distance_to_segment_squared
from server.plan.floor import Lobby
from server.plan.legend import how_to_measure, in_line, metres, size, where
from server.plan.plan import LobbyPlan
from server.plan.polygons import Polygon, area, edges
from texts import Texts

PAGE = (190, 277)
"""Millimetres of paper: A4 without its borders, upright or on its side."""
MARGIN = 900
TITLE = 1_100
TEXT = 260
LABEL = 300
ROW = 330
SEAT = 60
TABLE_COLUMN = 2_700
TABLE_CELLS = (600, 1_450, 2_250)
DOOR_WORD = 800
"""How far outside the door its word stands, beyond the ruler."""
TICK = 120
BESIDE = ((0, 0), (420, 0), (-420, 0), (0, 360), (0, -360))
"""Where the number of a place in line may stand, from that place."""
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Verdana, sans-serif"


def as_svg(office: str, lobby: Lobby, plan: LobbyPlan, texts: Texts) -> str:
    """The whole picture; the same plan gives the same text."""
    drawing = _Drawing(lobby, plan, texts)
    head = f"{office}: {drawing.summary()}"
    parts = [*drawing.room(), *drawing.people(), *drawing.rulers(), *drawing.table(office)]
    width, height = drawing.width, drawing.height
    across, down = PAGE if height > width else PAGE[::-1]
    scale = min(across / width, down / height)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width * scale:.1f}mm" height="{height * scale:.1f}mm" '
        f'font-family="{FONT}" fill="{LIGHT.ink}">'
    )
    ground = f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
    return "\n".join([opening, f"<title>{escape(head)}</title>", ground, *parts, "</svg>", ""])


@dataclass(frozen=True)
class _Drawing:
    """The parts of one picture."""

    lobby: Lobby
    plan: LobbyPlan
    texts: Texts

    @property
    def width(self) -> int:
        """Of the picture, in its units."""
        left, _, right, _ = self.lobby.bounds
        return max(right - left + 2 * MARGIN, 4 * TABLE_COLUMN + 2 * MARGIN)

    @property
    def _table_rows(self) -> int:
        columns = max(1, (self.width - 2 * MARGIN) // TABLE_COLUMN)
        return -(-(len(self.plan.spots) + len(self.plan.in_line)) // columns)

    @property
    def _floor_height(self) -> int:
        _, low, _, high = self.lobby.bounds
        return high - low

    @property
    def height(self) -> int:
        """Of the picture, in its units."""
        return TITLE + self._floor_height + 2 * MARGIN + (self._table_rows + 6) * ROW

    def summary(self) -> str:
        """How many places, how far apart."""
        least = self.lobby.by_distance()[0].distance + self.plan.tolerance
        return self.texts.ngettext(
            "%(n)s place, %(apart)s m apart",
            "%(n)s places, %(apart)s m apart",
            len(self.plan.spots),
            apart=metres(least, self.texts),
        )

    def _at(self, point: Point) -> tuple[int, int]:
        """Where a point of the floor is in the picture."""
        left, _, _, high = self.lobby.bounds
        return MARGIN + point[0] - left, TITLE + high - point[1]

    def _path(self, points: Iterable[Point]) -> str:
        return " ".join(f"{x},{y}" for x, y in map(self._at, points))

    def _outline(self, polygon: Polygon, style: str) -> str:
        return f'<polygon points="{self._path(polygon)}" {style}/>'

    # ------------------------------------------------------------ the room

    def room(self) -> Iterator[str]:
        """Floor, aisles, what stands on it, walls, doors."""
        lobby = self.lobby
        edge = f'stroke="{LIGHT.ink}" stroke-width="80" stroke-linejoin="round"'
        yield self._outline(lobby.floor, f'fill="{LIGHT.ground}"')
        for aisle in lobby.aisles:
            yield self._outline(aisle, f'fill="{LIGHT.surface}"')
            yield self._word(_middle(aisle), self.texts.gettext("keep free"), LIGHT.quiet)
        for block in lobby.blocks:
            yield self._outline(block, f'fill="{LIGHT.line}"')
        for pillar in lobby.pillars:
            x, y = self._at(pillar.at)
            yield f'<circle cx="{x}" cy="{y}" r="{pillar.radius}" fill="{LIGHT.line}"/>'
        for wall in lobby.walls:
            yield f'<polyline points="{self._path(wall)}" fill="none" {edge}/>'
        yield self._outline(lobby.floor, f'fill="none" {edge}')
        for door in lobby.doors:
            yield from self._door(door.at, door.width)

    def _door(self, at: Point, width: int) -> Iterator[str]:
        """A gap in the wall between two posts, and the word outside."""
        start, end = min(
            edges(self.lobby.floor), key=lambda side: distance_to_segment_squared(at, *side)
        )
        length = hypot(end[0] - start[0], end[1] - start[1])
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        posts = [
            (round(at[0] + part * along[0]), round(at[1] + part * along[1]))
            for part in (-width / 2, width / 2)
        ]
        line = f'<polyline points="{self._path(posts)}" fill="none"'
        yield f'{line} stroke="{LIGHT.accent}" stroke-width="100"/>'
        yield f'{line} stroke="#FFFFFF" stroke-width="60"/>'
        side = -1 if area(self.lobby.floor) > 0 else 1
        away = (
            round(at[0] - side * DOOR_WORD * along[1]),
            round(at[1] + side * DOOR_WORD * along[0]),
        )
        yield self._word(away, self.texts.gettext("door"), LIGHT.accent)

    # ------------------------------------------------------------ people

    def people(self) -> Iterator[str]:
        """Counters, kiosks, and every place with its number."""
        for counter in self.lobby.counters:
            yield self._tile(counter.at, str(counter.number), LIGHT.ink)
        for kiosk in self.lobby.kiosks:
            yield self._word(kiosk.at, self.texts.gettext("kiosk"), LIGHT.accent)
        least = self.lobby.by_distance()[0].distance + self.plan.tolerance
        yield f'<clipPath id="floor">{self._outline(self.lobby.floor, "")}</clipPath>'
        yield f'<g clip-path="url(#floor)" fill="none" stroke="{LIGHT.line}" stroke-width="12">'
        for spot in self.plan.spots:
            x, y = self._at(spot.at)
            yield f'<circle cx="{x}" cy="{y}" r="{least // 2}"/>'
        yield "</g>"
        yield from self._free_seats()
        for spot in self.plan.spots:
            colour = LIGHT.ink if spot.number in self.plan.used else LIGHT.line
            yield self._label(spot.at, str(spot.number), LABEL, colour)
        yield from self._lines()

    def _lines(self) -> Iterator[str]:
        """Places in line at kiosks; where a number is in the way, a dot, and theirs beside it."""
        numbered = [spot.at for spot in self.plan.spots]
        numbered += [place.at for place in self.plan.in_line]
        for place in self.plan.in_line:
            others = [at for at in numbered if at != place.at]
            beside = [(place.at[0] + x, place.at[1] + y) for x, y in BESIDE]
            free = (at for at in beside if not any(_is_near(at, other) for other in others))
            at = next(free, place.at)
            if at != place.at:
                x, y = self._at(place.at)
                yield f'<circle cx="{x}" cy="{y}" r="{SEAT}" fill="{LIGHT.accent}"/>'
            yield self._label(at, in_line(place.number), LABEL, LIGHT.accent)

    def _free_seats(self) -> Iterator[str]:
        """Seats without a number."""
        numbered = {spot.at for spot in self.plan.spots}
        for seat in self.lobby.seats:
            if seat not in numbered:
                x, y = self._at(seat)
                yield f'<circle cx="{x}" cy="{y}" r="{SEAT}" fill="{LIGHT.line}"/>'

    def _tile(self, at: Point, text: str, colour: str) -> str:
        x, y = self._at(at)
        side = 2 * LABEL - 160
        box = f'x="{x - side // 2}" y="{y - side // 2}" width="{side}" height="{side}"'
        return f'<rect {box} rx="60" fill="{colour}"/>' + self._label(at, text, LABEL, "#FFFFFF")

    def _word(self, at: Point, word: str, colour: str) -> str:
        return self._label(at, word, TEXT, colour)

    def _label(self, at: Point, text: str, height: int, colour: str) -> str:
        x, y = self._at(at)
        return (
            f'<text x="{x}" y="{y + height * 35 // 100}" font-size="{height}" font-weight="700" '
            f'text-anchor="middle" fill="{colour}">{escape(text)}</text>'
        )

    # ------------------------------------------------------------ to measure by

    def rulers(self) -> Iterator[str]:
        """Metres along the left and the lower side, and the corner that they begin at."""
        left, low, right, high = self.lobby.bounds
        for x in range(-(-left // 1000) * 1000, right + 1, 1000):
            yield from self._tick((x, low), 0, TICK, str(x // 1000))
        for y in range(-(-low // 1000) * 1000, high + 1, 1000):
            yield from self._tick((left, y), -TICK, 0, str(y // 1000))
        x, y = self._at((0, 0))
        yield f'<circle cx="{x}" cy="{y}" r="120" fill="{LIGHT.accent}"/>'

    def _tick(self, at: Point, across: int, down: int, text: str) -> Iterator[str]:
        x, y = self._at(at)
        yield (
            f'<path d="M{x},{y}l{2 * across},{2 * down}" stroke="{LIGHT.ink}" stroke-width="30"/>'
        )
        to_x, to_y = x + 4 * across, y + 4 * down + (TEXT // 3 if not down else 0)
        yield (f'<text x="{to_x}" y="{to_y}" font-size="{TEXT}" text-anchor="middle">{text}</text>')

    def table(self, office: str) -> Iterator[str]:
        """The title above; below from where to measure, and all numbers with x and y."""
        texts = self.texts
        below = TITLE + self._floor_height + MARGIN
        yield self._line(MARGIN, TITLE * 4 // 10, LABEL, office, 700)
        yield self._line(MARGIN, TITLE * 7 // 10, TEXT, self.summary())
        for index, told in enumerate((size(self.lobby, texts), *how_to_measure(self.lobby, texts))):
            yield self._line(MARGIN, below + (index + 1) * ROW, TEXT, told)
        first = below + 5 * ROW
        places = [(str(spot.number), spot.at) for spot in self.plan.spots]
        places += [(in_line(place.number), place.at) for place in self.plan.in_line]
        for column in range(-(-len(places) // max(1, self._table_rows))):
            yield from self._row(column, first, (texts.gettext("No."), "x", "y"))
        for index, (number, at) in enumerate(places):
            column, row = divmod(index, max(1, self._table_rows))
            cells = (number, *where(at, texts))
            yield from self._row(column, first + (row + 1) * ROW, cells)

    def _row(self, column: int, y: int, cells: Sequence[str]) -> Iterator[str]:
        """A number and its x and y, each at the right of its column."""
        left = MARGIN + column * TABLE_COLUMN
        for cell, x, weight in zip(cells, TABLE_CELLS, (700, 400, 400), strict=True):
            style = f'font-size="{TEXT}" font-weight="{weight}" text-anchor="end"'
            yield f'<text x="{left + x}" y="{y}" {style}>{escape(cell)}</text>'

    @staticmethod
    def _line(x: int, y: int, height: int, text: str, weight: int = 400) -> str:
        style = f'font-size="{height}" font-weight="{weight}"'
        return f'<text x="{x}" y="{y}" {style}>{escape(text)}</text>'


def _is_near(one: Point, other: Point) -> bool:
    """Whether two numbers at these points would touch."""
    return abs(one[0] - other[0]) < 2 * LABEL * 6 // 10 + 60 and abs(one[1] - other[1]) < LABEL


def _middle(polygon: Polygon) -> Point:
    xs, ys = zip(*polygon, strict=True)
    return sum(xs) // len(xs), sum(ys) // len(ys)
