"""Where spots may be: the points among which a plan chooses.

Fixed seats are their own candidates. On open floor no single pattern is best: hexagonal rows hold
most in the middle, square ones or stretched rows may win at the border, and a plain grid fills what
rows leave beside obstacles. So the best pattern of each family is taken, with a grid of half a
metre. (A fine grid alone is worse: no grid holds a hexagonal pattern.)
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from server.plan.distances import Point, root_up
from server.plan.floor import Lobby, canonical

GRID_PITCH = 500
MOST_POINTS = 6_000
"""Candidates that are handed to the solver; beyond it patterns are left out, the grid first."""
MOST_TRIED = 120_000
"""Points that are tried over all patterns: about a second of work."""
PHASES = (6, 4, 3, 2, 1)
"""How many beginnings of a pattern are tried each way, where there are obstacles."""

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Pattern:
    """Rows of points: `spacing` within a row, `pitch` between rows, each second row moved on."""

    spacing: int
    pitch: int
    shift: int
    upright: bool  # rows along y instead of x

    def points(self, box: Box, phase: tuple[int, int] = (0, 0)) -> Iterator[Point]:
        """All its points in a box, beginning `phase` away from the box's corner."""
        left, low, right, high = box if not self.upright else (box[1], box[0], box[3], box[2])
        for row, y in enumerate(range(low + phase[1], high + 1, self.pitch)):
            moved = self.shift if row % 2 else 0
            for x in range(left + (phase[0] + moved) % self.spacing, right + 1, self.spacing):
                yield (y, x) if self.upright else (x, y)


def candidates(lobby: Lobby, distance: int) -> tuple[tuple[Point, ...], list[tuple[Point, ...]]]:
    """The points to choose from, in canonical order, and the patterns, each a plan in itself."""
    fits = partial(lobby.may_wait_at, distance=distance)
    if lobby.seats:
        return tuple(filter(fits, canonical(lobby.seats))), []
    box = _standing_box(lobby)
    if box[0] > box[2] or box[1] > box[3]:
        return (), []
    patterns = sorted(_best_of_each(lobby, box, distance), key=lambda each: (-len(each), each))
    points: set[Point] = set()
    for each in (*patterns, _grid(lobby, box, distance)):
        if len(points) + len(each) <= MOST_POINTS or not points:
            points.update(each)
    return tuple(canonical(points)), patterns


def _standing_box(lobby: Lobby) -> Box:
    left, low, right, high = lobby.bounds
    free = lobby.clearance
    return left + free, low + free, right - free, high - free


def _grid(lobby: Lobby, box: Box, distance: int) -> tuple[Point, ...]:
    if (box[2] - box[0]) * (box[3] - box[1]) > MOST_POINTS * GRID_PITCH**2:
        return ()
    points = Pattern(GRID_PITCH, GRID_PITCH, 0, upright=False).points(box)
    return tuple(point for point in points if lobby.may_wait_at(point, distance))


def _best_of_each(lobby: Lobby, box: Box, distance: int) -> Iterator[tuple[Point, ...]]:
    """The fullest square pattern, and the fullest plain and stretched rows of both directions."""
    families = _families(box, distance)
    steps = _phases(lobby, box, distance, sum(map(len, families)))
    for family in families:
        best: tuple[Point, ...] = ()
        for pattern in family:
            for phase in _beginnings(pattern, steps):
                found = tuple(
                    p for p in pattern.points(box, phase) if lobby.may_wait_at(p, distance)
                )
                best = max(best, found, key=len)
        if best:
            yield tuple(sorted(best))


def _families(box: Box, distance: int) -> list[list[Pattern]]:
    width, height = box[2] - box[0], box[3] - box[1]
    tries = max(1, MOST_TRIED // (4 * (1 + width * height // distance**2)))
    square = Pattern(distance, distance, 0, upright=False)
    families = [[square]]
    for upright, (along, across) in ((False, (width, height)), (True, (height, width))):
        spacings = _spacings(along, across, distance)
        families.append([_staggered(distance, distance, upright)])
        families.append([_staggered(each, distance, upright) for each in spacings[:tries]])
    return families


def _staggered(spacing: int, distance: int, upright: bool) -> Pattern:
    """Rows as near to each other as points half a spacing apart, and each second row, allow."""
    shift = spacing // 2
    pitch = max(root_up(distance**2 - shift**2), (distance + 1) // 2)
    return Pattern(spacing, pitch, shift, upright)


def _spacings(along: int, across: int, distance: int) -> list[int]:
    """Spacings from `distance` to twice that with which rows just fill the box one way or other."""
    by_row = {along // count for count in range(1, 1 + along // distance)}
    halves = {2 * along // count for count in range(1, 1 + 2 * along // distance)}
    by_rows = set()
    for gaps in range(1, 1 + 2 * across // distance):
        pitch = across // gaps
        if pitch < distance:
            by_rows.add(2 * root_up(distance**2 - pitch**2))
    fitting = by_row | halves | by_rows
    return sorted(each for each in fitting if distance < each < 2 * distance)


def _phases(lobby: Lobby, box: Box, distance: int, patterns: int) -> int:
    """How many beginnings to try each way: one on an empty rectangle, else what time allows."""
    left, low, right, high = lobby.bounds
    is_rectangle = set(lobby.floor) == {(left, low), (right, low), (right, high), (left, high)}
    things = (lobby.walls, lobby.pillars, lobby.blocks, lobby.aisles, lobby.fixed_places)
    if is_rectangle and not any(things):
        return 1
    points = 1 + (box[2] - box[0]) * (box[3] - box[1]) // distance**2
    return next((n for n in PHASES if n * n * points * patterns <= MOST_TRIED), 1)


def _beginnings(pattern: Pattern, steps: int) -> Iterable[tuple[int, int]]:
    return (
        (pattern.spacing * x // steps, pattern.pitch * y // steps)
        for x in range(steps)
        for y in range(steps)
    )
