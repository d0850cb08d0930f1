"""What staff wrote: kept with the events that carry its id, and erased for good."""

from datetime import timedelta

import pytest

from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.journal.texts import Text, TextKind
from tests.journal.keeping import ID, add, event, second_writer
from tests.queueing.rehearsal import DATE

WORDS = "Pak Joko: <b>berkas</b> sudah lengkap; 'DROP TABLE texts' é 字"
NOTE, NOTICE = TextKind.NOTE, TextKind.NOTICE


async def write(journal: Journal, *texts: Text, office: str = ID, days: int = 0) -> None:
    """Keep texts in a batch of their own, on the date so many days from the usual one."""
    async with journal.batch(office, DATE + timedelta(days=days)) as batch:
        await batch.append([event(batch.version + 1)], [], texts)


async def test_a_text_is_read_as_it_was_written(journal: Journal) -> None:
    await write(journal, Text(NOTE, "one", WORDS), Text(NOTE, "two", "x" * 200))
    assert await journal.text(ID, DATE, NOTE, "one") == WORDS
    async with journal.batch(ID, DATE) as batch:
        assert await batch.text(NOTE, "two") == "x" * 200


async def test_a_text_is_found_under_its_own_id_date_office_and_kind_only(journal: Journal) -> None:
    await write(journal, Text(NOTE, "one", WORDS))
    for office, day, kind, text_id in (
        ("other", DATE, NOTE, "one"),
        (ID, DATE + timedelta(days=1), NOTE, "one"),
        (ID, DATE, NOTICE, "one"),
        (ID, DATE, NOTE, "two"),
    ):
        assert await journal.text(office, day, kind, text_id) is None


async def test_a_text_of_a_batch_that_failed_is_not_kept(journal: Journal) -> None:
    with pytest.raises(ZeroDivisionError):
        async with journal.batch(ID, DATE) as batch:
            await batch.append([event(1)], [], [Text(NOTE, "one", WORDS)])
            raise ZeroDivisionError
    assert await journal.text(ID, DATE, NOTE, "one") is None
    with pytest.raises(StorageError):
        async with journal.batch(ID, DATE) as batch:
            await batch.append([event(7)], [], [Text(NOTE, "one", WORDS)])
    assert await journal.text(ID, DATE, NOTE, "one") is None


async def test_a_text_is_read_by_whoever_else_shares_the_journal(
    journal: Journal, place: str
) -> None:
    async with second_writer(journal, place) as other:
        await write(journal, Text(NOTE, "one", WORDS))
        assert await other.text(ID, DATE, NOTE, "one") == WORDS


async def test_texts_are_erased_by_whole_dates_in_all_offices(journal: Journal) -> None:
    for days in (-2, -1, 0):
        for office in (ID, "other"):
            await write(journal, Text(NOTE, "one", WORDS), office=office, days=days)
    await write(journal, Text(NOTICE, "two", WORDS), days=-1)
    assert await journal.erase_texts(DATE) == 5
    assert await journal.erase_texts(DATE) == 0
    for office in (ID, "other"):
        assert await journal.text(office, DATE, NOTE, "one") == WORDS
        assert await journal.text(office, DATE - timedelta(days=1), NOTE, "one") is None
    assert len(await journal.read(ID, DATE - timedelta(days=1))) == 2  # the events stay


async def test_erasing_leaves_the_day_to_its_writer(journal: Journal) -> None:
    await write(journal, Text(NOTE, "one", WORDS))
    assert await journal.erase_texts(DATE + timedelta(days=1)) == 1
    async with journal.batch(ID, DATE) as batch:
        await add(batch)
