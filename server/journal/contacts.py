"""Personal data as it is kept: rows of ciphertext beside the days, so that they can be erased.

A row is kept in the transaction of the event that says that there is one. Nothing here can read
it: the keys are in `server.contacts`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct, structs

from server.journal.encoding import date_of, moment_of
from server.journal.session import Row, Session, Value

_COLUMNS = "ticket_id, kind, key_id, sealed, look_up, erase_at"

UPSERT_CONTACT = (
    f"INSERT INTO contacts (office, date, {_COLUMNS}) "  # noqa: S608 - a constant
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (office, date, ticket_id, kind) DO UPDATE SET key_id = excluded.key_id, "
    "sealed = excluded.sealed, look_up = excluded.look_up, erase_at = excluded.erase_at"
)
DELETE_CONTACT = (
    "DELETE FROM contacts WHERE office = $1 AND date = $2 AND ticket_id = $3 AND kind = $4"
)
SELECT_CONTACTS = (
    f"SELECT {_COLUMNS} FROM contacts "  # noqa: S608 - a constant
    "WHERE office = $1 AND date = $2 AND ticket_id = $3 ORDER BY kind"
)
SELECT_BY_LOOK_UP = (
    "SELECT ticket_id FROM contacts WHERE office = $1 AND date = $2 AND kind = $3 AND look_up = $4"
)
SELECT_DUE = (
    "SELECT office, date, kind, count(*) FROM contacts WHERE erase_at <= $1 "
    "GROUP BY office, date, kind"
)
DELETE_DUE = "DELETE FROM contacts WHERE erase_at <= $1"
INSERT_ERASURE = (
    "INSERT INTO contact_erasures (office, date, kind, at, tickets) VALUES ($1, $2, $3, $4, $5) "
    "ON CONFLICT (office, date, kind, at) DO NOTHING"
)
SELECT_ERASURES = (
    "SELECT kind, at FROM contact_erasures WHERE office = $1 AND date = $2 ORDER BY at, kind"
)
COUNT_BY_KEY = "SELECT key_id, count(*) FROM contacts GROUP BY key_id"
SELECT_UNDER_OTHER_KEYS = (
    f"SELECT office, date, {_COLUMNS} FROM contacts "  # noqa: S608 - a constant
    "WHERE key_id <> $1 ORDER BY office, date, ticket_id, kind"
)
REPLACE_SEALED = (
    "UPDATE contacts SET key_id = $1, sealed = $2, look_up = $3 "
    "WHERE office = $4 AND date = $5 AND ticket_id = $6 AND kind = $7 AND key_id = $8"
)


class SealedContact(Struct, frozen=True):
    """One row, without its office and date."""

    ticket_id: str
    kind: str
    key_id: str
    sealed: str
    look_up: str
    erase_at: datetime


class Erasure(Struct, frozen=True):
    """All data of a kind, of one day, was erased on schedule."""

    kind: str
    at: datetime


def values_of(office: str, day: date, contact: SealedContact) -> tuple[Value, ...]:
    """A row as values for `UPSERT_CONTACT`."""
    return (office, day, *structs.astuple(contact))


def contact_from(row: Row) -> SealedContact:
    """A row of `_COLUMNS`."""
    ticket_id, kind, key_id, sealed, look_up, erase_at = row
    return SealedContact(ticket_id, kind, key_id, sealed, look_up, moment_of(erase_at))


async def read_contacts(
    session: Session, office: str, day: date, ticket_id: str
) -> list[SealedContact]:
    """What is kept for a ticket, by kind."""
    return [
        contact_from(row) for row in await session.fetch(SELECT_CONTACTS, office, day, ticket_id)
    ]


async def find_tickets(
    session: Session, office: str, day: date, kind: str, look_ups: Iterable[str]
) -> list[str]:
    """The ids of the tickets of a day that have one of these."""
    found: dict[str, None] = {}
    for look_up in look_ups:
        rows = await session.fetch(SELECT_BY_LOOK_UP, office, day, kind, look_up)
        found.update(dict.fromkeys(row[0] for row in rows))
    return list(found)


async def erase_due(session: Session, now: datetime) -> int:
    """Erase what was to be kept until now, and keep that it was; tells how many rows."""
    due = await session.fetch(SELECT_DUE, now)
    if due:
        erasures: Sequence[Sequence[Value]] = [
            (office, date_of(day), kind, now, int(count)) for office, day, kind, count in due
        ]
        await session.write(INSERT_ERASURE, erasures)
        await session.write(DELETE_DUE, [(now,)])
    return sum(int(row[3]) for row in due)


async def read_erasures(session: Session, office: str, day: date) -> list[Erasure]:
    """What of a day was erased on schedule, in that order."""
    rows = await session.fetch(SELECT_ERASURES, office, day)
    return [Erasure(kind, moment_of(at)) for kind, at in rows]
