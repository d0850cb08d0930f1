"""The embedded engine: one SQLite file, one server.

WAL with `synchronous=FULL`: a commit is on the disk when it returns, and readers wait for nobody.
There is one connection that writes, used by one batch at a time, and one that reads. Every
transaction is begun by hand and IMMEDIATE: one that begins as a reader and goes on as a writer
fails at once, whatever the time-out.
"""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    nullcontext,
    suppress,
)
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import aiosqlite

from server.journal.errors import StorageError
from server.journal.lock import held_lock
from server.journal.migrations import prepare
from server.journal.session import Head, Row, Session, Transaction, Value, to_the_end

BUSY_SECONDS = 3.0
"""How long a statement waits for a foreign program that has locked the file."""


@asynccontextmanager
async def open_engine(path: Path) -> AsyncIterator["SqliteEngine"]:
    """The engine on the file at this absolute path; made if missing, its folder must be there.

    Raises:
        JournalLockedError: another server has the file.
        SchemaTooNewError: a newer Antrean made it.
        StorageError: it cannot be opened, or is no database.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(held_lock(path))
        with storage_errors(str(path)):
            writer = await stack.enter_async_context(connection(path))
            await _set_up(writer)
            reader = await stack.enter_async_context(connection(path))
            await reader.execute("PRAGMA query_only = ON")
        engine = SqliteEngine(writer, reader)
        async with engine.transaction() as transaction:
            engine.epoch = await prepare(transaction)
            await transaction.commit()
        yield engine


@asynccontextmanager
async def connection(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """A connection that is closed however the block ends: an open one keeps the process alive."""
    opened = await aiosqlite.connect(path, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        yield opened
    finally:
        await to_the_end(opened.close())


@contextmanager
def storage_errors(what: str = "SQLite") -> Iterator[None]:
    """Let whatever SQLite says be a `StorageError`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"{what}: {error}") from error


class SqliteSession:
    """Statements on one connection."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: str, *values: Value) -> Sequence[Row]:
        """See `Session.fetch`."""
        with storage_errors():
            rows = await self._connection.execute_fetchall(_own(statement), _stored(values))
            return list(rows)

    async def write(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """See `Session.write`."""
        with storage_errors():
            await self._connection.executemany(_own(statement), [_stored(row) for row in rows])

    async def run(self, statement: str) -> None:
        """See `Session.run`."""
        with storage_errors():
            await self._connection.execute(statement)


class SqliteTransaction(SqliteSession):
    """A transaction on the writing connection; BEGIN IMMEDIATE has locked all there is."""

    locking = ""
    is_kept = False

    async def commit(self) -> None:
        """See `Transaction.commit`. Its answer cannot be lost."""
        await to_the_end(self.run("COMMIT"))
        self.is_kept = True


class SqliteEngine:
    """See `session.Engine`."""

    epoch: str

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = SqliteSession(reader)
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session on the reading connection."""
        yield self._reader

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One after the other, in the order in which they were asked for."""
        async with self._writing:
            transaction = SqliteTransaction(self._writer)
            try:
                await transaction.run("BEGIN IMMEDIATE")
                yield transaction
            finally:
                if not transaction.is_kept:
                    await to_the_end(self._roll_back())

    def announce(self, head: Head) -> None:
        """Nobody else is there to hear it."""

    def watch(
        self, office: str, date: date, changed: Callable[[Head], None]
    ) -> AbstractContextManager[None]:
        """Nothing is ever heard."""
        return nullcontext()

    async def _roll_back(self) -> None:
        """Queued behind whatever the connection still does, a cancelled BEGIN or COMMIT too.

        Does nothing outside a transaction: SQLite ends some by itself, as on a full disk.
        """
        with suppress(sqlite3.Error):  # the next BEGIN tells
            await self._writer.rollback()


async def _set_up(writer: aiosqlite.Connection) -> None:
    rows = list(await writer.execute_fetchall("PRAGMA journal_mode = WAL"))
    if rows[0][0] != "wal":
        raise StorageError("this file system cannot keep a write-ahead log; use a local disk")
    await writer.execute("PRAGMA synchronous = FULL")
    await writer.execute("PRAGMA secure_delete = ON")  # what is erased leaves no trace in the file


@cache
def _own(statement: str) -> str:
    """The statement with SQLite's placeholders."""
    return re.sub(r"\$\d+", "?", statement)


def _stored(values: Iterable[Value]) -> list[Any]:
    """Values as SQLite keeps them: moments in UTC and dates as text that sorts."""
    return [as_text(value) if (as_text := _TEXTS.get(type(value))) else value for value in values]


_TEXTS: dict[type, Callable[[Any], str]] = {
    datetime: lambda moment: moment.astimezone(UTC).isoformat(timespec="microseconds"),
    date: date.isoformat,
}
