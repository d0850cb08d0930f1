"""The least that a durable writer does: bodies into a file, all that wait in one commit."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from pathlib import Path

INSERT = "INSERT INTO bodies (body) VALUES (?)"


class Keeper:
    """Keeps bodies while `running`. While one commit is under way the next bodies gather."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1)
        self._waiting: list[tuple[bytes, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()

    async def keep(self, body: bytes) -> None:
        """Return once it is on the disk."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((body, future))
        self._wake.set()
        await future

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep what comes, inside the block."""
        task = asyncio.create_task(self._run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._thread.shutdown()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        connection = await loop.run_in_executor(self._thread, _open, self._path)
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                batch, self._waiting = self._waiting, []
                rows = [(body,) for body, _ in batch]
                await loop.run_in_executor(self._thread, _commit, connection, rows)
                for _, future in batch:
                    if not future.done():
                        future.set_result(None)
        finally:
            self._thread.submit(connection.close)


def _open(path: Path) -> sqlite3.Connection:
    """As the server sets SQLite up; used in the thread alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE bodies (body BLOB)")
    return connection


def _commit(connection: sqlite3.Connection, rows: list[tuple[bytes]]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(INSERT, rows)
    connection.execute("COMMIT")
