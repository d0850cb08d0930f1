"""`antrean restore`: the day goes on from the backup, and nothing that was there is lost."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from antrean import main
from server.journal.opening import open_journal
from tests.desk.driving import AppDriver, open_app, until
from tests.displays.test_terminal import display, shown_large
from tests.displays.test_terminal import until as until_shown
from tests.journal.keeping import add_one
from tests.places import without_places
from tests.server_fixture import running_server, server_process
from tests.web.test_leases import Kiosk


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def restored(backup: Path, database: Path | str) -> Result:
    return run("restore", backup, "--database", database)


async def made(path: Path, events: int) -> str:
    """A database with so many events; gives its epoch."""
    async with open_journal(path) as journal:
        for _ in range(events):
            await add_one(journal)
        return journal.epoch


async def found_in(path: Path) -> tuple[str, list[int]]:
    """The epoch, and how far each day has come."""
    async with open_journal(path) as journal:
        return journal.epoch, [head.version for head in await journal.heads()]


def aside(folder: Path) -> Sequence[Path]:
    return [each for each in folder.glob("antrean.db.before-*") if each.name[-4] != "-"]


async def test_the_day_goes_on_and_the_screens_follow(tmp_path: Path) -> None:
    backup = tmp_path / "monday.db"
    async with (
        running_server(tmp_path, without_places(tmp_path)) as server,
        display(server) as (hall, in_hall),
        open_app(server, tmp_path, "3") as desk,
    ):
        first, second = [await server.issue("pengambilan") for _ in range(2)]
        await server.at_counter("3", "open")
        await server.at_counter("3", "call-next")
        made = await asyncio.to_thread(run, "backup", backup, "--database", server.database)
        assert made.exit_code == 0, made.output
        await server.at_counter("3", "finish-and-next")  # this, the backup does not have
        third = await server.issue("pengambilan")  # nor this: somebody has it on paper
        await until_shown(in_hall, lambda: (second.number, 3) in shown_large(hall))
        former = hall.snapshot
        assert former is not None

        await server.stop()
        told = await asyncio.to_thread(restored, backup, server.database)
        assert told.exit_code == 0, told.output
        assert "WARNING" in told.output
        await server.start()

        # both show the older state, although its versions are lower: it is another epoch
        await until_shown(
            in_hall, lambda: hall.snapshot is not None and hall.snapshot.id.epoch != former.id.epoch
        )
        assert hall.snapshot is not None
        assert hall.snapshot.id.version < former.id.version
        await until_shown(in_hall, lambda: shown_large(hall) == [(first.number, 3)])
        await desk_shows(desk, first.number)
        # and the day goes on: the desk's own key calls the second again, and the hall sees it
        await desk.press("f")
        await until_shown(in_hall, lambda: (second.number, 3) in shown_large(hall))
        await desk_shows(desk, second.number)
        numbers = {first.number, second.number, third.number}
        assert (await server.issue("pengambilan")).number not in numbers
        verified = await asyncio.to_thread(run, "verify", "--database", server.database)
        assert verified.exit_code == 0, verified.output


async def test_what_a_kiosk_gave_of_lost_leases_is_taken_in(tmp_path: Path) -> None:
    backup = tmp_path / "monday.db"
    async with running_server(tmp_path, without_places(tmp_path)) as server:
        kiosk = Kiosk(server)
        await server.device_key("kiosk", kiosk.name)  # it was paired before
        made = await asyncio.to_thread(run, "backup", backup, "--database", server.database)
        assert made.exit_code == 0, made.output
        await kiosk.lease()  # this, the backup does not have
        papers = [kiosk.give(), kiosk.give()]
        await server.stop()
        told = await asyncio.to_thread(restored, backup, server.database)
        assert told.exit_code == 0, told.output
        await server.start()

        for _ in range(2):  # the second time because the answer was lost
            reply = await kiosk.hand_in(*papers)
            assert [(each.number, each.state) for each in reply.tickets] == [
                (paper["number"], "waiting") for paper in papers
            ]
        await kiosk.lease()
        assert kiosk.give()["number"] not in {paper["number"] for paper in papers}
        verified = await asyncio.to_thread(run, "verify", "--database", server.database)
        assert verified.exit_code == 0, verified.output


async def desk_shows(desk: AppDriver, number: str) -> None:
    async def shown() -> bool:
        return number in await desk.headline()

    await until(shown, f"{number} at the desk")


async def test_what_was_there_is_kept_aside_with_its_log(tmp_path: Path) -> None:
    database, backup = tmp_path / "antrean.db", tmp_path / "b.db"
    await made(backup, 2)
    async with server_process(tmp_path) as server:  # killed: its last commits are in the log only
        await server.issue("pengambilan")
    versions = (await found_in(copied(database, tmp_path / "copy")))[1]
    told = restored(backup, database)
    assert told.exit_code == 0, told.output
    assert (await found_in(database))[1] == [2]
    (kept,) = aside(tmp_path)
    assert kept.name in told.output
    assert (await found_in(kept))[1] == versions


def copied(database: Path, folder: Path) -> Path:
    """A copy of the files, to be opened without a change to them."""
    folder.mkdir()
    for ending in ("", "-wal"):
        (folder / f"copy.db{ending}").write_bytes(Path(f"{database}{ending}").read_bytes())
    return folder / "copy.db"


async def test_a_restored_database_has_another_epoch_and_the_backup_keeps_its_own(
    tmp_path: Path,
) -> None:
    epoch = await made(tmp_path / "b.db", 3)
    assert restored(tmp_path / "b.db", tmp_path / "antrean.db").exit_code == 0
    first = (await found_in(tmp_path / "antrean.db"))[0]
    assert restored(tmp_path / "b.db", tmp_path / "antrean.db").exit_code == 0
    second = (await found_in(tmp_path / "antrean.db"))[0]
    assert len({epoch, first, second}) == 3
    assert (await found_in(tmp_path / "b.db"))[0] == epoch


async def test_a_database_in_use_is_left_alone(tmp_path: Path) -> None:
    await made(tmp_path / "b.db", 2)
    async with open_journal(tmp_path / "antrean.db") as journal:
        await add_one(journal)
        told = await asyncio.to_thread(restored, tmp_path / "b.db", tmp_path / "antrean.db")
        assert told.exit_code == 1
        assert "stop it first" in told.stderr
        assert await add_one(journal) == 2
    assert not aside(tmp_path)


async def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    epoch = await made(tmp_path / "antrean.db", 1)
    await made(tmp_path / "b.db", 2)
    with closing(sqlite3.connect(tmp_path / "b.db")) as database:
        database.execute("INSERT INTO migrations VALUES (999, 'later', 'x', '2026-06-23')")
        database.commit()
    told = restored(tmp_path / "b.db", tmp_path / "antrean.db")
    assert told.exit_code == 1
    assert "schema 999" in told.stderr
    assert await found_in(tmp_path / "antrean.db") == (epoch, [1])


@pytest.mark.parametrize("content", [b"", b"a letter" * 900])
async def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    epoch = await made(tmp_path / "antrean.db", 1)
    (tmp_path / "b.db").write_bytes(content)
    assert restored(tmp_path / "b.db", tmp_path / "antrean.db").exit_code == 1
    assert restored(tmp_path / "antrean.db", tmp_path / "antrean.db").exit_code == 1
    assert await found_in(tmp_path / "antrean.db") == (epoch, [1])
    assert not aside(tmp_path)


async def test_a_damaged_database_can_be_replaced(tmp_path: Path) -> None:
    await made(tmp_path / "b.db", 2)
    (tmp_path / "antrean.db").write_bytes(b"nothing of use" * 1000)
    assert restored(tmp_path / "b.db", tmp_path / "antrean.db").exit_code == 0
    assert (await found_in(tmp_path / "antrean.db"))[1] == [2]
    assert aside(tmp_path)


async def test_how_much_is_lost_is_told(tmp_path: Path) -> None:
    await made(tmp_path / "b.db", 2)
    await made(tmp_path / "antrean.db", 7)
    told = restored(tmp_path / "b.db", tmp_path / "antrean.db").output
    assert "WARNING: test, 2026-06-23: the last 5 events are not in the backup" in told
    assert "WARNING" not in restored(tmp_path / "b.db", tmp_path / "antrean.db").output
