"""Erasing what staff wrote, and what visitors told of themselves: the promise that it is not kept.

Every server does it for all offices of the database, those that it does not serve too; twice does
no harm. Days are counted by the office's clock, as the dates of the texts are.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta

import structlog

from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.office.clock import OfficeClock

log = structlog.get_logger()

EVERY = timedelta(hours=1)
LONGEST_SLEEP_SECONDS = 60.0
"""Somebody may set the clock; the next time is looked at anew so often, also after a failure."""


@asynccontextmanager
async def erasing(journal: Journal, clock: OfficeClock, days: int) -> AsyncIterator[None]:
    """Erase what has served its time, now and then every hour, inside the `async with`.

    Texts older than `days`; each visitor's data when its own time is over.
    """
    task = asyncio.create_task(_erase_hourly(journal, clock, days), name="erasing")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def erased_before(clock: OfficeClock, days: int) -> date:
    """The first date whose texts are kept: `days` before today, wherever on Earth that is."""
    earliest_today = (clock.now() - timedelta(hours=12)).date()
    return earliest_today - timedelta(days=days)


async def _erase_hourly(journal: Journal, clock: OfficeClock, days: int) -> None:
    due = clock.now()
    while True:
        if (
            clock.now() >= due
            and await _erase_texts(journal, erased_before(clock, days))
            and await _erase_contacts(journal, clock)
        ):
            due = clock.now() + EVERY
        wait = clock.seconds_until(due) or LONGEST_SLEEP_SECONDS  # due still: it failed
        await asyncio.sleep(min(LONGEST_SLEEP_SECONDS, wait))


async def _erase_texts(journal: Journal, before: date) -> bool:
    """Whether it was done."""
    try:
        erased = await journal.erase_texts(before)
    except StorageError as error:
        log.warning("texts_not_erased", error=str(error))
        return False
    if erased:
        log.info("texts_erased", texts=erased, before=before.isoformat())
    return True


async def _erase_contacts(journal: Journal, clock: OfficeClock) -> bool:
    """Whether it was done."""
    try:
        erased = await journal.erase_contacts(clock.now())
    except StorageError as error:
        log.warning("contacts_not_erased", error=str(error))
        return False
    if erased:
        log.info("contacts_erased", contacts=erased)
    return True
