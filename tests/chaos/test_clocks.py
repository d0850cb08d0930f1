"""The clock jumps, and days end under load."""

from datetime import date
from pathlib import Path

from server.journal.encoding import date_of
from server.journal.opening import open_view
from tests.chaos.clocks import jumping_clock
from tests.chaos.evidence import SELECT_DAYS
from tests.chaos.office import ID


async def test_whatever_the_clock_does_nothing_is_lost_and_nobody_passes(tmp_path: Path) -> None:
    (await jumping_clock(tmp_path, times=8, seed=3)).check()
    async with open_view(tmp_path / "antrean.db") as view:
        days = [date_of(day) for (day,) in await view.fetch(SELECT_DAYS, ID)]
    assert days == [date(2026, 6, 23), date(2026, 6, 24)]
