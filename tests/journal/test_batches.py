"""A batch is kept whole or not at all, one of a day at a time, on both engines alike."""

import asyncio
from collections import Counter
from contextlib import suppress

import pytest

from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.journal.rows import touched_rows
from tests.journal.keeping import (
    ID,
    add,
    add_one,
    event,
    keep,
    second_writer,
    some_day,
    version_of,
)
from tests.queueing.rehearsal import DATE


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
            with suppress(StorageError):  # or the commit tells
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
