"""The engine for several servers: one PostgreSQL database, reached by any number of processes.

A writer holds the row of the day's head (`SELECT ... FOR UPDATE`) from its first statement to its
commit. The database itself sees to it that a frozen process blocks nobody: it cuts whoever holds
a transaction idle for two seconds, and nobody waits for a lock longer than three.

Needs the extra `postgres`; only `opening.py` imports this, and only when it is wanted.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    AsyncExitStack,
    asynccontextmanager,
    contextmanager,
    suppress,
)
from datetime import date
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from server.journal.errors import CommitLostError, StorageError
from server.journal.migrations import prepare
from server.journal.notices import Notices
from server.journal.session import (
    Head,
    Installation,
    Row,
    Session,
    Transaction,
    Value,
    to_the_end,
)

IDLE_IN_TRANSACTION_SECONDS = 2
LOCK_SECONDS = 3
STATEMENT_SECONDS = 10
CONNECT_SECONDS = 5
ROLLBACK_SECONDS = 2
MOST_CONNECTIONS = 10
MIGRATION_LOCK = 0x616E74726561  # "antrea": a number that nobody else uses by chance

DATABASE_ERRORS = (
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,  # TimeoutError, too
)
"""Whatever asyncpg raises when the database, or the way to it, fails."""

SETTINGS = {
    "application_name": "antrean",
    "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
    "lock_timeout": f"{LOCK_SECONDS}s",
}
NOTICE_SETTINGS = {
    "application_name": "antrean-notices",
    # A notice needs no disk: whoever misses it polls. Without this each would cost an fsync.
    "synchronous_commit": "off",
}


@asynccontextmanager
async def open_engine(url: str) -> AsyncIterator["PostgresEngine"]:
    """The engine on this database, which must exist.

    Raises:
        SchemaTooNewError: a newer Antrean has been here.
        StorageError: it cannot be reached, or does not let us in.
    """
    installation = await _migrated(url)
    async with AsyncExitStack() as stack:
        with storage_errors():
            pool = await asyncpg.create_pool(
                url,
                min_size=1,
                max_size=MOST_CONNECTIONS,
                timeout=CONNECT_SECONDS,
                command_timeout=STATEMENT_SECONDS,
                server_settings=SETTINGS,
                reset=_leave_as_is,
            )
        stack.push_async_callback(lambda: to_the_end(_close(pool)))
        notices = Notices(lambda: _connected(url, NOTICE_SETTINGS), DATABASE_ERRORS)
        await stack.enter_async_context(notices.running())
        yield PostgresEngine(installation, pool, notices)


@asynccontextmanager
async def open_view(url: str) -> AsyncIterator["PostgresView"]:
    """A view of this database, beside the servers that work on it.

    Raises:
        StorageError: it cannot be reached, or does not let us in.
    """
    with storage_errors():
        connection = await _connected(url, {"application_name": "antrean"})
    try:
        view = PostgresView(connection)
        await view.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield view
    finally:
        connection.terminate()


@contextmanager
def storage_errors() -> Iterator[None]:
    """Let whatever PostgreSQL, or the way to it, says be a `StorageError`."""
    try:
        yield
    except DATABASE_ERRORS as error:
        raise StorageError(f"PostgreSQL: {told(error)}") from error


def told(error: BaseException) -> str:
    """What an error says; some say nothing but their name."""
    return str(error) or type(error).__name__


class PostgresSession:
    """Statements on one connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def fetch(self, statement: str, *values: Value) -> Sequence[Row]:
        """See `Session.fetch`."""
        with storage_errors():
            rows: Sequence[Row] = await self._connection.fetch(statement, *values)
            return rows

    async def write(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """See `Session.write`."""
        with storage_errors():
            await self._connection.executemany(statement, rows)

    async def run(self, statement: str) -> None:
        """See `Session.run`."""
        with storage_errors():
            await self._connection.execute(statement)


class PostgresView(PostgresSession):
    """See `session.View`."""

    columns = """
SELECT columns.table_name, columns.column_name, columns.is_nullable = 'NO',
       coalesce(places.ordinal_position, 0)
FROM information_schema.columns AS columns
LEFT JOIN information_schema.table_constraints AS keys
    ON keys.table_schema = columns.table_schema AND keys.table_name = columns.table_name
    AND keys.constraint_type = 'PRIMARY KEY'
LEFT JOIN information_schema.key_column_usage AS places
    ON places.constraint_schema = keys.constraint_schema
    AND places.constraint_name = keys.constraint_name
    AND places.table_name = columns.table_name AND places.column_name = columns.column_name
WHERE columns.table_schema = current_schema()
"""

    async def damage(self) -> list[str]:
        """Nothing: PostgreSQL checks its pages itself as it reads them (`pg_amcheck` for more)."""
        return []


class PostgresTransaction(PostgresSession):
    """A transaction on a connection of its own."""

    locking = " FOR UPDATE"
    is_kept = False

    async def commit(self) -> None:
        """See `Transaction.commit`."""
        try:
            answer = await to_the_end(self._connection.execute("COMMIT"))
        except DATABASE_ERRORS as error:
            raise CommitLostError(f"PostgreSQL: {told(error)}") from error
        if answer != "COMMIT":  # what it answers after a statement that failed
            raise StorageError(f"PostgreSQL answered COMMIT with {answer}")
        self.is_kept = True


class PostgresEngine:
    """See `session.Engine`."""

    def __init__(self, installation: Installation, pool: Any, notices: Notices) -> None:
        self.installation = installation
        self._pool = pool
        self._notices = notices

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session on any connection."""
        async with self._acquired() as connection:
            yield PostgresSession(connection)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Any number at once; those of one day wait for each other at its head."""
        async with self._acquired() as connection:
            transaction = PostgresTransaction(connection)
            try:
                await transaction.run("BEGIN ISOLATION LEVEL READ COMMITTED")
                yield transaction
            finally:
                if not transaction.is_kept:
                    await to_the_end(_roll_back(connection))

    async def leave_no_trace(self) -> None:
        """Nothing: its own VACUUM overwrites what was erased, its archives are the operator's."""

    def announce(self, head: Head) -> None:
        """See `Engine.announce`."""
        self._notices.announce(head)

    def watch(
        self, office: str, date: date, changed: Callable[[Head], None]
    ) -> AbstractContextManager[None]:
        """See `Journal.watch`."""
        return self._notices.watch(office, date, changed)

    @asynccontextmanager
    async def _acquired(self) -> AsyncIterator[Any]:
        with storage_errors():
            connection = await self._pool.acquire(timeout=CONNECT_SECONDS)
        try:
            yield connection
        finally:
            with suppress(*DATABASE_ERRORS):
                await self._pool.release(connection)


async def _migrated(url: str) -> Installation:
    """Bring the schema up to date, one server after the other."""
    with storage_errors():
        connection = await _connected(url, {"application_name": "antrean"})
    try:
        transaction = PostgresTransaction(connection)
        await transaction.run("BEGIN")
        await transaction.fetch("SELECT pg_advisory_xact_lock($1)", MIGRATION_LOCK)
        installation = await prepare(transaction)
        await transaction.commit()
        return installation
    finally:
        connection.terminate()  # and with it whatever was not committed


async def _connected(url: str, settings: dict[str, str]) -> Any:
    return await asyncpg.connect(url, timeout=CONNECT_SECONDS, server_settings=settings)


async def _roll_back(connection: Any) -> None:
    """End the transaction, if need be by hanging up: then the database ends it."""
    try:
        await connection.execute("ROLLBACK", timeout=ROLLBACK_SECONDS)
    except DATABASE_ERRORS:
        with suppress(asyncpg.InterfaceError):  # a lost one has left the pool by itself
            connection.terminate()


async def _leave_as_is(connection: Any) -> None:
    """Nothing of a session is ever changed here, so that a reset would only cost a round trip."""


async def _close(pool: Any) -> None:
    with suppress(*DATABASE_ERRORS):
        async with asyncio.timeout(CONNECT_SECONDS):
            await pool.close()
