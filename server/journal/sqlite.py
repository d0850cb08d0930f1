"""The embedded engine: one SQLite file, one server.

WAL with `synchronous=FULL`: a commit is on the disk when it returns, and readers wait for nobody.
There is one connection that writes, used by one batch at a time, and one that reads, each in a
thread of its own. A visit to the thread costs as much as some statements, so a transaction
gathers what need not be answered, and takes it along to the next answer or to the commit. Every
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
from typing import Any, TypeVar

import aiosqlite

from server.journal.errors import StorageError
from server.journal.lock import held_lock
from server.journal.migrations import prepare
from server.journal.session import (
    Head,
    Installation,
    Row,
    Session,
    Transaction,
    Value,
    to_the_end,
)

T = TypeVar("T")

OWNER_ONLY = 0o600
"""The rights of a file that is made: it holds people's sign-ins, and what visitors told."""

BUSY_SECONDS = 3.0
"""How long a statement waits for a foreign program that has locked the file."""


@asynccontextmanager
async def open_engine(path: Path, *, beside_server: bool = False) -> AsyncIterator["SqliteEngine"]:
    """The engine on the file at this absolute path; made if missing, its folder must be there.

    `beside_server`: the file must be there already, and its lock is left to the server.

    Raises:
        JournalLockedError: another server has the file.
        SchemaTooNewError: a newer Antrean made it.
        StorageError: it cannot be opened, or is no database.
    """
    async with AsyncExitStack() as stack:
        if not beside_server:
            stack.enter_context(held_lock(path))
        elif not await asyncio.to_thread(path.is_file):
            raise StorageError(f"{path}: there is no such database yet; start the server first")
        with storage_errors(str(path)):
            await asyncio.to_thread(path.touch, OWNER_ONLY)  # SQLite's other files follow it
            writer = await stack.enter_async_context(connection(path))
            await _set_up(writer)
            reader = await stack.enter_async_context(connection(path))
            await reader.visit(lambda to: to.execute("PRAGMA query_only = ON"))
        engine = SqliteEngine(writer, reader)
        async with engine.transaction() as transaction:
            engine.installation = await prepare(transaction)
            await transaction.commit()
        yield engine


@asynccontextmanager
async def open_view(path: Path) -> AsyncIterator["SqliteView"]:
    """A view of the file at this absolute path, beside a server that has it open.

    Raises:
        StorageError: there is no such file, or it cannot be opened.
    """
    async with AsyncExitStack() as stack:
        with storage_errors(str(path)):
            await asyncio.to_thread(_try_to_open, path)
            reader = await stack.enter_async_context(connection(path, can_write=False))
            await reader.visit(lambda to: to.execute("BEGIN"))
        yield SqliteView(reader)


