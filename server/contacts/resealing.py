"""Changing keys: every row under the newest one, beside the running servers.

A new key is in the file before any row needs it, and an old one leaves the file when no row needs
it any more; so that at every moment, also after a power cut between two steps, each row can be
opened with what the file holds. Doing it again goes on where it ended.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from server.contacts.keys import new_key, read_keys, write_keys
from server.contacts.vault import ContactsUnreadableError, Vault, Whose
from server.journal.contacts import (
    COUNT_BY_KEY,
    REPLACE_SEALED,
    SELECT_UNDER_OTHER_KEYS,
    contact_from,
)
from server.journal.encoding import date_of
from server.journal.session import Engine, Row, Value

AT_ONCE = 200
"""Rows in one transaction: writers of days wait for milliseconds."""


class Resealed(Struct, frozen=True):
    """How many rows are under the newest key now that were not, and how many could not be read."""

    rows: int
    unreadable: int


def add_key(path: Path) -> str:
    """A new key at the head of the file; tells its id. Servers use it from the next row on."""
    key = new_key()
    write_keys(path, [key, *read_keys(path)])
    return key.id


async def reseal(engine: Engine, vault: Vault) -> Resealed:
    """Let every row be under the newest key. Raises StorageError, ContactsUnreadableError."""
    newest = vault.newest
    async with engine.reading() as session:
        rows = await session.fetch(SELECT_UNDER_OTHER_KEYS, newest)
    changes, unreadable = [], 0
    for row in rows:
        try:
            changes.append(_changed(vault, row))
        except ContactsUnreadableError:
            unreadable += 1
    for begin in range(0, len(changes), AT_ONCE):
        async with engine.transaction() as transaction:
            await transaction.write(REPLACE_SEALED, changes[begin : begin + AT_ONCE])
            await transaction.commit()
    if changes:
        await engine.leave_no_trace()
    return Resealed(len(changes), unreadable)


async def rows_by_key(engine: Engine) -> Mapping[str, int]:
    """How many rows each key is needed for."""
    async with engine.reading() as session:
        return {key_id: int(count) for key_id, count in await session.fetch(COUNT_BY_KEY)}


async def drop_keys(engine: Engine, path: Path) -> list[str]:
    """Remove from the file what no row needs, but for the newest; tells the ids."""
    needed = await rows_by_key(engine)
    newest, *others = read_keys(path)
    dropped = [key.id for key in others if key.id not in needed]
    if dropped:
        write_keys(path, [newest, *(key for key in others if key.id in needed)])
    return dropped


def _changed(vault: Vault, row: Row) -> Sequence[Value]:
    """The values of `REPLACE_SEALED` for a row."""
    office, day, *rest = row
    contact = contact_from(rest)
    whose = Whose(office, date_of(day), contact.ticket_id, contact.kind)
    sealed = vault.seal(whose, vault.open(whose, contact), contact.erase_at)
    return (
        *(sealed.key_id, sealed.sealed, sealed.look_up),
        *(whose.office, whose.date, whose.ticket_id, whose.kind, contact.key_id),
    )
