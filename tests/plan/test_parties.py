"""How much room a party takes, and where there is so much."""

from math import dist

from hypothesis import given
from hypothesis import strategies as st

from server.plan.parties import largest_parties, party_radii, radius
from tests.plan.floors import SEATS, hall, open_floor, rectangle, seat_grid

APART = 1_100
SIDE = 100


def test_party_on_open_floor_stands_in_a_circle() -> None:
    assert party_radii(hall(), APART, 4) == (0, 300, 347, 425)
    assert party_radii(hall(), APART, 1) == (0,)


def test_party_on_seats_reaches_as_far_as_a_row() -> None:
    assert party_radii(seat_grid(), APART, 4) == (0, 600, 1_200, 1_800)


def test_seats_that_lie_unevenly_reach_as_far_as_the_widest_gap() -> None:
    seats = ((1_000, 1_000), (1_600, 1_000), (2_300, 1_000), (9_000, 1_000))
    assert party_radii(open_floor(seats=seats), APART, 3) == (0, 700, 1_400)


def test_seats_with_none_beside_reach_nowhere() -> None:
    assert party_radii(open_floor(seats=((1_000, 1_000),)), APART, 3) == (0, 0, 0)


def test_largest_party_keeps_its_circle_from_walls_and_counters() -> None:
    floor = hall()
    middle, corner = (6_000, 4_000), (300, 300)
    by_counter = (5_500, 7_600 - APART - 350)
    fits = largest_parties(floor, [middle, corner, by_counter], APART, 10)
    assert fits == {middle: 10, corner: 2, by_counter: 3}


@given(x=st.integers(0, 12_000 // SIDE), y=st.integers(0, 8_000 // SIDE), most=st.integers(1, 12))
def test_largest_party_is_the_largest_whose_circle_is_free(x: int, y: int, most: int) -> None:
    floor, spot = hall(counters=3), (x * SIDE, y * SIDE)
    found = largest_parties(floor, [spot], APART, most)[spot]

    def is_free(size: int) -> bool:
        wide = radius(size)
        to_walls = min(spot[0], 12_000 - spot[0], spot[1], 8_000 - spot[1])
        to_others = min(dist(spot, place) for place in floor.fixed_places)
        return to_walls >= max(300, wide) and to_others >= APART + wide

    assert found == max((size for size in range(1, most + 1) if is_free(size)), default=1)


def test_largest_party_on_seats_is_as_many_as_hang_together() -> None:
    row = tuple((1_000 + 600 * seat, 1_000) for seat in range(4))
    alone = (9_000, 6_000)
    fits = largest_parties(open_floor(seats=(*row, alone)), [row[1], alone], APART, 10)
    assert fits == {row[1]: 4, alone: 1}
    assert largest_parties(seat_grid(), SEATS[:1], APART, 10) == {SEATS[0]: 10}


def test_seats_too_near_to_a_counter_are_no_part_of_a_party() -> None:
    row = tuple((600 * seat, 6_600) for seat in range(20))
    floor = hall(counters=12, seats=row)
    assert largest_parties(floor, row[:1], APART, 20) == {row[0]: 1}
    lower = tuple((x, y - 400) for x, y in row)
    floor = hall(counters=12, seats=lower, floor=rectangle(12_000, 8_000))
    assert largest_parties(floor, lower[:1], APART, 20) == {lower[0]: 20}
