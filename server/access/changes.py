"""Changes of who may do what: one after the other, and every server hears of them.

Each raises the one version in `access_version` in its own transaction; servers look at it every
second (`credentials.keeping`).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from server.journal.session import Engine, Session, Transaction

SELECT_VERSION = "SELECT version FROM access_version"
RAISE_VERSION = "UPDATE access_version SET version = version + 1 WHERE only_row = $1"


@asynccontextmanager
async def changing(engine: Engine) -> AsyncIterator[Transaction]:
    """A transaction that takes away or gives rights; kept when the block is left normally.

    Raises StorageError: nothing has changed, as far as is known.
    """
    async with engine.transaction() as transaction:
        await transaction.fetch(SELECT_VERSION + transaction.locking)
        yield transaction
        await transaction.write(RAISE_VERSION, [(1,)])
        await transaction.commit()


async def version_of_access(session: Session) -> int:
    """How many changes there have been."""
    rows = await session.fetch(SELECT_VERSION)
    return int(rows[0][0])
