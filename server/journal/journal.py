"""The journal: the days of all offices of one installation, as lists of events.

Promises, the same on both engines:
- A batch is kept whole and durably, or not at all; when `batch` is left normally it is kept.
- Two batches of one day never run at the same time, whichever processes they are in.
- What was kept is never changed. A day that cannot be read in full is not read at all.
- After a failure it works again by itself, as soon as the cause is gone.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from datetime import date, datetime

from server.journal.batch import SELECT_HEAD, Batch, begin, read_events, read_text
from server.journal.contacts import (
    Erasure,
    SealedContact,
    erase_due,
    find_tickets,
    read_contacts,
    read_erasures,
)
from server.journal.encoding import date_of
from server.journal.errors import CommitLostError, JournalUnreadableError, StorageError
from server.journal.rows import (
    SELECT_ISSUED_UNDER,
    SELECT_TICKETS,
    FoundTicket,
    TicketRow,
    row_from,
)
from server.journal.session import Engine, Head, Row
from server.journal.texts import COUNT_TEXTS_BEFORE, DELETE_TEXTS_BEFORE, TextKind
from server.queueing.events import Record

SETTLE_SECONDS = 5.0
"""How long the fate of a commit is looked for, once its answer is lost."""

SETTLE_GAP_SECONDS = 0.1

SELECT_HEADS = "SELECT office, date, version, ended FROM heads ORDER BY office, date"
SELECT_OPEN_DAYS = (
    "SELECT office, date, version, ended FROM heads "
    "WHERE office = $1 AND date < $2 AND ended = FALSE ORDER BY date"
)


class Journal:
    """An open journal, from `opening.open_journal`.

    `engine` is the database, for rooms that keep something else there. `epoch` is of this
    installation. It changes when a backup is restored (the row in `installation` is deleted, and
    made anew at the next start): versions seen before then mean nothing. `restored_at`: when that
    was, in life; None: never.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.epoch = engine.installation.epoch
        self.restored_at = engine.installation.restored_at

    @asynccontextmanager
    async def batch(self, office: str, date: date) -> AsyncIterator[Batch]:
        """Add to a day: `async with journal.batch(office, date) as batch`.

        Waits for other writers of the day, three seconds at most. Kept when the block is left
        normally; undone when it raises, is cancelled, or appended nothing.

        Raises:
            StorageError: nothing is kept, or it could not be found out. What the caller knows of
                the day should be thrown away and read anew.
        """
        lost: CommitLostError | None = None
        async with self.engine.transaction() as transaction:
            batch = await begin(transaction, office, date)
            yield batch
            if not batch.is_changed:
                return
            if not batch.is_whole:
                raise StorageError("a part of the batch had failed")
            try:
                await transaction.commit()
            except CommitLostError as error:
                lost = error
        if lost is not None:
            await self._settle(batch, lost)
        self.engine.announce(Head(office, date, batch.version, batch.ended))
        if batch.has_erased:
            await self.engine.leave_no_trace()

    async def read(self, office: str, date: date, after: int = 0) -> list[Record]:
        """The events of a day after version `after`, in order; none for a day without any.

        Raises:
            JournalUnreadableError: one of them cannot be read, or is missing.
        """
        async with self.engine.reading() as session:
            return await read_events(session, office, date, after)

    async def heads(self) -> list[Head]:
        """All days there are, by office and date."""
        async with self.engine.reading() as session:
            return _heads(await session.fetch(SELECT_HEADS))

    async def open_days(self, office: str, before: date) -> list[Head]:
        """The days of an office before a date that have not ended."""
        async with self.engine.reading() as session:
            return _heads(await session.fetch(SELECT_OPEN_DAYS, office, before))

    async def tickets(self, office: str, date: date) -> list[TicketRow]:
        """The rows of a day's tickets, in the order in which their numbers were given."""
        async with self.engine.reading() as session:
            return [row_from(row) for row in await session.fetch(SELECT_TICKETS, office, date)]

    async def head(self, office: str, date: date) -> Head | None:
        """How far a day has come; None if nothing was ever kept of it."""
        async with self.engine.reading() as session:
            found = await session.fetch(SELECT_HEAD, office, date)
        return Head(office, date, found[0][0], bool(found[0][1])) if found else None

    async def find_ticket(self, office: str, since: date, token_hash: str) -> FoundTicket | None:
        """The ticket of this secret on a date or after it; copies of slips are not looked for."""
        async with self.engine.reading() as session:
            found = await session.fetch(SELECT_ISSUED_UNDER, office, since, token_hash)
        return FoundTicket(date_of(found[0][0]), found[0][1]) if found else None

    async def text(self, office: str, date: date, kind: TextKind, text_id: str) -> str | None:
        """What staff wrote under an id on a date; None if nothing, or if it was erased."""
        async with self.engine.reading() as session:
            return await read_text(session, office, date, kind, text_id)

    async def erase_texts(self, before: date) -> int:
        """Erase for good what staff of all offices wrote before a date; tells how many texts.

        Raises:
            StorageError: nothing was erased, or it is not known; doing it again does no harm.
        """
        async with self.engine.transaction() as transaction:
            found = await transaction.fetch(COUNT_TEXTS_BEFORE, before)
            count = int(found[0][0])
            if count:
                await transaction.write(DELETE_TEXTS_BEFORE, [(before,)])
                await transaction.commit()
        return count

    async def contacts(self, office: str, date: date, ticket_id: str) -> list[SealedContact]:
        """The personal data that is kept for a ticket, encrypted."""
        async with self.engine.reading() as session:
            return await read_contacts(session, office, date, ticket_id)

    async def find_by_contact(
        self, office: str, date: date, kind: str, look_ups: Sequence[str]
    ) -> list[str]:
        """The ids of a day's tickets that some personal data belongs to."""
        async with self.engine.reading() as session:
            return await find_tickets(session, office, date, kind, look_ups)

    async def erase_contacts(self, now: datetime) -> int:
        """Erase for good the personal data, of all offices, whose time is over.

        Tells how much it was. Raises:
            StorageError: nothing was erased, or it is not known; doing it again does no harm.
        """
        async with self.engine.transaction() as transaction:
            count = await erase_due(transaction, now)
            if count:
                await transaction.commit()
        if count:
            await self.engine.leave_no_trace()
        return count

    async def contact_erasures(self, office: str, date: date) -> list[Erasure]:
        """What of a day's personal data was erased on schedule."""
        async with self.engine.reading() as session:
            return await read_erasures(session, office, date)

    def watch(
        self, office: str, date: date, changed: Callable[[Head], None]
    ) -> AbstractContextManager[None]:
        """Hear, inside the `with`, that other processes have added to a day.

        `changed` is called on the event loop with the day's head, which may be known already; it
        must not block or raise. Watch first, then read, and nothing is missed. On SQLite there
        are no other processes, and nothing is ever heard.
        """
        return self.engine.watch(office, date, changed)

    async def _settle(self, batch: Batch, lost: CommitLostError) -> None:
        """Find out whether a commit without an answer was kept: return if so.

        Locking the head waits for the lost transaction, if it still goes on.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + SETTLE_SECONDS
        while True:
            try:
                if await self._is_kept(batch):
                    return
            except JournalUnreadableError:
                raise
            except StorageError as error:
                if loop.time() > until:
                    raise StorageError(f"not known whether it was kept: {lost}") from error
                await asyncio.sleep(SETTLE_GAP_SECONDS)
            else:
                raise StorageError(f"not kept: {lost}") from lost

    async def _is_kept(self, batch: Batch) -> bool:
        async with self.engine.transaction() as transaction:
            now = await begin(transaction, batch.office, batch.date)
            if not batch.appended:
                return False  # a repair; doing it again does no harm
            before = batch.appended[0].version - 1
            if now.version <= before:
                return False
            records = await now.newer(before)
            return records[: len(batch.appended)] == batch.appended


def _heads(rows: Sequence[Row]) -> list[Head]:
    return [
        Head(office, date_of(date), version, bool(ended)) for office, date, version, ended in rows
    ]
