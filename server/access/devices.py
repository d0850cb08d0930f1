"""Paired machines of the halls, as they are kept: a kind and a name, and the hash of their key."""

import re
from datetime import datetime

from msgspec import Struct

from protocol.access import PairedDevice
from server.journal.encoding import moment_of
from server.journal.session import Row, Session

PAIRED_KINDS = ("kiosk", "display")
NAME = re.compile(r"\w[\w .-]{0,63}", re.ASCII)

SELECT_BY_KEY = (
    "SELECT office, kind, name, used_at FROM devices WHERE key_hash = $1 AND revoked_at IS NULL"
)
SELECT_OF_OFFICE = (
    "SELECT d.kind, d.name, d.paired_at, a.name, d.revoked_at, d.used_at FROM devices d "
    "LEFT JOIN accounts a ON a.account_id = d.paired_by "
    "WHERE d.office = $1 ORDER BY d.kind DESC, d.name"
)
SELECT_ONE = (
    "SELECT key_hash FROM devices "
    "WHERE office = $1 AND kind = $2 AND name = $3 AND revoked_at IS NULL"
)
DELETE_KEY = "DELETE FROM devices WHERE key_hash = $1"
UPSERT = (
    "INSERT INTO devices (office, kind, name, key_hash, paired_at, paired_by, revoked_at, used_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, NULL, $7) "
    "ON CONFLICT (office, kind, name) DO UPDATE SET key_hash = excluded.key_hash, "
    "paired_at = excluded.paired_at, paired_by = excluded.paired_by, revoked_at = NULL, "
    "used_at = excluded.used_at"
)
REVOKE = "UPDATE devices SET revoked_at = $1 WHERE office = $2 AND kind = $3 AND name = $4"
NOTE_USE = "UPDATE devices SET used_at = $1 WHERE key_hash = $2 AND used_at < $3"


class Device(Struct, frozen=True):
    """A paired machine."""

    office: str
    kind: str
    name: str
    used_at: datetime


def is_device_name(name: str) -> bool:
    """Whether a machine may be called so."""
    return NAME.fullmatch(name) is not None


async def find_device(session: Session, key_hash: str) -> Device | None:
    """The machine of a key, unless it was revoked."""
    rows = await session.fetch(SELECT_BY_KEY, key_hash)
    if not rows:
        return None
    office, kind, name, used_at = rows[0]
    return Device(office, kind, name, moment_of(used_at))


async def list_devices(session: Session, office: str) -> list[PairedDevice]:
    """The machines of an office, the revoked ones too: kiosks, then displays."""
    return [_paired(row) for row in await session.fetch(SELECT_OF_OFFICE, office)]


async def pair_device(
    session: Session,
    office: str,
    kind: str,
    name: str,
    key_hash: str,
    paired_by: str,
    now: datetime,
) -> None:
    """Let a machine in under this name; a former key of the name is good for nothing any more.

    A machine that had another name before is no more under that one: one key, one machine.
    """
    await session.write(DELETE_KEY, [(key_hash,)])
    await session.write(UPSERT, [(office, kind, name, key_hash, now, paired_by, now)])


async def revoke_device(session: Session, office: str, kind: str, name: str, now: datetime) -> bool:
    """Whether there was one to revoke."""
    found = await session.fetch(SELECT_ONE, office, kind, name)
    if found:
        await session.write(REVOKE, [(now, office, kind, name)])
    return bool(found)


def _paired(row: Row) -> PairedDevice:
    kind, name, paired_at, paired_by, revoked_at, used_at = row
    return PairedDevice(
        kind=kind,
        name=name,
        paired_at=moment_of(paired_at),
        paired_by=paired_by or "",
        revoked_at=None if revoked_at is None else moment_of(revoked_at),
        last_used_at=moment_of(used_at),
    )
