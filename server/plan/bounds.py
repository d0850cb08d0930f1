"""How many people no plan can exceed, whatever its candidate points: the packing bound of Oler.

N. Oler, "An inequality in the geometry of numbers", Acta Math. 105 (1961): a convex floor of area A
and perimeter P holds at most 2A / (sqrt3 d^2) + P / (2d) + 1 points that are d apart, its border
included. Obstacles only take places away, and a floor is part of its hull, so the bound of the
hull holds for every floor.
"""

from collections.abc import Sequence
from math import floor, sqrt

from server.plan.distances import Point
from server.plan.floor import Lobby
from server.plan.polygons import Corners, area, hull, inner_body, perimeter

ROUNDING = 1e-9
"""Added before a bound is cut to a whole number: a bound may be too high, never too low."""


def packing_bound(floor_shape: Corners, distance: int) -> int:
    """The most points with `distance` between them in a convex shape; lengths in one unit."""
    if not floor_shape:
        return 0
    whole = 2 * abs(area(floor_shape)) / (sqrt(3) * distance**2)
    border = perimeter(floor_shape) / (2 * distance)
    return floor(whole + border + 1 + ROUNDING)


def lobby_bound(lobby: Lobby, distance: int) -> int:
    """Of a lobby: of its floor's hull without the clearance; of the seats' hull where they are."""
    if lobby.seats:
        return points_bound(lobby.seats, distance)
    return packing_bound(inner_body(hull(lobby.floor), lobby.clearance), distance)


def points_bound(points: Sequence[Point], distance: int) -> int:
    """Of points that are given."""
    return min(len(points), packing_bound(hull(points), distance)) if points else 0
