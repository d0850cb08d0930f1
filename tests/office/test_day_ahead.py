"""The next open day before it comes: kiosks are lent numbers of it, and nothing else happens."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from protocol.refusals import Refusal, RefusalCode
from server.auditing.audit import last_day
from server.journal.opening import open_journal
from server.office.live_office import LiveOffice
from server.office.orders import Order, Outcome
from server.queueing import commands as c
from server.queueing.leases import leases_of
from tests.office.running import EXAMPLE, NINE, fresh_id, issue, running_office

BOOK = "book-of-kiosk-1"
TUESDAY, WEDNESDAY, FRIDAY = date(2026, 6, 23), date(2026, 6, 24), date(2026, 6, 26)
DAY = timedelta(days=1)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "antrean.db"


async def ask(office: LiveOffice, day: date, kiosk: str = "kiosk-1") -> Outcome | Refusal:
    """A kiosk asks for the leases of a day."""
    command = c.HoldLeases(kiosk, BOOK)
    return await office.carry_out(Order(fresh_id("lease"), day, "kiosk/kiosk-1", command))


async def held(office: LiveOffice, day: date) -> int:
    leases = await office.look_at(day, lambda day: leases_of(day, "kiosk-1", BOOK))
    return sum(lease.count for lease in leases)


def refusal(answer: Outcome | Refusal) -> RefusalCode | None:
    return answer.code if isinstance(answer, Refusal) else None


async def events(place: Path, day: date) -> list[str]:
    async with open_journal(place) as journal:
        return [type(record.event).__name__ for record in await journal.read("busy-day", day)]


def edited(folder: Path, old: str, new: str) -> Path:
    """The example office with another file."""
    text = EXAMPLE.read_text()
    assert old in text
    path = folder / "office.toml"
    path.write_text(text.replace(old, new))
    return path


@pytest.mark.parametrize(
    ("today", "following"),
    [(TUESDAY, WEDNESDAY), (FRIDAY, FRIDAY + 3 * DAY), (FRIDAY + DAY, FRIDAY + 3 * DAY)],
    ids=["a-day-before", "a-weekend-between", "on-a-closed-day"],
)
async def test_the_next_open_day_is_lent_from_and_no_other(
    place: Path, today: date, following: date
) -> None:
    async with running_office(place, at=NINE + (today - TUESDAY)) as office:
        assert office.day_ahead() == following
        assert isinstance(await ask(office, following), Outcome)
        assert await held(office, following) > 0
        for other in (following - 2 * DAY, following + DAY, today - DAY):
            answer = await ask(office, other)
            is_today = other == office.today()
            assert is_today or refusal(answer) is RefusalCode.OTHER_DAY
        order = Order(fresh_id(), following, "test", c.StopIssuing())
        assert refusal(await office.carry_out(order)) is RefusalCode.OTHER_DAY


async def test_nothing_happens_on_it_before_it_comes_and_then_it_runs_as_any_other(
    place: Path,
) -> None:
    evening = datetime(2026, 6, 23, 10, tzinfo=UTC)
    async with running_office(place, at=evening) as office:
        await ask(office, WEDNESDAY)
        assert await held(office, WEDNESDAY) == 60 * 5
        await ask(office, WEDNESDAY)
    async with running_office(place, at=datetime(2026, 6, 23, 16, 59, 58, tzinfo=UTC)) as office:
        hall = await office.hall()
        assert (hall.id.day, hall.phase) == (TUESDAY, "closing")
    assert await events(place, WEDNESDAY) == ["DayOpened", *["NumbersLeased"] * 5]
    async with open_journal(place) as journal, journal.engine.reading() as session:
        assert await last_day(session, "busy-day") == TUESDAY, "no audit is of a day to come"
    async with running_office(place, at=NINE + DAY) as office:
        assert (await issue(office)).number == "R-001"
        await ask(office, WEDNESDAY)
        assert await held(office, WEDNESDAY) == 60 * 5, "lent once"
        assert (await office.hall()).phase == "open"


async def test_it_follows_the_file_as_it_was_changed_meanwhile(place: Path, tmp_path: Path) -> None:
    async with running_office(place) as office:
        await ask(office, WEDNESDAY)
    closed = edited(tmp_path, 'wednesday = ["08:00-15:00"]', "wednesday = []")
    async with running_office(place, file=closed) as office:
        assert office.day_ahead() == WEDNESDAY + DAY
        assert refusal(await ask(office, WEDNESDAY)) is RefusalCode.OTHER_DAY
    fewer = edited(tmp_path, 'id = "pengambilan"\n', 'id = "pengambilan"\nquota = 20\n')
    async with running_office(place, file=fewer) as office:
        await ask(office, WEDNESDAY)
        assert await held(office, WEDNESDAY) == 60 * 4 + 10
        hall = await office.look_at(WEDNESDAY, office.hall_to_come)
        assert hall is not None
        assert (hall.id.day, hall.phase, hall.refusal) == (WEDNESDAY, "numbers", None)
    closed = edited(tmp_path, 'wednesday = ["08:00-15:00"]', "wednesday = []")
    async with running_office(place, at=NINE + DAY, file=closed) as office:
        assert (await office.hall()).phase == "closed_today"


async def test_an_office_that_lends_nothing_opens_no_day_beforehand(
    place: Path, tmp_path: Path
) -> None:
    alone = edited(tmp_path, "[hours]", "[offline]\nminutes = 0\n\n[hours]")
    async with running_office(place, file=alone) as office:
        assert office.day_ahead() is None
        assert refusal(await ask(office, WEDNESDAY)) is RefusalCode.OTHER_DAY
        assert isinstance(await ask(office, TUESDAY), Outcome)
    assert await events(place, WEDNESDAY) == []


async def test_one_that_passed_without_a_server_is_ended_like_others(place: Path) -> None:
    async with running_office(place) as office:
        await ask(office, WEDNESDAY)
    async with running_office(place, at=NINE + 2 * DAY) as office:
        assert (await office.hall()).waiting == 0
    told = await events(place, WEDNESDAY)
    assert told[-6:] == [*["LeaseEnded"] * 5, "DayEnded"]
