"""The kiosk's own file: one SQLite database that is whole at any moment.

Promises that what a transaction wrote is on the disk when it ends (`synchronous=EXTRA`: as FULL,
and safe too on a file system without WAL), that the file is readable by its user alone, and that
one which cannot be read stops nobody: it is put aside, and a new one begun. Whatever goes wrong is
a `StoreError`; the next use tries anew.
"""

import asyncio
import logging
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

BUSY_SECONDS = 3.0
"""How long a statement waits for a foreign program that has locked the file."""

#: What leads from each version of the file to the next. Append only.
STEPS = (
    """
    CREATE TABLE kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    INSERT INTO kept SELECT 'book', lower(hex(randomblob(8)));
    CREATE TABLE leases (
        lease_id TEXT PRIMARY KEY, day TEXT NOT NULL, service TEXT NOT NULL,
        letter TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
        used INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE tickets (
        place INTEGER PRIMARY KEY, ticket_id TEXT NOT NULL UNIQUE, day TEXT NOT NULL,
        number TEXT NOT NULL, slip TEXT NOT NULL, body BLOB, answer TEXT, UNIQUE (day, number)
    );
    CREATE TABLE confirmations (
        ticket_id TEXT PRIMARY KEY, day TEXT NOT NULL, command_id TEXT NOT NULL,
        slip TEXT NOT NULL
    );
    """,
)

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_logger = logging.getLogger(__name__)


class StoreError(Exception):
    """Nothing can be kept or read now: the disk is full, read-only, or broken."""


class _UnreadableError(Exception):
    """The file is no database, is damaged, or was made by a newer Antrean."""


class StoreFile:
    """The file at `path`. Opened at the first use; close it at the end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: aiosqlite.Connection | None = None
        self._turn = asyncio.Lock()
        self._is_closed = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """One after the other; kept when the block ends, forgotten where it raises.

        Raises StoreError.
        """
        async with self._turn:
            try:
                opened = await self._open()
                try:
                    await opened.execute("BEGIN IMMEDIATE")
                    yield opened
                    await opened.commit()
                except BaseException:
                    with suppress(sqlite3.Error):
                        await opened.rollback()  # of a cancelled BEGIN, too, which is carried out
                    raise
            except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
                if _is_damage(error):
                    await self._close()
                raise StoreError(str(error)) from error

    async def close(self) -> None:
        """Close the file for good: an open one would keep the process alive."""
        async with self._turn:
            self._is_closed = True
            await self._close()

    async def _close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(sqlite3.Error):
                await opened.close()

    async def _open(self) -> aiosqlite.Connection:
        if self._is_closed:
            raise StoreError("closed")
        if self._opened is None:
            try:
                self._opened = await self._connect()
            except _UnreadableError as error:
                _logger.warning("%s is unreadable (%s), and put aside", self._path, error)
                await asyncio.to_thread(_put_aside, self._path)
                self._opened = await self._connect()
        return self._opened

    async def _connect(self) -> aiosqlite.Connection:
        """The file, of the newest version. Raises _UnreadableError."""
        await asyncio.to_thread(_create_for_us, self._path)
        opened = await aiosqlite.connect(self._path, isolation_level=None, timeout=BUSY_SECONDS)
        opened.text_factory = _text  # one row that is spoiled must not hide the others
        try:
            await _set_up(opened)
        except BaseException as error:
            await opened.close()
            if _is_damage(error):
                raise _UnreadableError(str(error)) from error
            raise
        await asyncio.to_thread(_keep_name, self._path)
        return opened


def _text(stored: bytes) -> str:
    return stored.decode(errors="replace")


def _is_damage(error: BaseException) -> bool:
    """Whether the file itself is broken. Python cannot even tell errors that quote broken text."""
    code = getattr(error, "sqlite_errorcode", None)
    return code in _DAMAGED or isinstance(error, UnicodeDecodeError)


async def _set_up(opened: aiosqlite.Connection) -> None:
    await opened.execute("PRAGMA journal_mode = WAL")
    await opened.execute("PRAGMA synchronous = EXTRA")
    if (told := await _only(opened, "PRAGMA quick_check(1)")) != "ok":
        raise _UnreadableError(str(told))
    version = int(await _only(opened, "PRAGMA user_version"))
    if version > len(STEPS):
        raise _UnreadableError(f"version {version}, made by a newer Antrean")
    for number, step in enumerate(STEPS[version:], version + 1):
        await opened.executescript(
            f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;"
        )


async def _only(opened: aiosqlite.Connection, statement: str) -> str:
    """The first value of the first row."""
    rows = list(await opened.execute_fetchall(statement))
    return str(rows[0][0]) if rows else ""


def _create_for_us(path: Path) -> None:
    """Tickets have secrets: only this user may read them."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _keep_name(path: Path) -> None:
    """The folder knows of the file after a power cut, too."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _put_aside(path: Path) -> None:
    """Under a name that tells when; nothing in it is thrown away."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    for ending in ("", "-wal", "-shm"):
        found = path.with_name(path.name + ending)
        if found.exists():
            found.replace(path.with_name(f"{path.name}.unreadable-{stamp}{ending}"))
