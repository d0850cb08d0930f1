"""One step of a day, whole or not at all: the head locked, newer events read, new ones added.

While a batch is open nobody else, in this process or another, can add to the same day. It should
be short: PostgreSQL cuts a writer that holds it for two seconds without a word.
"""

from collections.abc import Sequence
from datetime import date

from server.journal import contacts, rows
from server.journal.contacts import SealedContact
from server.journal.encoding import RECORD_COLUMNS, records_of, values_of
from server.journal.errors import JournalUnreadableError, StorageError
from server.journal.rows import TicketRow
from server.journal.session import Head, Session, Transaction, Value
from server.journal.texts import SELECT_TEXT, UPSERT_TEXT, Text, TextKind
from server.queueing.events import Record

SELECT_HEAD = "SELECT version, ended FROM heads WHERE office = $1 AND date = $2"
INSERT_HEAD = (
    "INSERT INTO heads (office, date, version, ended) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (office, date) DO NOTHING"
)
UPDATE_HEAD = "UPDATE heads SET version = $1, ended = $2 WHERE office = $3 AND date = $4"
SELECT_EVENTS = (
    f"SELECT {RECORD_COLUMNS} FROM events "  # noqa: S608 - a constant
    "WHERE office = $1 AND date = $2 AND version > $3 ORDER BY version"
)
INSERT_EVENT = (
    "INSERT INTO events "
    "(office, date, version, at, actor, command_id, fingerprint, kind, body) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
)


class Batch:
    """Made by `Journal.batch`. `version` is the head's: as locked, then as `append` moved it."""

    def __init__(self, transaction: Transaction, head: Head) -> None:
        self.office = head.office
        self.date = head.date
        self.version = head.version
        self.ended = head.ended
        self.appended: list[Record] = []
        self.is_changed = False
        self.is_whole = True  # nothing that was asked for has failed half way
        self.has_erased = False
        self._transaction = transaction

    async def newer(self, after: int) -> list[Record]:
        """The events after version `after`, up to the head, those of other processes included.

        Raises:
            JournalUnreadableError: one of them cannot be read, or is missing.
            StorageError: `after` is beyond the head: what was read before is no longer there.
        """
        if after == self.version:
            return []
        if after > self.version:
            raise StorageError(f"{self.office}, {self.date}: {after} events known, not all kept")
        records = await read_events(self._transaction, self.office, self.date, after)
        if not records or records[-1].version != self.version:
            raise JournalUnreadableError(self.office, self.date, self.version, "missing")
        return records

    async def text(self, kind: TextKind, text_id: str) -> str | None:
        """What was written under this id on this day; None if nothing, or if it was erased."""
        return await read_text(self._transaction, self.office, self.date, kind, text_id)

    async def contacts(self, ticket_id: str) -> list[SealedContact]:
        """The personal data that is kept for a ticket of this day, encrypted."""
        return await contacts.read_contacts(self._transaction, self.office, self.date, ticket_id)

    async def keep_contacts(self, kept: Sequence[SealedContact]) -> None:
        """Keep personal data beside the events that say so, which `append` adds."""
        await self._write(
            contacts.UPSERT_CONTACT,
            [contacts.values_of(self.office, self.date, each) for each in kept],
        )

    async def erase_contacts(self, erased: Sequence[tuple[str, str]]) -> None:
        """Erase what these tickets have of these kinds, with the events that say so."""
        self.has_erased = True
        await self._write(
            contacts.DELETE_CONTACT,
            [(self.office, self.date, ticket_id, kind) for ticket_id, kind in erased],
        )

    async def append(
        self,
        records: Sequence[Record],
        tickets: Sequence[TicketRow],
        texts: Sequence[Text] = (),
        *,
        ended: bool = False,
    ) -> None:
        """Add events behind the head, and let the rows of `tickets` be as given.

        `texts` are those whose ids the events carry. `ended`: the day is over with these.

        Raises:
            StorageError: the first record is not the next version, or the database refused.
        """
        if not records or records[0].version != self.version + 1:
            raise StorageError(f"{self.office}, {self.date}: not the event after {self.version}")
        self.is_changed, self.is_whole = True, False
        self.appended.extend(records)
        await self._transaction.write(
            INSERT_EVENT, [values_of(self.office, self.date, record) for record in records]
        )
        if tickets:
            await self._transaction.write(
                rows.INSERT_TICKET, [rows.values_of(row) for row in tickets]
            )
        if texts:
            await self._transaction.write(
                UPSERT_TEXT,
                [(self.office, self.date, each.kind.value, each.id, each.body) for each in texts],
            )
        self.version = records[-1].version
        self.ended = self.ended or ended
        await self._transaction.write(
            UPDATE_HEAD, [(self.version, self.ended, self.office, self.date)]
        )
        self.is_whole = True

    async def replace_tickets(self, tickets: Sequence[TicketRow]) -> None:
        """Let the day's rows be these and no others. For repair: `append` keeps them right."""
        self.is_changed, self.is_whole = True, False
        await self._transaction.write(rows.DELETE_TICKETS, [(self.office, self.date)])
        if tickets:
            await self._transaction.write(
                rows.INSERT_TICKET, [rows.values_of(row) for row in tickets]
            )
        self.is_whole = True

    async def _write(self, statement: str, values: Sequence[Sequence[Value]]) -> None:
        """Beside the events; a batch is kept only with events behind it."""
        was_whole, self.is_whole = self.is_whole, False
        await self._transaction.write(statement, values)
        self.is_whole = was_whole


async def begin(transaction: Transaction, office: str, date: date) -> Batch:
    """Lock the head of a day, which is made at version 0 if there is none yet."""
    locking = SELECT_HEAD + transaction.locking
    found = await transaction.fetch(locking, office, date)
    if not found:
        await transaction.write(INSERT_HEAD, [(office, date, 0, False)])
        found = await transaction.fetch(locking, office, date)
    version, ended = found[0]
    return Batch(transaction, Head(office, date, version, bool(ended)))


async def read_events(session: Session, office: str, date: date, after: int) -> list[Record]:
    """The events of a day after version `after`.

    Raises:
        JournalUnreadableError: one of them cannot be read, or is missing between others.
    """
    return records_of(office, date, await session.fetch(SELECT_EVENTS, office, date, after), after)


async def read_text(
    session: Session, office: str, date: date, kind: TextKind, text_id: str
) -> str | None:
    """What staff wrote under an id on a date; None if nothing, or if it was erased."""
    found = await session.fetch(SELECT_TEXT, office, date, kind.value, text_id)
    return None if not found else str(found[0][0])
