"""Opening a journal: which engine, from how its place is written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from server.journal import sqlite
from server.journal.errors import StorageError
from server.journal.journal import Journal

POSTGRES_SCHEMES = ("postgresql://", "postgres://")


@asynccontextmanager
async def open_journal(place: str | Path) -> AsyncIterator[Journal]:
    """A journal on a PostgreSQL database (its URL) or in an SQLite file (its path).

    Raises:
        JournalLockedError: another server has the file.
        SchemaTooNewError: a newer Antrean made it.
        StorageError: it cannot be opened.
    """
    url = _postgres_url(place)
    if url is not None:
        try:
            from server.journal import postgres
        except ModuleNotFoundError as error:
            raise StorageError(
                f"PostgreSQL needs the extra: pip install 'antrean[postgres]' ({error})"
            ) from error
        async with postgres.open_engine(url) as engine:
            yield Journal(engine)
    else:
        async with sqlite.open_engine(_file(place)) as engine:
            yield Journal(engine)


def _postgres_url(place: str | Path) -> str | None:
    return place if isinstance(place, str) and place.startswith(POSTGRES_SCHEMES) else None


def _file(place: str | Path) -> Path:
    return Path(place).absolute()
