"""PostgreSQL alone: several servers, and everything that may befall the way to the database."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from signal import SIGCONT, SIGSTOP

import pytest

from server.journal import postgres
from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.journal.opening import open_journal
from tests.journal.keeping import ID, add, add_one, event, version_of
from tests.journal.listening import PATIENCE_SECONDS, Ear, connected
from tests.journal.proxy import Proxy
from tests.journal.writer_process import go_on, next_line, started
from tests.postgres import running_server, why_unavailable
from tests.queueing.rehearsal import DATE


@pytest.fixture
async def journal(postgres_url: str) -> AsyncIterator[Journal]:
    async with open_journal(postgres_url) as opened:
        yield opened


@pytest.fixture
async def proxy(postgres_url: str) -> AsyncIterator[Proxy]:
    async with Proxy(postgres_url).running() as running:
        yield running


async def add_until_kept(journal: Journal) -> int:
    """Add an event as soon as the journal works again."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                return await add_one(journal)
            except StorageError:
                await asyncio.sleep(0.05)


# ---------------------------------------------------------------- opening


async def test_servers_that_start_at_once_all_start(postgres_url: str) -> None:
    async def epoch() -> str:
        async with open_journal(postgres_url) as journal:
            return journal.epoch

    assert len(set(await asyncio.gather(*(epoch() for _ in range(5))))) == 1


async def test_a_database_that_is_not_there_is_told(postgres_url: str) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        async with open_journal(postgres_url + "_missing"):
            pass


async def test_a_server_that_is_not_there_is_told(unused_tcp_port: int) -> None:
    with pytest.raises(StorageError):
        async with open_journal(f"postgresql://postgres@127.0.0.1:{unused_tcp_port}/antrean"):
            pass


async def test_writers_set_their_time_limits(journal: Journal) -> None:
    async with journal.engine.reading() as session:
        limits = [
            (await session.fetch(f"SHOW {name}"))[0][0]
            for name in ("idle_in_transaction_session_timeout", "lock_timeout")
        ]
    assert limits == ["2s", "3s"]


# ---------------------------------------------------------------- other writers


async def test_a_frozen_writer_is_cut(journal: Journal, postgres_url: str) -> None:
    async with started("hold", postgres_url) as frozen:
        assert await next_line(frozen) == "locked"
        os.kill(frozen.pid, SIGSTOP)
        since = time.monotonic()
        assert await add_one(journal) == 1
        assert time.monotonic() - since < 5  # the limit that is promised to the other server
        os.kill(frozen.pid, SIGCONT)
        go_on(frozen)
        assert await next_line(frozen) == "not kept"
        assert await next_line(frozen) == "2"
    assert await journal.read(ID, DATE) == [event(1), event(2)]


async def test_nobody_waits_for_a_lock_for_ever(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.SETTINGS, "lock_timeout", "50ms")
    async with open_journal(postgres_url) as journal, connected(postgres_url) as foreign:
        await add_one(journal)
        async with foreign.transaction():
            await foreign.execute("SELECT version FROM heads FOR UPDATE")
            with pytest.raises(StorageError, match="lock timeout"):
                await add_one(journal)
        assert await add_one(journal) == 2


async def test_offices_do_not_wait_for_each_other(journal: Journal) -> None:
    async with journal.batch(ID, DATE) as batch:
        assert await add_one(journal, office="other") == 1
        await add(batch)
    assert await version_of(journal) == 1


# ---------------------------------------------------------------- the way to the database


async def test_a_lost_connection_fails_one_batch_only(journal: Journal) -> None:
    await add_one(journal)
    with pytest.raises(StorageError):
        async with journal.batch(ID, DATE) as batch:
            await add(batch)
            await cut_writers(journal)
            await add(batch)
    assert await add_one(journal) == 2


async def test_connections_lost_while_idle_are_replaced(journal: Journal) -> None:
    await add_one(journal)
    await cut_writers(journal)
    assert await add_until_kept(journal) == 2


async def cut_writers(journal: Journal) -> None:
    async with journal.engine.reading() as session:
        await session.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'antrean' AND datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )


async def test_a_restarted_database_is_found_again() -> None:
    reason = why_unavailable()
    if reason is not None:
        pytest.skip(reason)
    with running_server() as server, server.database() as url:
        async with Proxy(url).running() as proxy, open_journal(proxy.url) as journal:
            ear = Ear()
            with journal.watch(ID, DATE, ear.heard):
                await add_one(journal)
                with pytest.raises(StorageError):
                    async with journal.batch(ID, DATE) as batch:
                        await add(batch)
                        server.stop()
                        await add(batch)
                with pytest.raises(StorageError):
                    await add_one(journal)
                with pytest.raises(StorageError):
                    await journal.read(ID, DATE)
                server.start()
                proxy.target_port = server.port
                assert await add_until_kept(journal) == 2
                async with open_journal(proxy.url) as other:
                    assert await add_one(other) == 3
                await ear.until_version(3)


async def test_a_commit_whose_answer_was_lost_is_found_to_be_kept(
    proxy: Proxy, postgres_url: str
) -> None:
    async with open_journal(proxy.url) as journal:
        for version in (1, 2):  # the first makes the head
            proxy.cut_at_commit = "after"
            assert await add_one(journal) == version
            assert proxy.cuts == version
        assert await journal.read(ID, DATE) == [event(1), event(2)]


async def test_a_commit_that_never_arrived_is_found_not_to_be_kept(
    proxy: Proxy, postgres_url: str
) -> None:
    async with open_journal(proxy.url) as journal:
        for cuts in (1, 2):
            proxy.cut_at_commit = "before"
            with pytest.raises(StorageError, match="not kept"):
                await add_one(journal)
            assert proxy.cuts == cuts
        assert await journal.read(ID, DATE) == []
        assert await add_one(journal) == 1


async def test_a_commit_whose_fate_cannot_be_found_out_is_told(
    proxy: Proxy, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.journal.journal.SETTLE_SECONDS", 0.3)
    async with open_journal(proxy.url) as journal:
        with pytest.raises(StorageError, match="not known"):
            async with journal.batch(ID, DATE) as batch:
                await add(batch)
                proxy.cut_at_commit = "after"
                server_port, proxy.target_port = proxy.target_port, 1
        proxy.target_port = server_port
        assert await add_until_kept(journal) == 2


async def test_a_lost_commit_is_told_from_another_writers(proxy: Proxy, postgres_url: str) -> None:
    async with open_journal(proxy.url) as journal, open_journal(postgres_url) as other:
        await add_one(journal)

        async def lose() -> None:
            async with journal.batch(ID, DATE) as batch:
                await add(batch, "lost")
                proxy.cut_at_commit = "before"
                overtaking.set()

        async def overtake() -> int:
            await overtaking.wait()
            async with other.batch(ID, DATE) as batch:
                return (await add(batch, "overtaking")).version

        overtaking = asyncio.Event()
        lost, version = await asyncio.gather(lose(), overtake(), return_exceptions=True)
        assert isinstance(lost, StorageError)
        assert version == 2
        assert [each.command_id for each in await journal.read(ID, DATE)] == [
            "command",
            "overtaking",
        ]


async def test_a_lost_repair_is_told(proxy: Proxy) -> None:
    async with open_journal(proxy.url) as journal:
        await add_one(journal)
        with pytest.raises(StorageError):
            async with journal.batch(ID, DATE) as batch:
                await batch.replace_tickets([])
                proxy.cut_at_commit = "before"
