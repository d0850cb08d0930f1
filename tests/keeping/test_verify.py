"""What `antrean verify` finds, on both engines: each kind of harm once, and nothing else."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from antrean import main
from server.journal.journal import Journal
from server.journal.opening import open_journal, open_view
from server.keeping.plausible import doubts
from server.keeping.verify import Verdict, verify
from server.queueing.apply import apply, opened, replay
from server.queueing.events import Record
from tests.journal.golden_day import GOLDEN, cut_a_kiosk_off, take_lost_numbers_in
from tests.journal.keeping import ID, add_one, keep, some_day
from tests.journal.test_golden import read
from tests.queueing.busy_stretch import BusyStretch
from tests.queueing.hall import Hall
from tests.queueing.outages import Cuts, Outages
from tests.queueing.random_offices import COUNTERS
from tests.queueing.rehearsal import DATE, OFFICE, SCHEDULE

DAY = f"{ID}, {DATE.isoformat()}"
A_CALL = "(SELECT min(version) FROM events WHERE kind = 'TicketCalled')"


async def verdict_of(place: str) -> Verdict:
    async with open_view(place) as view:
        return await verify(view)


async def tamper(journal: Journal, statement: str) -> None:
    """What other people's SQL may do to the database, its tables too."""
    async with journal.engine.transaction() as transaction:
        await transaction.run(statement)
        await transaction.commit()


async def told_after(journal: Journal, place: str, statement: str) -> list[str]:
    """What is found once somebody has run a statement on a sound day."""
    await keep(journal, some_day())
    await tamper(journal, statement)
    return list((await verdict_of(place)).problems)


async def test_a_sound_day_is_found_sound_beside_its_writer(journal: Journal, place: str) -> None:
    day = some_day()
    await keep(journal, day)
    async with journal.batch(ID, DATE):  # which has the day locked
        verdict = await verdict_of(place)
    assert verdict.problems == ()
    assert (verdict.days, verdict.offices) == (1, 1)
    assert verdict.events == len(day.records)
    assert verdict.tickets == len(day.day.tickets)


async def test_a_database_without_days_is_sound(journal: Journal, place: str) -> None:
    assert (await verdict_of(place)).is_sound


ROW = {
    "UPDATE tickets SET state = 'done' WHERE number = 'B-001'": (
        'ticket B-001: state is "done" in its row, "held" by the events'
    ),
    "UPDATE tickets SET party_size = 4 WHERE number = 'B-001'": (
        "ticket B-001: party_size is 4 in its row, 3 by the events"
    ),
    "UPDATE tickets SET legs = '[]' WHERE number = 'B-001'": r"B-001: legs is \[\] in its row",
    "UPDATE tickets SET legs = 'x' WHERE number = 'B-001'": "row of ticket .* cannot be read",
    "DELETE FROM tickets WHERE number = 'B-001'": "ticket B-001: its row is missing",
    "UPDATE tickets SET ticket_id = 'none' WHERE number = 'X-001'": (
        "ticket X-001: it has a row, but by the events it was never given"
    ),
}
EVENTS = {
    "DELETE FROM events WHERE version = 5": "event 5 is missing",
    "DELETE FROM events WHERE version BETWEEN 5 AND 7": "events 5 to 7 are missing",
    "DELETE FROM events WHERE version = 1": "event 1 is missing",
    "DELETE FROM events WHERE version = (SELECT max(version) FROM events)": "event .* is missing",
    f"UPDATE events SET body = '{{}}' WHERE version = {A_CALL}": "event .* cannot be read",
    f"UPDATE events SET kind = 'TicketHeld' WHERE version = {A_CALL}": (
        "is filed as TicketHeld, but is TicketCalled"
    ),
    "UPDATE events SET body = replace(body, '\"call\":1', '\"call\":7') "
    f"WHERE version = {A_CALL}": (r"\(TicketCalled\): it is call 7, after call 0"),
    f"UPDATE events SET body = replace(body, 'counter\":\"1', 'counter\":\"3') "
    f"WHERE version = {A_CALL}": "counter 3 calls while it is closed",
    "UPDATE events SET body = replace(body, 'X-001', 'A-001') WHERE kind = 'TicketIssued'": (
        "number A-001 was given before"
    ),
    "UPDATE events SET body = replace(body, '\"party_size\":3', '\"party_size\":2') "
    "WHERE kind = 'TicketIssued'": "ticket B-001: party_size is 3 in its row, 2 by the events",
    "UPDATE events SET at = '2026-06-20T00:00:00.000000+00:00' WHERE version = 5": (
        r"event 5 \(.*\): its moment is before that of the event before it"
    ),
}
HEADS = {
    "UPDATE heads SET version = version + 2": "the head says .* events; events .* are missing",
    "UPDATE heads SET version = version - 1": "the head says .*, but there are some up to",
    "UPDATE heads SET ended = TRUE": "the head says that the day has ended",
    "DELETE FROM heads": "the day has no row in heads",
}


