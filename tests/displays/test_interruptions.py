"""What rests, and until when: a time that has passed is promised no more, here and on the page."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from displays.interruptions import without_past_times, write_interruptions
from protocol.snapshots import CounterView, HallSnapshot, ServiceView
from tests.displays.halls import NINE, hall
from tests.server_fixture import ServerHere, running_server
from tests.terminal.page_scripts import shared
from texts import texts_for

QUARTER = NINE + timedelta(minutes=15)
RESTING = replace(
    hall(),
    services=(
        ServiceView("a", "A", {"en": "Cards"}, 5.0, 0, suspended=True, resumes_at=QUARTER),
        ServiceView("b", "B", {"en": "Papers"}, 5.0, 0),
    ),
    counters=(CounterView("2", 2, ("a",), "paused", back_at=QUARTER),),
)
PROMISED = [
    "Cards is interrupted. Expected back at 09:15 WIB.",
    "Counter 2 is back at 09:15 WIB.",
]
RUN = """
    const { OfficeClock } = await import("/static/shared/clock.js");
    const { readWords } = await import("/static/shared/boot.js");
    const { interruptionsOf, withoutPastTimes } = await import("/static/displays/interruptions.js");
    const clock = new OfficeClock();
    clock.set({ now });
    return interruptionsOf(withoutPastTimes(snapshot, clock), readWords("en"));
"""
MINUTES = [(14, PROMISED), (15, ["Cards is interrupted."]), (16, ["Cards is interrupted."])]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as running:
        yield running


def written(snapshot: HallSnapshot) -> list[str]:
    return write_interruptions(snapshot, texts_for("en"))


@pytest.mark.parametrize(("minutes", "sentences"), MINUTES)
def test_interruption_promises_no_time_that_has_passed(minutes: int, sentences: list[str]) -> None:
    now = NINE + timedelta(minutes=minutes)
    assert written(without_past_times(RESTING, now)) == sentences
    assert written(RESTING) == PROMISED


async def test_page_promises_the_same(server: ServerHere, chromium: Browser) -> None:
    snapshot = msgspec.to_builtins(RESTING)
    async with shared(chromium, server) as page:
        for minutes, sentences in MINUTES:
            given = {
                "snapshot": snapshot,
                "now": (NINE + timedelta(minutes=minutes)).isoformat(),
            }
            told = await page.evaluate(f"async ({{ snapshot, now }}) => {{ {RUN} }}", given)
            assert told == sentences
