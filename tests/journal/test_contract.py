"""What a journal promises, on both engines alike."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from server.journal.errors import JournalUnreadableError, StorageError
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.repair import rebuild_tickets
from server.journal.rows import all_rows, touched_rows
from server.journal.session import Head
from server.queueing import commands as c
from server.queueing.apply import replay
from tests.journal.keeping import (
    ID,
    add,
    add_one,
    ask,
    event,
    keep,
    second_writer,
    tamper,
    version_of,
)
from tests.queueing.rehearsal import DATE, Rehearsal, opened_counters

TOMORROW = DATE + timedelta(days=1)


def some_day() -> Rehearsal:
    """Two services in one visit, a priority ticket, a hold, a missed call, one given up."""
    day = opened_counters("1", "2")
    day.issue("a", "x")
    day.issue("b", priority=True, party_size=3, language="en")
    day.press(c.CallNext, "1")
    day.wait(30)
    day.press(c.FinishAndNext, "1")
    day.press(c.HoldTicket, "1")
    day.do(c.CancelTicket(day.issue("x")))
    day.reserve("a")
    return day


# ---------------------------------------------------------------- keeping and reading


async def test_what_is_kept_is_read_in_order(journal: Journal) -> None:
    day = some_day()
    await keep(journal, day)
    assert await journal.read(ID, DATE) == day.records
    assert await journal.read(ID, DATE, after=5) == day.records[5:]
    assert await journal.read(ID, DATE, after=len(day.records)) == []


async def test_a_day_is_the_same_after_a_restart(place: str) -> None:
    day = some_day()
    async with open_journal(place) as journal:
        await keep(journal, day)
        epoch = journal.epoch
    async with open_journal(place) as journal:
        assert replay(await journal.read(ID, DATE)) == day.day
        assert journal.epoch == epoch


async def test_a_day_without_events_reads_as_none(journal: Journal) -> None:
    assert await journal.read(ID, DATE) == []
    assert await journal.tickets(ID, DATE) == []
    assert await journal.heads() == []


async def test_offices_and_dates_are_kept_apart(journal: Journal) -> None:
    await add_one(journal)
    await add_one(journal, office="other")
    await add_one(journal, office="other")
    await add_one(journal, day=TOMORROW)
    assert [(head.office, head.date, head.version) for head in await journal.heads()] == [
        ("other", DATE, 2),
        (ID, DATE, 1),
        (ID, TOMORROW, 1),
    ]
    assert [record.version for record in await journal.read("other", DATE)] == [1, 2]


async def test_heads_tell_which_days_have_ended(journal: Journal) -> None:
    day = some_day()
    await keep(journal, day)
    assert await journal.heads() == [Head(ID, DATE, len(day.records), ended=False)]
    day.run("23:59:59")
    day.wait(1)
    day.do(c.PassMidnight())
    await keep(journal, day)
    assert await journal.heads() == [Head(ID, DATE, len(day.records), ended=True)]


async def test_text_of_any_script_is_kept(journal: Journal) -> None:
    actor = "Ꝏ ᬅᬓ᭄ᬱᬭ \U0001f3ab '\";--"
    async with journal.batch(ID, DATE) as batch:
        record = event(1, actor)
        await batch.append([record], [])
    assert await journal.read(ID, DATE) == [record]


# ---------------------------------------------------------------- batches


async def test_two_writers_take_turns_and_see_each_other(journal: Journal, place: str) -> None:
    async def write(journal: Journal, name: str) -> None:
        known: list[str] = []
        for _ in range(20):
            async with journal.batch(ID, DATE) as batch:
                known += [record.command_id for record in await batch.newer(len(known))]
                assert len(known) == batch.version
                known.append((await add(batch, name)).command_id)

    async with second_writer(journal, place) as other:
        await asyncio.gather(write(journal, "first"), write(other, "second"))
    records = await journal.read(ID, DATE)
    assert [record.version for record in records] == list(range(1, 41))
    assert Counter(record.command_id for record in records) == {"first": 20, "second": 20}


async def test_a_second_batch_waits_for_the_first(journal: Journal, place: str) -> None:
    order = []
    is_begun = asyncio.Event()

    async def follow(other: Journal) -> None:
        await is_begun.wait()
        async with other.batch(ID, DATE) as batch:
            order.append(f"second begins at {batch.version}")

    async with second_writer(journal, place) as other:
        following = asyncio.create_task(follow(other))
        async with journal.batch(ID, DATE) as batch:
            is_begun.set()
            await add(batch)
            await journal.read(ID, DATE)  # a reader waits for nobody
            order.append("first ends")
        await following
    assert order == ["first ends", "second begins at 1"]


async def test_a_batch_reads_what_is_newer(journal: Journal) -> None:
    day = some_day()
    await keep(journal, day)
    async with journal.batch(ID, DATE) as batch:
        assert batch.version == len(day.records)
        assert await batch.newer(batch.version) == []
        assert await batch.newer(3) == day.records[3:]


async def test_a_batch_may_append_twice(journal: Journal) -> None:
    async with journal.batch(ID, DATE) as batch:
        first, second = await add(batch), await add(batch)
    assert await journal.read(ID, DATE) == [first, second]


async def test_a_failed_batch_leaves_nothing(journal: Journal) -> None:
    day = some_day()
    with pytest.raises(ZeroDivisionError):
        async with journal.batch(ID, DATE) as batch:
            await batch.append(day.records, touched_rows(day.day, day.records))
            raise ZeroDivisionError
    assert await journal.heads() == []
    assert await journal.read(ID, DATE) == []
    assert await journal.tickets(ID, DATE) == []
    await keep(journal, day)
    assert await journal.read(ID, DATE) == day.records


async def test_a_batch_without_events_leaves_nothing(journal: Journal) -> None:
    async with journal.batch(ID, DATE) as batch:
        assert batch.version == 0
    assert await journal.heads() == []


async def test_a_version_that_is_taken_is_refused(journal: Journal) -> None:
    await add_one(journal)
    with pytest.raises(StorageError):
        async with journal.batch(ID, DATE) as batch:
            batch.version = 0  # a writer that missed something, somehow
            await batch.append([event(1, "usurper")], [])
    assert await journal.read(ID, DATE) == [event(1)]
    assert await add_one(journal) == 2


async def test_a_version_out_of_sequence_is_refused(journal: Journal) -> None:
    for version in (0, 2):
        with pytest.raises(StorageError, match="not the event after 0"):
            async with journal.batch(ID, DATE) as batch:
                await batch.append([event(version)], [])
    assert await journal.heads() == []


async def test_a_batch_is_not_kept_after_an_error_that_was_swallowed(journal: Journal) -> None:
    await add_one(journal)
    with pytest.raises(StorageError):
        async with journal.batch(ID, DATE) as batch:
            await add(batch)
            batch.version = 0
            with pytest.raises(StorageError):
                await batch.append([event(1)], [])
    assert await version_of(journal) == 1


async def test_a_writer_that_knows_too_much_is_told(journal: Journal) -> None:
    await add_one(journal)
    async with journal.batch(ID, DATE) as batch:
        with pytest.raises(StorageError, match="not all kept"):
            await batch.newer(2)


@pytest.mark.parametrize("steps", range(0, 40, 3))
async def test_a_cancelled_batch_leaves_no_transaction_open(journal: Journal, steps: int) -> None:
    await add_one(journal)
    day = some_day()

    async def write() -> None:
        async with journal.batch(ID, DATE) as batch:
            records = day.records[1:]
            await batch.append(records, touched_rows(day.day, records))

    writing = asyncio.create_task(write())
    for _ in range(steps):
        await asyncio.sleep(0)
    writing.cancel()
    await asyncio.wait([writing])
    assert await version_of(journal) in {1, len(day.records)}
    assert await add_one(journal) == await version_of(journal)
    assert len(await journal.read(ID, DATE)) == await version_of(journal)


async def test_cancelling_inside_a_batch_undoes_it(journal: Journal) -> None:
    is_added, never = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with journal.batch(ID, DATE) as batch:
            await add(batch)
            is_added.set()
            await never.wait()

    writing = asyncio.create_task(write())
    await is_added.wait()
    writing.cancel()
    await asyncio.wait([writing])
    assert writing.cancelled()
    assert await add_one(journal) == 1


# ---------------------------------------------------------------- what cannot be read


async def test_an_unknown_event_is_never_skipped(journal: Journal) -> None:
    day = some_day()
    await keep(journal, day)
    await add_one(journal, office="other")
    await tamper(
        journal,
        "UPDATE events SET body = $1 WHERE office = $2 AND version = $3",
        '{"event":"VisitorTeleported"}',
        ID,
        4,
    )
    with pytest.raises(JournalUnreadableError) as raised:
        await journal.read(ID, DATE)
    assert (raised.value.office, raised.value.date, raised.value.version) == (ID, DATE, 4)
    with pytest.raises(JournalUnreadableError):
        async with journal.batch(ID, DATE) as batch:
            await batch.newer(0)
    with pytest.raises(JournalUnreadableError):
        await rebuild_tickets(journal, ID, DATE)
    assert len(await journal.tickets(ID, DATE)) == len(day.day.tickets)
    assert len(await journal.read("other", DATE)) == 1
    assert await add_one(journal, office="other") == 2


@pytest.mark.parametrize(
    "body",
    ["", "{", "null", '{"event":"TicketConfirmed"}', '{"event":"TicketConfirmed","ticket_id":7}'],
)
async def test_a_damaged_event_is_unreadable(journal: Journal, body: str) -> None:
    await add_one(journal)
    await tamper(journal, "UPDATE events SET body = $1", body)
    with pytest.raises(JournalUnreadableError):
        await journal.read(ID, DATE)


@pytest.mark.parametrize("missing", [1, 2])
async def test_a_missing_event_is_noticed(journal: Journal, missing: int) -> None:
    for _ in range(3):
        await add_one(journal)
    await tamper(journal, "DELETE FROM events WHERE version = $1", missing)
    with pytest.raises(JournalUnreadableError, match=f"event {missing}: missing"):
        await journal.read(ID, DATE)


async def test_a_missing_last_event_is_noticed_before_more_is_written(journal: Journal) -> None:
    await add_one(journal)
    await add_one(journal)
    await tamper(journal, "DELETE FROM events WHERE version = $1", 2)
    with pytest.raises(JournalUnreadableError, match="event 2: missing"):
        async with journal.batch(ID, DATE) as batch:
            await batch.newer(1)


# ---------------------------------------------------------------- rows of tickets


async def test_rows_are_always_the_tickets_of_the_day(journal: Journal) -> None:
    day = opened_counters("1", "2")
    await keep(journal, day)

    async def matches() -> bool:
        await keep(journal, day)
        rows = await journal.tickets(ID, DATE)
        return sorted(rows, key=lambda row: row.ticket_id) == sorted(
            all_rows(day.day), key=lambda row: row.ticket_id
        )

    first = day.issue("a", "x", party_size=2)
    assert await matches()
    day.reserve("b", priority=True, language="en")
    assert await matches()
    day.press(c.CallNext, "1")
    assert await matches()
    day.wait(60)
    day.press(c.FinishService, "1")
    assert await matches()
    day.press(c.CallNext, "2")
    day.press(c.StartService, "2")
    assert await matches()
    (row,) = [row for row in await journal.tickets(ID, DATE) if row.ticket_id == first]
    assert (row.service, row.counter, row.leg, row.state) == ("x", "2", 1, "serving")
    assert row.legs == day.ticket(first).legs
    assert row.first_called_at == day.ticket(first).legs[0].called_at


async def test_rows_come_in_the_order_of_issue(journal: Journal) -> None:
    day = opened_counters()
    for service in ("x", "a", "b"):
        day.issue(service, ticket_id=f"id-{service}")
        day.wait(1)
    await keep(journal, day)
    assert [row.number for row in await journal.tickets(ID, DATE)] == ["X-001", "A-001", "B-001"]


async def test_rows_can_be_made_anew(journal: Journal) -> None:
    day = some_day()
    await keep(journal, day)
    before = await journal.tickets(ID, DATE)
    await tamper(
        journal,
        "UPDATE tickets SET state = $1, ticket_id = $2 WHERE ticket_id = $3",
        "lost",
        "t0",
        "t1",
    )
    assert await rebuild_tickets(journal, ID, DATE) == len(before)
    assert await journal.tickets(ID, DATE) == before
    assert await journal.read(ID, DATE) == day.records


async def test_rows_of_no_day_are_none(journal: Journal) -> None:
    assert await rebuild_tickets(journal, ID, DATE) == 0


async def test_other_peoples_sql_finds_plain_rows(journal: Journal) -> None:
    await keep(journal, some_day())
    assert await ask(
        journal, "SELECT number, state, party_size FROM tickets WHERE ticket_class = $1", "priority"
    ) == [("B-001", "held", 3)]
    assert await ask(
        journal,
        "SELECT count(*) FROM tickets WHERE first_called_at >= issued_at AND office = $1",
        ID,
    ) == [(2,)]
    kinds = await ask(journal, "SELECT kind FROM events WHERE version = $1", 1)
    assert kinds == [("DayOpened",)]
