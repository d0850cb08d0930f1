"""Polygons with corners in whole millimetres: area, inside, crossings, hull, inner body."""

from collections.abc import Iterable, Iterator, Sequence
from math import hypot

from server.plan.distances import Point

Polygon = tuple[Point, ...]
Corners = Sequence[tuple[float, float]]


def edges(polygon: Polygon) -> Iterator[tuple[Point, Point]]:
    """The sides, each from corner to corner, the last back to the first."""
    return zip(polygon, (*polygon[1:], polygon[0]), strict=True)


def bounds(points: Iterable[Point]) -> tuple[int, int, int, int]:
    """Least x, least y, greatest x, greatest y."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def turn(one: Point, two: Point, three: Point) -> int:
    """Above 0 where the way over three points turns left, below where right, 0 where straight."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def area(polygon: Corners) -> float:
    """The area; above 0 where the corners go round to the left."""
    following = (*polygon[1:], polygon[0])
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(polygon, following, strict=True)) / 2


def perimeter(polygon: Corners) -> float:
    """The length of all sides."""
    following = (*polygon[1:], polygon[0])
    return sum(hypot(a[0] - b[0], a[1] - b[1]) for a, b in zip(polygon, following, strict=True))


def is_on(point: Point, start: Point, end: Point) -> bool:
    """Whether a point lies on a straight piece, its ends included."""
    return (
        turn(start, end, point) == 0
        and min(start[0], end[0]) <= point[0] <= max(start[0], end[0])
        and min(start[1], end[1]) <= point[1] <= max(start[1], end[1])
    )


def is_strictly_inside(point: Point, polygon: Polygon) -> bool:
    """Whether a point lies inside, the border excluded."""
    x, y = point
    inside = False
    for start, end in edges(polygon):
        if is_on(point, start, end):
            return False
        if (start[1] > y) != (end[1] > y):
            side = turn(start, end, (x, y))
            inside ^= side > 0 if end[1] > start[1] else side < 0
    return inside


def is_inside(point: Point, polygon: Polygon) -> bool:
    """Whether a point lies inside or on the border."""
    return any(is_on(point, *edge) for edge in edges(polygon)) or is_strictly_inside(point, polygon)


def meet(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two straight pieces have a point in common."""
    (a, b), (c, d) = one, other
    if any(is_on(p, c, d) for p in one) or any(is_on(p, a, b) for p in other):
        return True
    return (turn(a, b, c) > 0) != (turn(a, b, d) > 0) and (turn(c, d, a) > 0) != (turn(c, d, b) > 0)


def crossing(polygon: Polygon) -> tuple[int, int] | None:
    """Two sides that touch or cross though they are no neighbours, or fold back; None if none do.

    A side is named by the position of the corner that it begins at.
    """
    sides = list(edges(polygon))
    count = len(sides)
    for first in range(count):
        for second in range(first + 1, count):
            if second == first + 1 or (first == 0 and second == count - 1):
                ahead, behind = (first, second) if second == first + 1 else (second, first)
                if _folds_back(sides[ahead], sides[behind]):
                    return ahead, behind
            elif meet(sides[first], sides[second]):
                return first, second
    return None


def _folds_back(side: tuple[Point, Point], following: tuple[Point, Point]) -> bool:
    (start, corner), (_, end) = side, following
    return is_on(end, start, corner) or is_on(start, corner, end)


def is_convex(polygon: Polygon) -> bool:
    """Whether the floor has no corner that points inwards. The polygon must not cross itself."""
    following = (*polygon[1:], polygon[0], polygon[1])
    turns = [turn(one, following[index], following[index + 1]) for index, one in enumerate(polygon)]
    return all(each >= 0 for each in turns) or all(each <= 0 for each in turns)


def hull(points: Iterable[Point]) -> Polygon:
    """The convex hull, its corners to the left, by Andrew's monotone chain."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)
    return (*_chain(ordered)[:-1], *_chain(ordered[::-1])[:-1])


def _chain(points: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in points:
        while len(chain) > 1 and turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def inner_body(convex: Polygon, depth: int) -> Corners:
    """What lies at least `depth` inside a convex polygon with corners to the left; may be empty."""
    shape: list[tuple[float, float]] = [(float(x), float(y)) for x, y in convex]
    for start, end in edges(convex):
        shape = _cut(shape, start, end, depth)
    return shape


def _cut(
    shape: list[tuple[float, float]], start: Point, end: Point, depth: int
) -> list[tuple[float, float]]:
    """The part of a shape that lies at least `depth` to the left of a line (Sutherland-Hodgman)."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    length = hypot(along_x, along_y)

    def height(at: tuple[float, float]) -> float:
        return (along_x * (at[1] - start[1]) - along_y * (at[0] - start[0])) / length - depth

    kept: list[tuple[float, float]] = []
    for one, two in zip(shape, (*shape[1:], *shape[:1]), strict=True):
        above, below = height(one), height(two)
        if above >= 0:
            kept.append(one)
        if above * below < 0:
            part = above / (above - below)
            kept.append((one[0] + part * (two[0] - one[0]), one[1] + part * (two[1] - one[1])))
    return kept
