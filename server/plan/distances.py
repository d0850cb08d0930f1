"""Exact distances between points in whole millimetres: squared, so that no root is rounded."""

from math import isqrt

Point = tuple[int, int]
"""x and y in millimetres."""


def squared(one: Point, other: Point) -> int:
    """The square of the distance, in square millimetres."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def are_apart(one: Point, other: Point, distance: int) -> bool:
    """Whether two points keep `distance`; exactly that much is enough."""
    return squared(one, other) >= distance * distance


def root_up(number: int) -> int:
    """The least whole number whose square is at least `number`."""
    return isqrt(number - 1) + 1 if number > 0 else 0


def distance_to_segment_squared(point: Point, start: Point, end: Point) -> float:
    """The square of the distance from a point to a straight piece; exact where it is axis-parallel.

    Elsewhere rounded like any fraction: it is asked for clearances from walls, not between people.
    """
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    to_x, to_y = point[0] - start[0], point[1] - start[1]
    length = along_x**2 + along_y**2
    forward = to_x * along_x + to_y * along_y
    if forward <= 0 or length == 0:
        return squared(point, start)
    if forward >= length:
        return squared(point, end)
    across = to_x * along_y - to_y * along_x
    return across * across / length
