"""What an engine offers to the journal: sessions that run SQL, transactions, and news.

The SQL is the common subset of both engines, with `$1`, `$2` and so on, each used once and in
order. Moments and dates go in as Python's own; how an engine gives them back is its own business
(`encoding.moment_of`, `encoding.date_of`).
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from msgspec import Struct

Value = str | int | bool | date | datetime | None
Row = Sequence[Any]
Result = TypeVar("Result")


class Head(Struct, frozen=True):
    """How far one day of one office has come. `version` is that of its last event, 0 for none."""

    office: str
    date: date
    version: int
    ended: bool


class Installation(Struct, frozen=True):
    """Whose days these are. `epoch`: versions of another one mean nothing here.

    `restored_at`: when its server first started on a restored backup, in life; None: never.
    """

    epoch: str
    restored_at: datetime | None = None


class Session(Protocol):
    """Runs statements. Every method raises `StorageError` for whatever the database says."""

    async def fetch(self, statement: str, *values: Value) -> Sequence[Row]:
        """All rows of a SELECT."""
        ...

    async def write(self, statement: str, rows: Sequence[Sequence[Value]]) -> None:
        """One INSERT, UPDATE or DELETE for each of `rows`.

        A transaction may do it later, and raise at its next `fetch` or its `commit`.
        """
        ...

    async def run(self, statement: str) -> None:
        """A statement without values: the schema's."""
        ...


class Transaction(Session, Protocol):
    """A session between BEGIN and its end. Without `commit` it ends in a rollback."""

    locking: str
    """What makes a SELECT lock its rows, to be put behind it."""

    async def commit(self) -> None:
        """Keep what was written, durably; also if the caller is cancelled meanwhile.

        Raises:
            CommitLostError: it is unknown whether it is kept.
            StorageError: it is not kept.
        """
        ...


class View(Session, Protocol):
    """One unchanging view of a whole database, for looking only; others may write meanwhile."""

    columns: str
    """A SELECT of all there are: table, column, whether it must have a value, place in the key."""

    async def damage(self) -> list[str]:
        """What the engine's own check of its files finds wrong."""
        ...


class Engine(Protocol):
    """One open database, migrated."""

    installation: Installation

    def reading(self) -> AbstractAsyncContextManager[Session]:
        """A session for single SELECTs."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that may write. Leaving it ends it, cancelled or not."""
        ...

    async def leave_no_trace(self) -> None:
        """After something was erased: let the engine's own files hold it no longer, if they can.

        Does what can be done without keeping others waiting; never fails.
        """
        ...

    def announce(self, head: Head) -> None:
        """Tell other processes, soon, that a day has moved on. Never waits, never fails."""
        ...

    def watch(
        self, office: str, date: date, changed: Callable[[Head], None]
    ) -> AbstractContextManager[None]:
        """See `Journal.watch`."""
        ...


async def to_the_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Await `work` to its end even if we are cancelled meanwhile; then be cancelled.

    For what must not be left half done: a commit, a rollback, closing.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait([task])
            except asyncio.CancelledError:
                continue
        if not task.cancelled():
            task.exception()  # seen: being cancelled is what the caller hears of
        raise
