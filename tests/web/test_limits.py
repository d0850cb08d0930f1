"""Counting how often is too often."""

from hypothesis import given
from hypothesis import strategies as st

from server.web.requests.limits import Allowance, Meter, Places

HALL = Allowance(burst=5, seconds=2.0)


def test_burst_is_free_and_then_one_at_a_time() -> None:
    meter = Meter(HALL)
    assert [meter.take("a", 100.0) for _ in range(6)] == [0, 0, 0, 0, 0, 2]
    assert meter.take("a", 101.0) == 1
    assert meter.take("a", 102.0) == 0
    assert meter.take("a", 102.0) == 2


def test_each_is_counted_apart() -> None:
    meter = Meter(HALL)
    for _ in range(9):
        meter.take("a", 0.0)
    assert meter.take("b", 0.0) == 0


def test_who_rests_has_the_whole_burst_again() -> None:
    meter = Meter(HALL)
    for _ in range(5):
        meter.take("a", 0.0)
    assert [meter.take("a", 60.0) for _ in range(6)] == [0, 0, 0, 0, 0, 2]


def test_no_more_is_remembered_than_told() -> None:
    meter = Meter(HALL, remembered=3)
    for who in "abcab":
        meter.take(who, 0.0)
    meter.take("d", 0.0)
    assert len(meter) == 3
    taken = [meter.take("a", 0.0) for _ in range(4)]
    assert taken == [0, 0, 0, 2], "c was forgotten, whom nobody had asked for longest"


@given(st.lists(st.floats(0, 3), max_size=80))
def test_never_more_than_the_allowance(gaps: list[float]) -> None:
    """In any stretch of time: the burst, and one more for each `seconds` of it."""
    meter, now, granted = Meter(HALL), 0.0, []
    for gap in gaps:
        now += gap
        wait = meter.take("a", now)
        if wait == 0:
            granted.append(now)
    for first in range(len(granted)):
        for last in range(first, len(granted)):
            stretch = granted[last] - granted[first]
            assert last - first + 1 <= HALL.burst + stretch / HALL.seconds + 1e-6


@given(st.lists(st.floats(0, 3), max_size=80))
def test_who_waits_as_told_may(gaps: list[float]) -> None:
    meter, now = Meter(HALL), 0.0
    for gap in gaps:
        now += gap
        if wait := meter.take("a", now):
            now += wait
            assert meter.take("a", now) == 0


def test_places_are_given_back() -> None:
    places = Places(2)
    assert [places.take("a") for _ in range(3)] == [True, True, False]
    assert places.take("b")
    places.leave("a")
    assert places.take("a")
    places.leave("b")
    assert len(places) == 1
