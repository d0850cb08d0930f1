"""Days for journals: rehearsed ones, whose rules hold, and plain rows of events."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date

from server.journal.batch import Batch
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.rows import touched_rows
from server.journal.session import Value
from server.queueing import commands as c
from server.queueing.events import IssuingStopped, Record
from tests.queueing.rehearsal import DATE, OFFICE, Rehearsal, clock, opened_counters

ID = OFFICE.id


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


async def keep(journal: Journal, rehearsal: Rehearsal) -> None:
    """Add what has happened since the last time."""
    async with journal.batch(ID, DATE) as batch:
        records = rehearsal.records[batch.version :]
        tickets = touched_rows(rehearsal.day, records)
        await batch.append(records, tickets, ended=rehearsal.day.ended)


def event(version: int, command_id: str = "command") -> Record:
    """Any event, for tests that do not replay."""
    return Record(version, clock("08:00"), "test", IssuingStopped(), command_id, "fingerprint")


async def add(batch: Batch, command_id: str = "command") -> Record:
    """Add any event."""
    record = event(batch.version + 1, command_id)
    await batch.append([record], [])
    return record


async def add_one(journal: Journal, office: str = ID, day: date = DATE) -> int:
    """Add any event in a batch of its own; gives its version."""
    async with journal.batch(office, day) as batch:
        return (await add(batch)).version


async def version_of(journal: Journal, office: str = ID, day: date = DATE) -> int:
    """How far a day has come."""
    found = [
        head.version for head in await journal.heads() if (head.office, head.date) == (office, day)
    ]
    return found[0] if found else 0


async def tamper(journal: Journal, statement: str, *values: Value) -> None:
    """What other people's SQL may do to the database."""
    async with journal.engine.transaction() as transaction:
        await transaction.write(statement, [values])
        await transaction.commit()


async def ask(journal: Journal, statement: str, *values: Value) -> Sequence[Sequence[object]]:
    """What other people's SQL may read."""
    async with journal.engine.reading() as session:
        return [tuple(row) for row in await session.fetch(statement, *values)]


@asynccontextmanager
async def second_writer(journal: Journal, place: str) -> AsyncIterator[Journal]:
    """Who else may write: another server on PostgreSQL, the same one on SQLite."""
    if place.startswith("postgresql:"):
        async with open_journal(place) as other:
            yield other
    else:
        yield journal
