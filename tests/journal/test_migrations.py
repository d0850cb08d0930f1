"""The schema: made once, recorded, and never used by a program that is older than it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.journal.errors import SchemaTooNewError, StorageError
from server.journal.journal import Journal
from server.journal.migrations import known_migrations, prepare, statements
from server.journal.opening import open_journal
from tests.journal.keeping import add_one, ask, tamper


async def test_migrations_are_recorded(journal: Journal) -> None:
    recorded = await ask(journal, "SELECT number, name, sha FROM migrations ORDER BY number")
    assert recorded == [(each.number, each.name, each.sha) for each in known_migrations()]


def test_each_migration_has_a_number_of_its_own() -> None:
    numbers = [each.number for each in known_migrations()]
    assert numbers == sorted(set(numbers))


async def test_a_migration_that_came_late_is_applied_behind_newer_ones(
    journal: Journal, tmp_path: Path
) -> None:
    folder = copied_migrations(tmp_path)
    for name in ("9001_second", "9000_first"):
        (folder / f"{name}.sql").write_text(f"CREATE TABLE {name[5:]} (a text);\n")
        async with journal.engine.transaction() as transaction:
            await prepare(transaction, folder)
            await transaction.commit()
    assert await ask(journal, "SELECT a FROM first") == []


async def test_a_newer_schema_is_refused(place: str) -> None:
    async with open_journal(place) as journal:
        await add_one(journal)
        await tamper(
            journal,
            "INSERT INTO migrations (number, name, sha, at) VALUES ($1, $2, $3, $4)",
            *(9999, "future", "?", datetime.now(UTC)),
        )
    with pytest.raises(SchemaTooNewError, match="9999"):
        async with open_journal(place):
            pass


async def test_a_migration_that_was_changed_is_refused(place: str) -> None:
    async with open_journal(place) as journal:
        await tamper(journal, "UPDATE migrations SET sha = $1 WHERE number = $2", "other", 1)
    with pytest.raises(StorageError, match="migration 1"):
        async with open_journal(place):
            pass


async def test_a_new_migration_is_applied_once(journal: Journal, tmp_path: Path) -> None:
    folder = copied_migrations(tmp_path)
    (folder / "9000_later.sql").write_text(
        "-- made; twice\nCREATE TABLE later (\n    a text\n);\nINSERT INTO later VALUES ('x;y');\n"
    )
    for _ in range(2):
        async with journal.engine.transaction() as transaction:
            assert (await prepare(transaction, folder)).epoch == journal.epoch
            await transaction.commit()
    assert await ask(journal, "SELECT a FROM later") == [("x;y",)]


async def test_a_broken_migration_leaves_the_schema_as_it_was(
    journal: Journal, tmp_path: Path
) -> None:
    folder = copied_migrations(tmp_path)
    (folder / "9000_later.sql").write_text("CREATE TABLE later (a text);\n")
    (folder / "9001_broken.sql").write_text("CREATE TABLE;\n")
    with pytest.raises(StorageError):
        async with journal.engine.transaction() as transaction:
            await prepare(transaction, folder)
            await transaction.commit()
    with pytest.raises(StorageError):
        await ask(journal, "SELECT a FROM later")
    assert await ask(journal, "SELECT max(number) FROM migrations") == [
        (known_migrations()[-1].number,)
    ]


def test_half_a_statement_is_refused() -> None:
    with pytest.raises(ValueError, match="CREATE TABLE b"):
        list(statements("CREATE TABLE a (x text);\nCREATE TABLE b (\n"))


async def test_a_restored_backup_gets_a_new_epoch(place: str) -> None:
    async with open_journal(place) as journal:
        before = journal.epoch
        await add_one(journal)
        await tamper(journal, "DELETE FROM installation")
    started_at = datetime.now(UTC)
    async with open_journal(place) as journal:
        assert journal.epoch != before
        restored_at = journal.restored_at
        assert restored_at is not None
        assert restored_at >= started_at
    async with open_journal(place) as journal:
        assert journal.restored_at == restored_at


async def test_a_database_without_a_day_was_never_restored(place: str) -> None:
    for _ in range(2):
        async with open_journal(place) as journal:
            assert journal.restored_at is None


def copied_migrations(folder: Path) -> Path:
    for path in (Path(__file__).parents[2] / "server/journal/migrations").glob("*.sql"):
        (folder / path.name).write_text(path.read_text())
    return folder
