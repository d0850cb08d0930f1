"""The schema and how it came about: plain SQL files, applied once and in order, and recorded.

A file that was released is never changed; what changes the schema is a new file with the next
number. All of it is the common subset of SQLite and PostgreSQL. The caller holds a lock, so that
of two servers that start at once one waits for the other.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from server.journal.encoding import moment_of
from server.journal.errors import SchemaTooNewError, StorageError
from server.journal.session import Installation, Session

FOLDER = Path(__file__).parent / "migrations"
EPOCH_BYTES = 8

CREATE_MIGRATIONS = """
CREATE TABLE IF NOT EXISTS migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    sha text NOT NULL,
    at timestamptz NOT NULL
)
"""
SELECT_MIGRATIONS = "SELECT number, sha FROM migrations ORDER BY number"
INSERT_MIGRATION = "INSERT INTO migrations (number, name, sha, at) VALUES ($1, $2, $3, $4)"
SELECT_INSTALLATION = "SELECT epoch, restored_at FROM installation"
INSERT_INSTALLATION = (
    "INSERT INTO installation (only_row, epoch, since, restored_at) VALUES ($1, $2, $3, $4)"
)
SELECT_ANY_DAY = "SELECT 1 FROM heads LIMIT 1"


class Migration(Struct, frozen=True):
    """One file: `0001_days.sql` has number 1 and name `days`. `sha` is SHA-256 in hex."""

    number: int
    name: str
    sql: str
    sha: str


def known_migrations(folder: Path = FOLDER) -> list[Migration]:
    """All migrations that this program has, in order."""
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        number, _, name = path.stem.partition("_")
        sql = path.read_text(encoding="utf-8")
        sha = hashlib.sha256(sql.encode()).hexdigest()
        migrations.append(Migration(int(number), name, sql, sha))
    return migrations


async def prepare(session: Session, folder: Path = FOLDER) -> Installation:
    """Bring the schema up to date, inside the caller's transaction; gives what it belongs to.

    Raises:
        SchemaTooNewError: the database has migrations that this program does not know.
        StorageError: a recorded migration differs from ours, or the database refused one.
    """
    await session.run(CREATE_MIGRATIONS)
    rows = await session.fetch(SELECT_MIGRATIONS)
    for migration in missing_migrations({row[0]: row[1] for row in rows}, folder):
        await _apply(session, migration)
    return await _installation(session)


def missing_migrations(recorded: Mapping[int, str], folder: Path = FOLDER) -> list[Migration]:
    """What a database lacks in which the migrations of these numbers and SHAs are recorded.

    Raises:
        SchemaTooNewError: some of them are not known to this program.
        StorageError: one of them differs from ours.
    """
    migrations = known_migrations(folder)
    newest = max((migration.number for migration in migrations), default=0)
    if max(recorded, default=0) > newest:
        raise SchemaTooNewError(
            f"the database has schema {max(recorded)}, this program knows up to {newest}"
        )
    for migration in migrations:
        if recorded.get(migration.number, migration.sha) != migration.sha:
            raise StorageError(f"migration {migration.number} was applied with another content")
    return [migration for migration in migrations if migration.number not in recorded]


def statements(sql: str) -> Iterator[str]:
    """The statements of a file; each ends at the end of a line."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        raise ValueError(f"not a whole statement: {statement.strip()}")


async def _apply(session: Session, migration: Migration) -> None:
    for statement in statements(migration.sql):
        await session.run(statement)
    row = (migration.number, migration.name, migration.sha, datetime.now(UTC))
    await session.write(INSERT_MIGRATION, [row])


async def _installation(session: Session) -> Installation:
    """The installation; a new one if there is none, as at the very first start and after a restore.

    Days without an installation are what a restore leaves: it is noted, since nobody knows what
    was given after the backup.
    """
    if found := await session.fetch(SELECT_INSTALLATION):
        epoch, restored_at = found[0]
        return Installation(epoch, None if restored_at is None else moment_of(restored_at))
    now = datetime.now(UTC)
    epoch = secrets.token_hex(EPOCH_BYTES)
    restored_at = now if await session.fetch(SELECT_ANY_DAY) else None
    await session.write(INSERT_INSTALLATION, [(1, epoch, now, restored_at)])
    return Installation(epoch, restored_at)
