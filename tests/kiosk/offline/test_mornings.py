"""A kiosk in the morning, while the office's server was not switched on: the next open day.

The kiosk's machine has a clock of its own, which goes on while the kiosk is off: `sleeps`.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.kiosk.driving import visitor_at
from tests.kiosk.kept import StateFile
from tests.kiosk.offline.test_journeys import (
    IMPATIENT,
    OFFLINE,
    away,
    handed_in,
    ready,
    tickets,
    waiting,
)
from tests.server_fixture import ServerHere


@pytest.fixture
def kept(tmp_path: Path) -> StateFile:
    return StateFile(tmp_path / "kiosk.db")


async def at_night(server: ServerHere, kept: StateFile, evening: str) -> None:
    """The kiosk was there in the evening; then the office's machines are switched off."""
    await server.set_clock(datetime.fromisoformat(evening))
    async with visitor_at(server, kept=kept) as visitor:
        await ready(visitor, kept)
        await visitor.until(kept.is_ready_for_the_next_day)
    await server.stop()


@pytest.fixture
def sleeps(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the clock of the kiosk's machine go on while it is switched off."""
    slept = timedelta()

    def sleep(**duration: float) -> None:
        nonlocal slept
        slept += timedelta(**duration)

    monkeypatch.setattr("kiosk.offline.standby.machine_clock", lambda: datetime.now(UTC) + slept)
    return sleep


async def test_kiosk_gives_numbers_in_the_morning_although_no_server_comes_up(
    server: ServerHere, kept: StateFile, sleeps: Callable[..., None]
) -> None:
    """What was interrupted in the evening is forgotten, and staff call whoever came first."""
    await server.post("/services/rekam-ktp/suspend", reason="network")
    await at_night(server, kept, "2026-06-23T16:00:00+07:00")
    sleeps(hours=14)
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await away(visitor)
        await visitor.reads("Tidak terhubung sejak 23 Jun 2026.", "Nomor tetap berlaku.", "07.")
    sleeps(hours=3)
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        page = await visitor.take_number()
        await visitor.reads(OFFLINE, "09.0")
    sleeps(minutes=5)
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        other = await visitor.take_number()
    assert [page.reply.number, other.reply.number] == ["A-500", "A-501"]
    server.clock.set(datetime.fromisoformat("2026-06-24T09:30:00+07:00"))
    await server.start()
    async with visitor_at(server, kept=kept) as visitor:
        await handed_in(visitor, kept)
        third = await visitor.take_number()
    given = {each.number: each for each in await tickets(server)}
    assert [given[number].state for number in ("A-500", "A-501", "A-001")] == ["waiting"] * 3
    assert given["A-500"].issued_at < given["A-501"].issued_at < given["A-001"].issued_at
    assert third.reply.ahead == 2


async def test_kiosk_that_is_alone_over_a_weekend_says_so_and_gives_numbers_on_monday(
    server: ServerHere, kept: StateFile, sleeps: Callable[..., None]
) -> None:
    await at_night(server, kept, "2026-06-26T16:30:00+07:00")
    sleeps(hours=17)
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await visitor.reads("Senin, 29 Juni 2026", "Monday, 29 June 2026")
    sleeps(days=2)
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await visitor.take_number()
    server.clock.set(datetime.fromisoformat("2026-06-29T10:00:00+07:00"))
    await server.start()
    async with visitor_at(server, kept=kept) as visitor:
        await handed_in(visitor, kept)
    assert await waiting(server) == [("A-500", "shown")]


async def test_numbers_of_a_kiosk_whose_clock_is_a_day_ahead_wait_for_that_day(
    server: ServerHere, kept: StateFile, sleeps: Callable[..., None]
) -> None:
    await at_night(server, kept, "2026-06-23T09:00:00+07:00")
    sleeps(days=1)
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await visitor.take_number()
    sleeps(days=-1)
    await server.start()
    async with visitor_at(server, kept=kept, times=IMPATIENT) as visitor:
        await visitor.until(lambda: visitor.app.connected)
        await server.stop()
        await away(visitor)
        await visitor.take_number()
        await server.start()
        await visitor.until(lambda: [answer for *_, answer in kept.tickets()] == [None, "waiting"])
    await server.set_clock(datetime.fromisoformat("2026-06-24T09:30:00+07:00"))
    async with visitor_at(server, kept=kept) as visitor:
        await handed_in(visitor, kept)
    assert await waiting(server) == [("A-500", "shown")]
