"""News between servers that share a PostgreSQL database, and what may befall it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from server.journal import notices
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.session import Head
from tests.journal.keeping import ID, add_one, event
from tests.journal.listening import Ear, connected
from tests.journal.writer_process import next_line, started
from tests.queueing.rehearsal import DATE


@pytest.fixture
async def journal(postgres_url: str) -> AsyncIterator[Journal]:
    async with open_journal(postgres_url) as opened:
        yield opened


async def test_another_process_is_heard(journal: Journal, postgres_url: str) -> None:
    ear = Ear()
    with journal.watch(ID, DATE, ear.heard):
        async with started("append", postgres_url) as other:
            assert await next_line(other) == "1"
            await ear.until_version(20)
    assert {(head.office, head.date, head.ended) for head in ear.heads} == {(ID, DATE, False)}


async def test_only_watched_days_are_heard_and_never_our_own(
    journal: Journal, postgres_url: str
) -> None:
    ear = Ear()
    async with open_journal(postgres_url) as other:
        with journal.watch(ID, DATE, ear.heard):
            await add_one(other, office="other")
            await add_one(other, day=DATE + timedelta(days=1))
            await add_one(journal)
            async with other.batch(ID, DATE) as batch:
                await batch.append([event(2)], [], ended=True)
            await ear.until_version(2)
        await add_one(other)
    assert [head for head in ear.heads if head.version != 1] == [Head(ID, DATE, 2, ended=True)]


async def test_a_lost_notice_is_made_up_for(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "POLL_SECONDS", 0.05)
    ear = Ear()
    async with open_journal(postgres_url) as journal:
        with journal.watch(ID, DATE, ear.heard):
            await add_one(journal)
            async with connected(postgres_url) as foreign:
                await foreign.execute("UPDATE heads SET version = 7")
            await ear.until_version(7)


async def test_news_comes_again_after_the_connection_was_lost(
    journal: Journal, postgres_url: str
) -> None:
    ear = Ear()
    async with open_journal(postgres_url) as other, connected(postgres_url) as foreign:
        with journal.watch(ID, DATE, ear.heard):
            await add_one(other)
            await ear.until_version(1)
            await foreign.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE application_name = 'antrean-notices' AND datname = current_database()"
            )
            await add_one(other)
            await ear.until_version(2)


async def test_a_notice_that_nobody_understands_does_no_harm(
    journal: Journal, postgres_url: str
) -> None:
    ear = Ear()
    async with open_journal(postgres_url) as other, connected(postgres_url) as foreign:
        with journal.watch(ID, DATE, ear.heard):
            await add_one(other)
            await ear.until_version(1)
            await foreign.execute("SELECT pg_notify('antrean', 'nonsense')")
            await add_one(other)
            await ear.until_version(2)
