"""What is kept of a day is read back whole, on both engines alike, or not at all."""

from datetime import timedelta

import pytest

from server.journal.errors import JournalUnreadableError
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.repair import rebuild_tickets
from server.journal.session import Head
from server.queueing import commands as c
from server.queueing.apply import replay
from tests.journal.keeping import (
    ID,
    add_one,
    event,
    keep,
    some_day,
    tamper,
)
from tests.queueing.rehearsal import DATE

TOMORROW = DATE + timedelta(days=1)


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
    assert await journal.open_days(ID, DATE) == []
    assert await journal.open_days(ID, DATE + timedelta(days=1)) == await journal.heads()
    assert await journal.open_days("other", DATE + timedelta(days=1)) == []
    day.run("23:59:59")
    day.wait(1)
    day.do(c.PassMidnight())
    await keep(journal, day)
    assert await journal.heads() == [Head(ID, DATE, len(day.records), ended=True)]
    assert await journal.open_days(ID, DATE + timedelta(days=1)) == []


async def test_text_of_any_script_is_kept(journal: Journal) -> None:
    actor = "Ꝏ ᬅᬓ᭄ᬱᬭ \U0001f3ab '\";--"
    async with journal.batch(ID, DATE) as batch:
        record = event(1, actor)
        await batch.append([record], [])
    assert await journal.read(ID, DATE) == [record]


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
    [
        *("", "{", "null"),
        *('{"event":"TicketConfirmed"}', '{"event":"TicketConfirmed","ticket_id":7}'),
        '{"event":"TicketConfirmed","ticket_id":"t1","field_of_a_newer_program":1}',
    ],
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
