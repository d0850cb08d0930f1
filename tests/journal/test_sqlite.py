"""SQLite alone: one server, a file that may be locked or full, and being killed."""

import resource
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from signal import SIGKILL

import pytest

from server.journal import sqlite
from server.journal.errors import JournalLockedError, StorageError
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.texts import Text, TextKind
from tests.journal.keeping import ID, add, add_one, ask, event
from tests.journal.writer_process import go_on, next_line, started
from tests.queueing.rehearsal import DATE


@pytest.fixture
async def journal(file: Path):
    async with open_journal(file) as opened:
        yield opened


async def told(journal: Journal, pragma: str) -> list[tuple[int | str]]:
    return await journal.engine._writer.visit(lambda to: to.execute(pragma).fetchall())


async def test_a_second_server_is_refused(file: Path) -> None:
    async with started("open", file) as other:
        assert await next_line(other) == "open"
        with pytest.raises(JournalLockedError, match=f"process {other.pid}"):
            async with open_journal(file):
                pass
        go_on(other)
        await other.wait()
    async with open_journal(file) as journal:
        assert await add_one(journal) == 1


async def test_the_same_process_is_refused_too(journal: Journal, file: Path) -> None:
    with pytest.raises(JournalLockedError):
        async with open_journal(file):
            pass
    assert await add_one(journal) == 1


async def test_commits_are_durable(journal: Journal) -> None:
    assert await told(journal, "PRAGMA journal_mode") == [("wal",)]
    assert await told(journal, "PRAGMA synchronous") == [(2,)]  # FULL


async def test_short_foreign_locks_are_waited_for(journal: Journal) -> None:
    assert await told(journal, "PRAGMA busy_timeout") == [(3000,)]


async def test_what_was_acknowledged_survives_being_killed(file: Path) -> None:
    async with started("append", file) as killed:
        for expected in range(1, 51):
            assert await next_line(killed) == str(expected)
        killed.send_signal(SIGKILL)
        told, _ = await killed.communicate()
    acknowledged = int((told.decode().rpartition("\n")[0].split() or [50])[-1])
    async with open_journal(file) as journal:
        kept = await journal.read(ID, DATE)
        assert acknowledged <= len(kept) <= acknowledged + 1
        assert await add_one(journal) == len(kept) + 1


async def test_a_full_disk_is_told_and_forgotten(journal: Journal) -> None:
    await add_one(journal)
    ((pages,),) = await ask(journal, "PRAGMA page_count")
    await told(journal, f"PRAGMA max_page_count = {pages}")
    kept = 1
    with pytest.raises(StorageError, match="full"):
        while kept < 10_000:
            kept = await add_one(journal)
    assert len(await journal.read(ID, DATE)) == kept
    with pytest.raises(StorageError, match="full"):
        async with journal.batch(ID, DATE) as batch:
            for _ in range(100):
                await add(batch)
    await told(journal, "PRAGMA max_page_count = 1000000")
    assert await add_one(journal) == kept + 1
    assert len(await journal.read(ID, DATE)) == kept + 1


async def test_a_file_that_may_not_grow_is_told_and_forgotten(journal: Journal, file: Path) -> None:
    kept = await add_one(journal)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(path.stat().st_size for path in file.parent.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        with pytest.raises(StorageError):
            while kept < 10_000:
                kept = await add_one(journal)
        with pytest.raises(StorageError):
            await add_one(journal)
        assert len(await journal.read(ID, DATE)) == kept
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert await add_one(journal) == kept + 1
    assert len(await journal.read(ID, DATE)) == kept + 1


async def test_a_file_locked_by_another_program_is_told_and_forgotten(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    async with open_journal(file) as journal:
        await add_one(journal)
        with closing(sqlite3.connect(file, isolation_level=None)) as foreign:
            foreign.execute("BEGIN IMMEDIATE")
            with pytest.raises(StorageError, match="locked"):
                await add_one(journal)
            assert len(await journal.read(ID, DATE)) == 1
            foreign.execute("ROLLBACK")
        assert await add_one(journal) == 2


@pytest.fixture
def no_database(file: Path) -> Path:
    file.write_bytes(b"not a database, but long enough to be taken for one\n" * 100)
    return file


async def test_what_is_no_database_is_told(no_database: Path) -> None:
    with pytest.raises(StorageError, match="not a database"):
        async with open_journal(no_database):
            pass


async def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file"):
        async with open_journal(tmp_path / "missing" / "antrean.db"):
            pass


async def test_nothing_is_heard_of_others(journal: Journal) -> None:
    heard = []
    with journal.watch(ID, DATE, heard.append):
        await add_one(journal)
    assert heard == []


async def test_an_erased_text_leaves_no_trace_in_the_files(file: Path) -> None:
    words = [f"Pak Joko {number} {'berkas ' * 20}" for number in range(200)]

    def traces() -> list[str]:
        kept = b"".join(path.read_bytes() for path in file.parent.iterdir())
        return [each for each in words if each.encode() in kept]

    texts = [Text(TextKind.NOTE, f"note-{number}", each) for number, each in enumerate(words)]
    async with open_journal(file) as journal, journal.batch(ID, DATE) as batch:
        await batch.append([event(1)], [], texts)
    assert traces() == words
    async with open_journal(file) as journal:
        assert await journal.erase_texts(DATE + timedelta(days=1)) == len(words)
    assert traces() == []


def rights_of_others(folder: Path) -> dict[str, int]:
    return {each.name: each.stat().st_mode & 0o077 for each in folder.glob("antrean.db*")}


async def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    async with sqlite.open_engine(tmp_path / "antrean.db"):
        found = rights_of_others(tmp_path)
    assert found["antrean.db"] == found["antrean.db-wal"] == found["antrean.db-shm"] == 0