class Connection:
    """A connection of aiosqlite's, in its thread; visits are made in the order of asking."""

    def __init__(self, opened: aiosqlite.Connection) -> None:
        self._opened = opened

    async def visit(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` makes of the connection. Cancelled while it runs, it is done all the same.

        aiosqlite crosses to its thread for every statement and has no public way to take several
        along; `_execute` is the one through which all its own methods go.
        """
        opened: Any = self._opened
        result: T = await opened._execute(lambda: work(opened._conn))  # noqa: SLF001
        return result


@asynccontextmanager
async def connection(path: Path, *, can_write: bool = True) -> AsyncIterator[Connection]:
    """A connection that is closed however the block ends: an open one keeps the process alive."""
    where = _address(path, can_write=can_write)
    opened = await aiosqlite.connect(where, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        yield Connection(opened)
    finally:
        await to_the_end(opened.close())


def _address(path: Path, *, can_write: bool) -> str:
    return f"{path.as_uri()}?mode={'rwc' if can_write else 'ro'}"


def _try_to_open(path: Path) -> None:
    """Let a missing file be told before aiosqlite begins a thread, which it would leave behind."""
    sqlite3.connect(_address(path, can_write=False), uri=True).close()


@contextmanager
def storage_errors(what: str = "SQLite") -> Iterator[None]:
    """Let whatever SQLite says be a `StorageError`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"{what}: {error}") from error


class SqliteSession:
    """Single statements on the connection that reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fetch(self, statement: str, *values: Value) -> Sequence[Row]:
        """See `Session.fetch`."""
        with storage_errors():
            return await self._connection.visit(
                lambda to: to.execute(_own(statement), _stored(values)).fetchall()
            )

    async def write(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """See `Session.write`: this session only reads, and SQLite will say so."""
        with storage_errors():
            await self._connection.visit(
                lambda to: to.executemany(_own(statement), map(_stored, rows))
            )

    async def run(self, statement: str) -> None:
        """See `Session.run`."""
        with storage_errors():
            await self._connection.visit(lambda to: to.execute(statement))


class SqliteView(SqliteSession):
    """See `session.View`."""

    columns = (
        'SELECT tables.name, columns.name, columns."notnull", columns.pk '
        "FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns "
        "WHERE tables.type = 'table'"
    )

    async def damage(self) -> list[str]:
        """See `View.damage`: every page and every index of the file."""
        return [told for (told,) in await self.fetch("PRAGMA integrity_check") if told != "ok"]


class SqliteTransaction:
    """A transaction on the writing connection; BEGIN IMMEDIATE locks all there is.

    What is written is gathered; the next `fetch`, or `commit`, takes it along, and tells what was
    wrong with it.
    """

    locking = ""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gathered: list[_Step] = [lambda to: to.execute("BEGIN IMMEDIATE")]
        self.is_kept = False

    async def fetch(self, statement: str, *values: Value) -> Sequence[Row]:
        """See `Session.fetch`."""
        self._gathered.append(lambda to: to.execute(_own(statement), _stored(values)))
        return await self._visit()

    async def write(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """See `Session.write`."""
        self._gathered.append(lambda to: to.executemany(_own(statement), map(_stored, rows)))

    async def run(self, statement: str) -> None:
        """See `Session.run`."""
        self._gathered.append(lambda to: to.execute(statement))

    async def commit(self) -> None:
        """See `Transaction.commit`. Its answer cannot be lost."""
        self._gathered.append(lambda to: to.execute("COMMIT"))
        await to_the_end(self._visit())
        self.is_kept = True

    async def _visit(self) -> list[Row]:
        """Do what has been gathered; the rows of the last statement."""
        steps, self._gathered = self._gathered, []

        def do_all(to: sqlite3.Connection) -> list[Row]:
            *others, last = steps
            for step in others:
                step(to)
            return last(to).fetchall()

        with storage_errors():
            return await self._connection.visit(do_all)


_Step = Callable[[sqlite3.Connection], sqlite3.Cursor]


class SqliteEngine:
    """See `session.Engine`."""

    installation: Installation

    def __init__(self, writer: Connection, reader: Connection) -> None:
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
                yield transaction
            finally:
                if not transaction.is_kept:
                    await to_the_end(self._roll_back())

    async def leave_no_trace(self) -> None:
        """Empty the write-ahead log, which still holds what was erased from the file.

        Not while somebody reads, such as a backup: it is tried again after the next erasing.
        """
        async with self._writing:
            with suppress(sqlite3.Error):
                await to_the_end(self._writer.visit(_empty_log))

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
            await self._writer.visit(sqlite3.Connection.rollback)


async def _set_up(writer: Connection) -> None:
    rows = await writer.visit(lambda to: to.execute("PRAGMA journal_mode = WAL").fetchall())
    if rows[0][0] != "wal":
        raise StorageError("this file system cannot keep a write-ahead log; use a local disk")
    await writer.visit(lambda to: to.execute("PRAGMA synchronous = FULL"))
    # what is erased leaves no trace in the file
    await writer.visit(lambda to: to.execute("PRAGMA secure_delete = ON"))


def _empty_log(writer: sqlite3.Connection) -> None:
    writer.execute("PRAGMA busy_timeout = 0")
    try:
        writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        writer.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")


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
