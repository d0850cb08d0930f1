"""What time it is without the server: the newest moment known is the judge."""

from datetime import timedelta

import pytest

from kiosk.offline.clock import judge
from kiosk.offline.records import Anchor
from tests.kiosk.offline.making import NINE

YEARS = timedelta(days=3000)


@pytest.mark.parametrize("off", [timedelta(0), timedelta(hours=-3), YEARS, -YEARS])
def test_a_clock_that_is_always_wrong_by_the_same_tells_the_time(off: timedelta) -> None:
    later = timedelta(minutes=42)
    judged = judge(Anchor(NINE, NINE + off), NINE, NINE + off + later)
    assert (judged.clock.now, judged.is_doubtful) == (NINE + later, False)


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=2), YEARS])
def test_a_clock_that_went_back_is_wrong_and_the_newest_moment_holds(back: timedelta) -> None:
    last_number = NINE + timedelta(minutes=30)
    judged = judge(Anchor(NINE, NINE), last_number, last_number - back)
    assert (judged.clock.now, judged.is_doubtful) == (last_number, True)


def test_a_clock_before_the_last_news_is_wrong_even_without_a_number() -> None:
    judged = judge(Anchor(NINE, NINE), None, NINE - timedelta(minutes=1))
    assert (judged.clock.now, judged.is_doubtful) == (NINE, True)


def test_a_rehearsal_goes_on_at_its_speed() -> None:
    anchor = Anchor(NINE, NINE + YEARS, speed=60.0, is_rehearsal=True)
    judged = judge(anchor, None, NINE + YEARS + timedelta(seconds=10))
    assert judged.clock.now == NINE + timedelta(minutes=10)
    assert (judged.clock.speed, judged.clock.is_rehearsal) == (60.0, True)
