"""`antrean backup`: beside the running server, of one moment, and never at the price of a file."""

import asyncio
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from antrean import main
from server.journal.opening import open_journal, open_view
from server.keeping.verify import Verdict, verify
from server.queueing.apply import replay
from tests.journal.keeping import add_one, keep, some_day
from tests.places import without_places
from tests.server_fixture import ServerProcess, server_process

KIOSKS = 3


def back_up(database: Path | str, target: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["backup", str(target), "--database", str(database), *options])


async def verdict_of(place: Path) -> Verdict:
    async with open_view(place) as view:
        return await verify(view)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with a day in it, and nobody at it."""

    async def made(path: Path) -> None:
        async with open_journal(path) as journal:
            await keep(journal, some_day())

    path = tmp_path / "antrean.db"
    asyncio.run(made(path))
    return path


async def take_numbers(server: ServerProcess, numbers: list[str]) -> None:
    while True:
        numbers.append((await server.issue("informasi")).number)


async def test_backups_beside_a_busy_server_are_whole_and_hold_what_was_acknowledged(
    tmp_path: Path,
) -> None:
    numbers: list[str] = []
    async with server_process(tmp_path, without_places(tmp_path)) as server:
        people = [asyncio.create_task(take_numbers(server, numbers)) for _ in range(KIOSKS)]
        for index in range(3):
            enough = len(numbers) + 10
            while len(numbers) < enough:  # noqa: ASYNC110 - they are appended by many
                await asyncio.sleep(0.01)
            before = set(numbers)
            target = tmp_path / f"{index}.db"
            run = await asyncio.to_thread(back_up, server.database, target)
            assert run.exit_code == 0, run.output
            verdict = await verdict_of(target)
            assert verdict.problems == ()
            async with open_journal(target) as journal:
                (head,) = await journal.heads()
                day = replay(await journal.read(head.office, head.date))
            assert day is not None
            assert before <= {ticket.number for ticket in day.tickets.values()}
        for each in people:
            each.cancel()
        await asyncio.gather(*people, return_exceptions=True)


def test_a_backup_is_one_file_that_only_its_owner_reads(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    run = back_up(database, folder / "monday.db")
    assert run.exit_code == 0, run.output
    assert [each.name for each in folder.iterdir()] == ["monday.db"]
    assert stat.S_IMODE((folder / "monday.db").stat().st_mode) == 0o600


def test_a_file_that_is_there_stays_unless_told(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "monday.db"
    target.write_text("letters of the mayor")
    run = back_up(database, target)
    assert run.exit_code == 1
    assert "there is a file already" in run.stderr
    assert target.read_text() == "letters of the mayor"
    assert back_up(database, target, "--overwrite").exit_code == 0
    assert asyncio.run(verdict_of(target)).events > 0


def test_a_backup_that_fails_leaves_the_former_one(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "monday.db"
    assert back_up(database, target).exit_code == 0
    former = target.read_bytes()
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 4)
    run = back_up(database, target, "--overwrite")
    assert run.exit_code == 1
    assert run.stderr
    assert target.read_bytes() == former
    assert {each.name for each in tmp_path.iterdir()} <= {
        *("monday.db", "antrean.db", "antrean.db.lock", "antrean.db-wal", "antrean.db-shm")
    }


@pytest.mark.parametrize("overwrite", [(), ("--overwrite",)])
def test_the_database_is_no_place_for_its_backup(
    database: Path, overwrite: tuple[str, ...]
) -> None:
    before = database.read_bytes()
    assert back_up(database, database, *overwrite).exit_code == 1
    assert database.read_bytes() == before


def test_what_is_no_database_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("a letter" * 1000)
    (tmp_path / "empty.db").touch()
    for name in ("a.db", "empty.db", "none.db"):
        run = back_up(tmp_path / name, tmp_path / "b.db")
        assert (run.exit_code, name in run.stderr) == (1, True), run.output
    assert not (tmp_path / "b.db").exists()


def test_postgresql_is_sent_to_its_own_way(tmp_path: Path) -> None:
    run = back_up("postgresql://u@127.0.0.1/d", tmp_path / "b.db")
    assert run.exit_code == 1
    assert "pg_dump" in run.stderr


def test_a_folder_that_is_missing_is_told(database: Path, tmp_path: Path) -> None:
    run = back_up(database, tmp_path / "nowhere" / "b.db")
    assert run.exit_code == 1
    assert "No such file or directory" in run.stderr


async def test_a_backup_has_what_only_the_log_had(tmp_path: Path) -> None:
    """The file itself may be older than the write-ahead log beside it."""
    async with open_journal(tmp_path / "antrean.db") as journal:
        for _ in range(5):
            await add_one(journal)
        run = await asyncio.to_thread(back_up, tmp_path / "antrean.db", tmp_path / "b.db")
        assert run.exit_code == 0, run.output
    async with open_journal(tmp_path / "b.db") as journal:
        assert [head.version for head in await journal.heads()] == [5]
