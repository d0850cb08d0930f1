"""The one writer: groups, repeated commands, failures, restarts."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from protocol.refusals import Refusal, RefusalCode
from server.configuration import load_office
from server.journal.errors import StorageError
from server.journal.opening import open_journal
from server.office.clock import OfficeClock
from server.office.offices import open_offices
from server.office.orders import Order, Outcome, token_hash
from server.queueing import commands as c
from server.queueing.decide import DECIDERS
from tests.office.running import (
    COUNTER,
    EXAMPLE,
    NINE,
    SERVICE,
    based_on,
    issue,
    press,
    running_office,
    send,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "antrean.db"


async def test_orders_sent_together_get_numbers_of_their_own(place: Path) -> None:
    async with running_office(place) as office:
        outcomes = await asyncio.gather(
            *(
                send(office, c.IssueTicket(f"t{n}", token_hash(str(n)), (SERVICE,)))
                for n in range(600)  # more than one batch holds
            )
        )
        numbers = [each.number for each in outcomes if isinstance(each, Outcome)]
        assert sorted(numbers) == sorted(f"R-{n:03d}" for n in range(1, 601))


async def test_a_repeated_command_gives_the_same_facts_and_does_nothing_twice(place: Path) -> None:
    async with running_office(place) as office:
        command = c.IssueTicket("t1", token_hash("1"), (SERVICE,))
        first = await send(office, command, "the-same-id")
        again = await send(office, command, "the-same-id")
        assert first == again
        assert isinstance(first, Outcome)
        assert first.number == "R-001"
        other = c.IssueTicket("t2", token_hash("2"), (SERVICE,))
        assert await send(office, other, "the-same-id") == Refusal(RefusalCode.COMMAND_ID_REUSED)
        assert (await issue(office)).number == "R-002"


async def test_a_command_for_another_day_is_refused(place: Path) -> None:
    async with running_office(place) as office:
        yesterday = office.today().replace(day=22)
        order = Order("an-id", yesterday, "test", c.StopIssuing())
        assert await office.carry_out(order) == Refusal(
            RefusalCode.OTHER_DAY, {"day": "2026-06-22", "today": "2026-06-23"}
        )


async def test_everything_is_as_before_after_a_restart(place: Path) -> None:
    async with running_office(place) as office:
        for priority in (False, True, False):
            await issue(office, priority=priority)
        await press(office, c.OpenCounter)
        await press(office, c.CallNext)
        before = await office.desk()
    async with running_office(place) as office:
        after = await office.desk()
        assert after.tickets == before.tickets
        assert after.counters == before.counters
        assert after.hall.calls == before.hall.calls
        assert after.hall.id == before.hall.id


async def test_the_loser_of_a_race_gets_the_next_ticket_in_the_same_press(place: Path) -> None:
    async with running_office(place) as office:
        for _ in range(3):
            await issue(office)
        counters = ("1", "2", "3")
        for counter in counters:
            await press(office, c.OpenCounter, counter)
        shown = {counter: await based_on(office, counter) for counter in counters}
        calls = await asyncio.gather(
            *(send(office, c.CallNext(counter, shown[counter])) for counter in counters)
        )
        assert {each.number for each in calls if isinstance(each, Outcome)} == {
            "R-001",
            "R-002",
            "R-003",
        }


async def test_a_caller_that_goes_away_does_not_take_its_command_with_it(place: Path) -> None:
    async with running_office(place) as office:
        await office.hall()
        caller = asyncio.create_task(
            send(office, c.IssueTicket("t1", token_hash("1"), (SERVICE,)), "the-id")
        )
        await asyncio.sleep(0)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        repeated = await send(office, c.IssueTicket("t1", token_hash("1"), (SERVICE,)), "the-id")
        assert isinstance(repeated, Outcome)
        assert repeated.number == "R-001"
        assert (await issue(office)).number == "R-002"


async def test_a_locked_file_is_told_and_survived(place: Path) -> None:
    async with running_office(place) as office:
        await issue(office)
        other = sqlite3.connect(place, isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError):
                await issue(office)
            assert office.problem is not None
            assert (await office.hall()).waiting == 1  # reading goes on
            assert office.problem is not None
            other.execute("ROLLBACK")
        finally:
            other.close()
        assert (await issue(office)).number == "R-002"
        assert office.problem is None


async def test_an_event_that_cannot_be_read_makes_the_office_read_only(place: Path) -> None:
    async with running_office(place) as office:
        await issue(office)
    database = sqlite3.connect(place)
    with database:
        database.execute('UPDATE events SET body = \'{"event": "Unheard"}\' WHERE version = 3')
    database.close()
    async with running_office(place) as office:
        refused = await send(office, c.StopIssuing())
        assert refused == Refusal(RefusalCode.OFFICE_READ_ONLY)
        assert office.problem is not None
        assert "event 3" in office.problem
        with pytest.raises(StorageError):
            await office.hall()


async def test_an_office_that_cannot_be_read_hides_no_other(place: Path) -> None:
    good, bad = load_office(EXAMPLE), load_office(EXAMPLE.with_name("palembang.toml"))
    async with (
        open_journal(place) as journal,
        open_offices([good, bad], journal, OfficeClock(NINE)) as offices,
    ):
        assert [each.phase for each in await offices.listing()] == ["open", "open"]
    database = sqlite3.connect(place)
    with database:
        database.execute("UPDATE events SET body = '{}' WHERE office = ?", (bad.office.id,))
    database.close()
    async with (
        open_journal(place) as journal,
        open_offices([good, bad], journal, OfficeClock(NINE)) as offices,
    ):
        phases = {each.id: each.phase for each in await offices.listing()}
        assert phases == {good.office.id: "open", bad.office.id: "unavailable"}


async def test_a_counter_needs_the_screen_it_was_pressed_on(place: Path) -> None:
    async with running_office(place) as office:
        for _ in range(2):
            await issue(office)
        await press(office, c.OpenCounter)
        shown = await based_on(office)
        first, second = await asyncio.gather(
            send(office, c.CallNext(COUNTER, shown)), send(office, c.CallNext(COUNTER, shown))
        )
        assert isinstance(first, Outcome)
        assert second == Refusal(RefusalCode.SCREEN_OUT_OF_DATE)


async def test_a_fault_in_a_rule_harms_only_its_own_order(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(DECIDERS, c.StopIssuing, fail)
    async with running_office(place) as office:
        await issue(office)
        answers = await asyncio.gather(
            issue(office), send(office, c.StopIssuing()), issue(office), return_exceptions=True
        )
        assert isinstance(answers[1], ZeroDivisionError)
        numbers = {each.number for each in answers if isinstance(each, Outcome)}
        assert numbers == {"R-002", "R-003"}
        assert (await issue(office)).number == "R-004"
