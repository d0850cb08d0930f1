"""The clock's own work: missed calls, midnight, days left open, changed files."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from protocol.snapshots import HallSnapshot, TicketView
from server.journal.opening import open_journal
from server.queueing import commands as c
from tests.office.running import EXAMPLE, issue, press, running_office

BEFORE_MIDNIGHT = datetime(2026, 6, 23, 16, 59, 30, tzinfo=UTC)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "antrean.db"


async def test_nobody_who_does_not_come_blocks_a_counter(place: Path) -> None:
    async with running_office(place, speed=600) as office:
        mine = await issue(office)
        assert mine.ticket_id is not None
        await press(office, c.OpenCounter)
        async with await office.ticket_stream(mine.ticket_id) as stream:
            await press(office, c.CallNext)
            view = msgspec.json.decode((await stream.next()).data, type=TicketView)
            while view.state != "no_show":
                view = msgspec.json.decode((await stream.next()).data, type=TicketView)
            assert "return" in view.actions


async def test_at_midnight_nobody_is_dropped_silently_and_the_streams_go_on(place: Path) -> None:
    # numbers end at 14.30, so the ticket is taken in the morning and the server started at night
    async with running_office(place) as office:
        mine = await issue(office)
        assert mine.ticket_id is not None
    async with (
        running_office(place, at=BEFORE_MIDNIGHT, speed=60) as office,
        await office.hall_stream() as hall,
        await office.ticket_stream(mine.ticket_id) as ticket,
    ):
        view = msgspec.json.decode((await ticket.next()).data, type=TicketView)
        assert view.state == "waiting"
        view = msgspec.json.decode((await ticket.next()).data, type=TicketView)
        assert (view.state, view.reason) == ("expired", "day_ended")
        snapshot = msgspec.json.decode((await hall.next()).data, type=HallSnapshot)
        while snapshot.id.day.day != 24:
            snapshot = msgspec.json.decode((await hall.next()).data, type=HallSnapshot)
        assert snapshot.waiting == 0


async def test_a_day_left_open_is_ended_at_the_next_start(place: Path) -> None:
    async with running_office(place) as office:
        mine = await issue(office)
        yesterday = office.today()
    async with running_office(place, at=datetime(2026, 6, 24, 2, tzinfo=UTC)) as office:
        assert (await office.hall()).waiting == 0
    async with open_journal(place) as journal:
        (row,) = await journal.tickets(office.id, yesterday)
        assert (row.ticket_id, row.state, row.reason) == (mine.ticket_id, "expired", "day_ended")
        heads = {head.date: head.ended for head in await journal.heads()}
        assert heads[yesterday]


async def test_a_changed_file_takes_effect_at_the_next_start(place: Path, tmp_path: Path) -> None:
    async with running_office(place) as office:
        await issue(office)
    changed = tmp_path / "changed.toml"
    text = EXAMPLE.read_text()
    changed.write_text(text.replace('en = "Information"', 'en = "Questions"'))
    async with running_office(place, file=changed) as office:
        hall = await office.hall()
        assert "Questions" in [service.name["en"] for service in hall.services]
        assert hall.waiting == 1


async def test_phases_follow_the_clock(place: Path) -> None:
    before_opening = datetime(2026, 6, 23, 0, 58, tzinfo=UTC)  # 07.58
    async with (
        running_office(place, at=before_opening, speed=30) as office,
        await office.hall_stream() as stream,
    ):
        snapshot = msgspec.json.decode((await stream.next()).data, type=HallSnapshot)
        assert snapshot.phase == "numbers"
        while snapshot.phase != "open":
            snapshot = msgspec.json.decode((await stream.next()).data, type=HallSnapshot)
        assert snapshot.clock.now >= datetime(2026, 6, 23, 1, tzinfo=UTC)


async def test_a_former_day_that_cannot_be_read_keeps_nobody_from_today(place: Path) -> None:
    async with running_office(place) as office:
        await issue(office)
    database = sqlite3.connect(place)
    with database:
        database.execute("UPDATE events SET body = '{}' WHERE version = 3")
    database.close()
    async with running_office(place, at=datetime(2026, 6, 24, 2, tzinfo=UTC)) as office:
        assert (await issue(office)).number == "R-001"
        assert office.problem is None
