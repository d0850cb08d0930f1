"""What staff wrote is erased on schedule, by a server that only runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.texts import Text, TextKind
from server.office import erasing as schedule
from server.office.clock import OfficeClock
from server.office.erasing import erased_before, erasing
from tests.journal.keeping import event
from tests.office.running import NINE
from tests.server_fixture import running_server

TODAY = date(2026, 6, 23)
SECONDS_PER_DAY = 86_400


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    async with open_journal(tmp_path / "antrean.db") as opened:
        yield opened


async def write(journal: Journal, days_ago: int) -> None:
    async with journal.batch("office", TODAY - timedelta(days=days_ago)) as batch:
        await batch.append([event(1)], [], [Text(TextKind.NOTE, "note", "words")])


async def kept(journal: Journal) -> list[int]:
    """How many days ago each text that is still there was written."""
    return [
        days
        for days in range(12)
        if await journal.text("office", TODAY - timedelta(days=days), TextKind.NOTE, "note")
    ]


async def until_kept(journal: Journal, *days: int) -> None:
    async with asyncio.timeout(45):
        while True:
            if await kept(journal) == list(days):
                return
            await asyncio.sleep(0.01)


async def test_old_texts_are_erased_at_the_start_and_then_daily(journal: Journal) -> None:
    for days in (0, 1, 8, 9, 10):  # where it is still yesterday, 8 days ago is 7
        await write(journal, days)
    async with erasing(journal, OfficeClock(NINE), 7):
        await until_kept(journal, 0, 1, 8)
    clock = OfficeClock(NINE, speed=2 * SECONDS_PER_DAY)
    async with erasing(journal, clock, 7):  # two office days a second
        await until_kept(journal, 0, 1)
        await until_kept(journal)


async def test_a_failure_is_made_up_for(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "LONGEST_SLEEP_SECONDS", 0.01)
    await write(journal, 9)
    erase, attempts = journal.erase_texts, 0

    async def fail_twice(before: date) -> int:
        nonlocal attempts
        attempts += 1
        if attempts <= 2:
            raise StorageError("the disk is full")
        return await erase(before)

    monkeypatch.setattr(journal, "erase_texts", fail_twice)
    async with erasing(journal, OfficeClock(NINE), 7):
        await until_kept(journal)
    assert attempts == 3


@pytest.mark.parametrize("hours", range(-12, 15))
def test_no_office_on_earth_loses_a_text_of_its_last_days(hours: int) -> None:
    """Whatever its time zone, the dates of today and of the day before are kept with one day."""
    zone = timezone(timedelta(hours=hours))
    for hour in range(24):
        now = datetime(2026, 6, 23, hour, 30, tzinfo=UTC)
        local = now.astimezone(zone).date()
        first_kept = erased_before(OfficeClock(now), 1)
        assert first_kept <= local - timedelta(days=1)
        assert first_kept >= local - timedelta(days=3)


async def test_a_server_that_only_runs_erases(tmp_path: Path) -> None:
    async with open_journal(tmp_path / "antrean.db") as journal:
        for days in (8, 9):
            await write(journal, days)
    async with running_server(tmp_path) as server:
        office = server.running.offices.get(server.office)
        assert office is not None
        await until_kept(office._journal, 8)
