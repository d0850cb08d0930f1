"""SQLite databases as files: looked into, checked, copied as of one moment, durably."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from pathlib import Path

from server.journal.encoding import date_of
from server.journal.errors import StorageError
from server.journal.journal import SELECT_HEADS
from server.journal.migrations import SELECT_MIGRATIONS, missing_migrations
from server.journal.session import Head

LOG = "-wal"
"""What was written last, and is not in the database itself yet."""

SIDE_FILES = LOG, "-shm"
"""What SQLite keeps beside a database while somebody has it open, and after a crash."""

ONLY_OWNER = 0o600


@contextmanager
def sqlite_errors(what: Path) -> Iterator[None]:
    """Let whatever SQLite or the file system says be a `StorageError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"{what}: {error}") from error
    except OSError as error:
        raise StorageError(f"{error.filename or what}: {error.strerror}") from error


def looking(path: Path) -> closing[sqlite3.Connection]:
    """A connection that cannot write, to be closed; beside a server if one runs."""
    return closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    )


def check_antrean(path: Path) -> None:
    """Make sure that a file is a database of ours, undamaged and not too new.

    Raises:
        SchemaTooNewError: a newer Antrean made it.
        StorageError: it is anything else than a sound database of Antrean's.
    """
    if not path.is_file():
        raise StorageError(f"{path}: there is no such file")
    with sqlite_errors(path), looking(path) as database:
        check_pages(path, database)
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
        if not {"migrations", "installation", "heads", "events"} <= tables:
            raise StorageError(f"{path}: this is no database of Antrean")
        missing_migrations(dict(database.execute(SELECT_MIGRATIONS).fetchall()))


def check_pages(path: Path, database: sqlite3.Connection) -> None:
    """SQLite's own check of every page. Raises StorageError."""
    (told, *_) = [told for (told,) in database.execute("PRAGMA integrity_check(1)")]
    if told != "ok":
        raise StorageError(f"{path}: the file is damaged: {told}")


def copy_whole(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment into one new file that only the owner can read.

    The copy is on the disk when this returns, has nothing beside it, and was read back.

    Raises:
        StorageError: it could not be done; nothing is left at `target`.
    """
    try:
        with sqlite_errors(target):
            os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OWNER))
            with looking(source) as original, closing(sqlite3.connect(target)) as copy:
                original.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
                check_pages(target, copy)
            make_durable(target)
    except BaseException:
        remove(target)
        raise


def remove(database: Path) -> None:
    """Remove a database with what lies beside it, whatever of it there is."""
    for each in ("", *SIDE_FILES, "-journal"):
        with suppress(OSError):
            beside(database, each).unlink()


def beside(database: Path, ending: str) -> Path:
    """The file with this ending beside a database."""
    return database.with_name(database.name + ending)


def make_durable(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def heads_in(path: Path) -> dict[tuple[str, date], Head]:
    """How far each day has come in a database; nothing where it cannot be read."""
    with suppress(sqlite3.Error, ValueError), looking(path) as database:
        rows = database.execute(SELECT_HEADS).fetchall()
        return {
            (office, date_of(day)): Head(office, date_of(day), version, bool(ended))
            for office, day, version, ended in rows
        }
    return {}
