"""The rows of tickets: always what the events say, on both engines alike."""

from datetime import timedelta

from server.journal.journal import Journal
from server.journal.repair import rebuild_tickets
from server.journal.rows import FoundTicket, all_rows
from server.queueing import commands as c
from tests.journal.keeping import (
    ID,
    ask,
    keep,
    some_day,
    tamper,
)
from tests.queueing.rehearsal import DATE, opened_counters


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


async def test_a_ticket_is_found_by_its_secret_on_former_days(journal: Journal) -> None:
    assert await journal.head(ID, DATE) is None
    day = opened_counters()
    ticket_id = day.issue("a")
    await keep(journal, day)
    found = await journal.find_ticket(ID, DATE, f"hash-{ticket_id}")
    assert found == FoundTicket(DATE, ticket_id)
    assert await journal.find_ticket(ID, DATE + timedelta(days=1), f"hash-{ticket_id}") is None
    assert await journal.find_ticket(ID, DATE, "hash-of-nothing") is None
    assert await journal.find_ticket("another-office", DATE, f"hash-{ticket_id}") is None
    head = await journal.head(ID, DATE)
    assert head is not None
    assert (head.version, head.ended) == (day.day.version, False)
