from math import isqrt, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.plan.bounds import packing_bound
from server.plan.distances import (
    Point,
    are_apart,
    distance_to_segment_squared,
    root_up,
)
from server.plan.polygons import (
    area,
    crossing,
    hull,
    inner_body,
    is_convex,
    is_inside,
    is_strictly_inside,
    perimeter,
)
from tests.plan.floors import HALL, L_SHAPED, rectangle

points = st.tuples(st.integers(-50, 50), st.integers(-50, 50))


def test_exactly_the_distance_apart_is_apart() -> None:
    assert are_apart((0, 0), (600, 800), 1000)
    assert not are_apart((0, 0), (600, 799), 1000)


@given(st.integers(0, 10**12))
def test_root_is_rounded_up(number: int) -> None:
    root = root_up(number)
    assert root * root >= number
    assert root == 0 or (root - 1) ** 2 < number
    assert root - isqrt(number) in {0, 1}


@pytest.mark.parametrize(
    ("point", "found"), [((5, 3), 9), ((-3, 4), 25), ((13, 4), 25), ((5, 0), 0)]
)
def test_distance_to_a_segment_is_to_its_nearest_point(point: Point, found: int) -> None:
    assert distance_to_segment_squared(point, (0, 0), (10, 0)) == found
    assert distance_to_segment_squared(point, (10, 0), (0, 0)) == found


def test_border_is_inside_but_not_strictly() -> None:
    for point in ((0, 0), (6_000, 0), (12_000, 8_000), (12_000, 1)):
        assert is_inside(point, HALL)
        assert not is_strictly_inside(point, HALL)
    assert not is_inside((12_001, 4_000), HALL)
    assert not is_inside((6_000, 6_000), L_SHAPED)
    assert is_strictly_inside((3_000, 6_000), L_SHAPED)
    assert is_strictly_inside((3_000, 6_000), L_SHAPED[::-1])


@given(points, st.lists(points, min_size=3, max_size=8))
def test_inside_of_a_hull_is_left_of_its_sides(point: Point, corners: list[Point]) -> None:
    shape = hull(corners)
    if len(shape) > 2:
        sides = zip(shape, (*shape[1:], shape[0]), strict=True)
        is_left = all(
            (b[0] - a[0]) * (point[1] - a[1]) >= (b[1] - a[1]) * (point[0] - a[0]) for a, b in sides
        )
        assert is_inside(point, shape) == is_left
        assert is_convex(shape)
        assert crossing(shape) is None
        assert all(is_inside(each, shape) for each in corners)


def test_area_and_perimeter_are_those_of_the_floor() -> None:
    assert (area(HALL), perimeter(HALL)) == (96e6, 40e3)
    assert area(HALL[::-1]) == -96e6
    assert area(L_SHAPED) == 48e6


def test_floors_that_cross_themselves_are_found() -> None:
    assert crossing(((0, 0), (10, 10), (10, 0), (0, 10))) == (0, 2)
    assert crossing(((0, 0), (10, 0), (10, 10), (5, 0), (0, 10))) == (0, 2)  # touches
    assert crossing(((0, 0), (10, 0), (4, 0), (4, 10))) == (0, 1)  # folds back
    assert crossing(((0, 0), (10, 0), (10, 0), (0, 10))) is not None  # a corner twice
    for floor in (HALL, L_SHAPED, L_SHAPED[::-1]):
        assert crossing(floor) is None


def test_convex_floors_are_told_from_others() -> None:
    assert is_convex(HALL)
    assert is_convex(HALL[::-1])
    assert not is_convex(L_SHAPED)
    assert is_convex(((0, 0), (5, 0), (10, 0), (10, 10), (0, 10)))


def test_inner_body_lies_as_deep_inside() -> None:
    assert sorted(inner_body(HALL, 300)) == sorted(rectangle(11_400, 7_400, 300, 300))
    assert not inner_body(rectangle(500, 500), 300)
    triangle = inner_body(((0, 0), (1000, 0), (0, 1000)), 100)
    assert area(triangle) == pytest.approx((1000 - 100 * (2 + sqrt(2))) ** 2 / 2)


@pytest.mark.parametrize(("distance", "bound"), [(1000, 131), (1500, 63), (2000, 38)])
def test_packing_bound_is_olers(distance: int, bound: int) -> None:
    assert packing_bound(HALL, distance) == bound


def test_packing_bound_of_a_hexagon_is_met() -> None:
    """Seven coins: the bound is sharp for hexagons of the hexagonal pattern."""
    high = sqrt(3)
    corners = [
        (2.0, 0.0),
        (1, high),
        (-1, high),
        (-2, 0),
        (-1, -high),
        (1, -high),
    ]
    assert packing_bound(corners, 2) == 7