@pytest.mark.parametrize("statement", [*ROW, *EVENTS, *HEADS])
async def test_every_harm_is_found(journal: Journal, place: str, statement: str) -> None:
    told = await told_after(journal, place, statement)
    wanted = {**ROW, **EVENTS, **HEADS}[statement]
    assert any(each.startswith(DAY) and re.search(wanted, each) for each in told), told


async def test_a_command_that_two_events_tell_differently_is_found(
    journal: Journal, place: str
) -> None:
    told = await told_after(
        journal,
        place,
        "UPDATE events SET command_id = 'same', fingerprint = 'same' WHERE version IN (4, 5, 6)",
    )
    assert not told  # one command may have many events
    await tamper(journal, "UPDATE events SET fingerprint = 'other' WHERE version = 6")
    assert any("its command is another one" in each for each in (await verdict_of(place)).problems)


async def test_all_days_are_looked_at_whatever_is_wrong_with_one(
    journal: Journal, place: str
) -> None:
    await keep(journal, some_day())
    await add_one(journal, "another-office")  # an event that opens no day
    await tamper(journal, "UPDATE tickets SET calls = 9 WHERE number = 'A-001'")
    verdict = await verdict_of(place)
    assert verdict.days == 2
    assert [each.split(",")[0] for each in verdict.problems] == ["another-office"] * 2 + [ID]


SCHEMA = {
    "DROP TABLE texts": "table texts is missing",
    "ALTER TABLE tickets DROP COLUMN kiosk": "table tickets: column kiosk is missing",
    "ALTER TABLE tickets ADD COLUMN colour text": "table tickets: column colour is of no migration",
    "DELETE FROM migrations WHERE number = 4": r"an older one, without 0004 \(places\)",
    "UPDATE migrations SET sha = 'x' WHERE number = 2": "migration 2 was applied with another",
    "INSERT INTO migrations VALUES (999, 'later', 'x', '2026-06-23T00:00:00+00:00')": (
        "the database has schema 999"
    ),
    "DROP TABLE migrations": "this is no database of Antrean",
}


@pytest.mark.parametrize("statement", SCHEMA)
async def test_another_schema_is_found(journal: Journal, place: str, statement: str) -> None:
    (told,) = await told_after(journal, place, statement)
    assert re.search(SCHEMA[statement], told), told


async def test_a_primary_key_that_was_lost_is_found(journal: Journal, place: str) -> None:
    await keep(journal, some_day())
    for statement in (
        "CREATE TABLE copied AS SELECT * FROM heads",
        "DROP TABLE heads",
        "ALTER TABLE copied RENAME TO heads",
    ):
        await tamper(journal, statement)
    told = (await verdict_of(place)).problems
    assert "table heads: column office is not where it should be in the primary key" in told


