"""Opening a journal: which engine, from how its place is written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import ModuleType

from server.journal import sqlite
from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.journal.session import Engine, View

POSTGRES_SCHEMES = ("postgresql://", "postgres://")


@asynccontextmanager
async def open_journal(place: str | Path) -> AsyncIterator[Journal]:
    """A journal on a PostgreSQL database (its URL) or in an SQLite file (its path).

    Raises:
        JournalLockedError: another server has the file.
        SchemaTooNewError: a newer Antrean made it.
        StorageError: it cannot be opened.
    """
    async with open_engine(place) as engine:
        yield Journal(engine)


@asynccontextmanager
async def open_engine(place: str | Path, *, beside_server: bool = False) -> AsyncIterator[Engine]:
    """The database itself, for whatever is kept beside the days.

    `beside_server`: for a short visit while a server runs; an SQLite file must be there already,
    and its lock is left to the server. Raises as `open_journal` does.
    """
    url = postgres_url(place)
    if url is not None:
        async with _postgres().open_engine(url) as opened:
            yield opened
    else:
        async with sqlite.open_engine(_file(place), beside_server=beside_server) as embedded:
            yield embedded


@asynccontextmanager
async def open_view(place: str | Path) -> AsyncIterator[View]:
    """A view of a whole database, beside the servers that work on it; changes nothing.

    Raises:
        StorageError: it cannot be opened.
    """
    url = postgres_url(place)
    if url is not None:
        async with _postgres().open_view(url) as view:
            yield view
    else:
        async with sqlite.open_view(_file(place)) as view:
            yield view


def postgres_url(place: str | Path) -> str | None:
    """The URL, where a place is one of PostgreSQL's; None for a file's path."""
    return place if isinstance(place, str) and place.startswith(POSTGRES_SCHEMES) else None


def _postgres() -> ModuleType:
    """The engine that needs an extra, imported when it is wanted."""
    try:
        from server.journal import postgres
    except ModuleNotFoundError as error:
        raise StorageError(
            f"PostgreSQL needs the extra: pip install 'antrean[postgres]' ({error})"
        ) from error
    return postgres


def _file(place: str | Path) -> Path:
    return Path(place).absolute()
