"""The demo's visitors: the real day's shape on the office's hours."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean

from server.simulation.arrivals import ServiceTimes, arrival_times, read_column, visitors_of_a_day

SEVEN = datetime(2026, 6, 23, 0, tzinfo=UTC)
HALF_PAST_TWO = SEVEN + timedelta(hours=7, minutes=30)


def test_the_first_comes_when_numbers_begin_and_the_last_when_they_end() -> None:
    times = arrival_times(860, SEVEN, HALF_PAST_TWO)
    assert len(times) == 860
    assert (times[0], times[-1]) == (SEVEN, HALF_PAST_TWO)
    assert all(earlier <= later for earlier, later in pairwise(times))


def test_the_rush_hours_are_those_of_the_real_day() -> None:
    real = read_column("walk_in_arrivals.csv")
    span = real[-1] - real[0]
    times = arrival_times(860, SEVEN, HALF_PAST_TWO)
    for part in (0.25, 0.5, 0.75):
        before = sum(time <= SEVEN + (HALF_PAST_TWO - SEVEN) * part for time in times) / 860
        before_in_life = sum(at - real[0] <= span * part for at in real) / len(real)
        assert abs(before - before_in_life) < 0.005


def test_the_same_seed_brings_the_same_visitors() -> None:
    demand = {"a": 0.7, "b": 0.3}

    def visitors(seed: int) -> list[object]:
        return list(visitors_of_a_day(200, SEVEN, HALF_PAST_TWO, demand, ("id", "en"), seed))

    assert visitors(1) == visitors(1)
    assert visitors(1) != visitors(2)


def test_visitors_divide_as_the_demand_says() -> None:
    demand = {"a": 0.7, "b": 0.3}
    visitors = visitors_of_a_day(1000, SEVEN, HALF_PAST_TWO, demand, ("id", "en"))
    first = [visitor.services[0] for visitor in visitors]
    assert 640 <= first.count("a") <= 760
    assert all(len(set(visitor.services)) == len(visitor.services) for visitor in visitors)


def test_service_times_have_the_usual_minutes_as_their_mean() -> None:
    times = ServiceTimes()
    drawn = [times.draw(5).total_seconds() for _ in range(3000)]
    assert abs(mean(drawn) - 300) < 15
    assert max(drawn) > 600