async def test_a_damaged_file_is_found(file: Path) -> None:
    async with open_journal(file) as journal:
        for index in range(40):
            await add_one(journal, f"office-{index}")
    with file.open("r+b") as opened_file:
        opened_file.seek(4096)
        opened_file.write(b"\xff" * 4096 * 4)
    told = (await verdict_of(str(file))).problems
    assert any(each.startswith("the file is damaged") for each in told), told


@pytest.mark.parametrize("seed", range(6))
def test_what_the_rules_decide_is_never_doubted(seed: int) -> None:
    hall = Hall(OFFICE, SCHEDULE, "08:00", COUNTERS)
    outages, stretch = Outages(hall), BusyStretch(hall, seed)
    cuts = Cuts(outages, seed)
    for _ in range(4):
        cuts.play(8)
        stretch.play(100)
    hall.close()
    outages.close()
    assert doubts_of(hall.rehearsal.records) == []


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_no_event_that_was_ever_released_is_doubted(path: Path) -> None:
    assert doubts_of(read(path)) == []


LEASED = {
    "some of its numbers were leased before": ("NumbersLeased", 1, {"letter": "A", "first": 503}),
    "some of its numbers were given before": ("NumbersLeased", 0, {"first": 0}),
    "lease 2026-06-23.A-500 was made before": (
        "NumbersLeased",
        1,
        {"lease_id": "2026-06-23.A-500"},
    ),
    "number A-503 is one of those that a kiosk holds": ("TicketIssued", 0, {"sequence": 503}),
    "number B-507 is not of lease 2026-06-23.B-500": ("TicketHandedIn", 1, {"sequence": 507}),
    "there is no lease none": ("TicketHandedIn", 1, {"lease_id": "none"}),
    "its token is that of another ticket": ("TicketHandedIn", 0, {"instead_of": None}),
}


@pytest.mark.parametrize("expected", LEASED)
def test_what_no_lease_allows_is_doubted(expected: str) -> None:
    kind, which, changes = LEASED[expected]
    records = cut_a_kiosk_off().records
    changed = [each for each in records if type(each.event).__name__ == kind][which]
    if "sequence" in changes:
        letter = changed.event.number[0]
        changes = {**changes, "number": f"{letter}-{changes['sequence']}"}
    if expected.startswith("its token"):
        changes = {**changes, "token_hash": "hash-t1"}
    day = replay(records[: changed.version - 1])
    assert day is not None
    record = replace(changed, event=replace(changed.event, **changes))
    assert expected in list(doubts(day, record, set()))


def test_numbers_that_a_restore_had_lost_are_no_doubt() -> None:
    assert doubts_of(take_lost_numbers_in().records) == []


def doubts_of(records: Sequence[Record]) -> list[str]:
    first, *others = records
    day, found, numbers = opened(first), list[str](), set[str]()
    for record in others:
        found += doubts(day, record, numbers)
        apply(day, record)
    return found


def test_the_command_tells_and_fails(file: Path) -> None:
    async def made() -> None:
        async with open_journal(file) as journal:
            await keep(journal, some_day())

    async def harmed() -> None:
        async with open_journal(file) as journal:
            await tamper(journal, "DELETE FROM events WHERE version = 3")

    asyncio.run(made())
    run = CliRunner().invoke(main, ["verify", "--database", str(file)])
    assert (run.exit_code, run.stderr) == (0, "")
    assert re.search(
        r"antrean\.db is sound. Days: 1, offices: 1, events: 16, tickets: 4\.", run.output
    )
    asyncio.run(harmed())
    run = CliRunner().invoke(main, ["verify", "--database", str(file)])
    assert run.exit_code == 1
    assert f"{DAY}: event 3 is missing" in run.stderr
    assert "NOT sound" in run.stderr


def test_a_database_that_is_not_there_is_told(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["verify", "--database", str(tmp_path / "none.db")])
    assert run.exit_code == 1
    assert "none.db" in run.stderr
    assert not (tmp_path / "none.db").exists()
