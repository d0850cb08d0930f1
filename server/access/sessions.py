"""Sessions of signed-in staff, as they are kept: by the hash of their key.

So they outlive a restart, and nobody who reads the database can use them.
"""

from datetime import datetime

from msgspec import Struct

from server.access.accounts import Account, find_account_by_id
from server.access.secrets import hash_of, new_session_key
from server.journal.encoding import moment_of
from server.journal.session import Session

INSERT = "INSERT INTO sessions (key_hash, account_id, began_at, used_at) VALUES ($1, $2, $3, $4)"
SELECT = "SELECT account_id, used_at FROM sessions WHERE key_hash = $1"
DELETE = "DELETE FROM sessions WHERE key_hash = $1"
DELETE_OF_ACCOUNT = "DELETE FROM sessions WHERE account_id = $1"
DELETE_OTHERS = "DELETE FROM sessions WHERE account_id = $1 AND key_hash <> $2"
DELETE_IDLE = "DELETE FROM sessions WHERE used_at < $1"
NOTE_USE = "UPDATE sessions SET used_at = $1 WHERE key_hash = $2 AND used_at < $3"


class SignedIn(Struct, frozen=True):
    """A session that has been found: whose, and when it was last used."""

    account: Account
    used_at: datetime


async def begin_session(session: Session, account_id: str, now: datetime) -> str:
    """Make a session; gives its key, which is kept nowhere."""
    key = new_session_key()
    await session.write(INSERT, [(hash_of(key), account_id, now, now)])
    return key


async def find_session(session: Session, key_hash: str) -> SignedIn | None:
    """The session of a key, if its account may still sign in. It may be long idle."""
    rows = await session.fetch(SELECT, key_hash)
    if not rows:
        return None
    account_id, used_at = rows[0]
    account = await find_account_by_id(session, account_id)
    if account is None or account.disabled:
        return None
    return SignedIn(account, moment_of(used_at))


async def end_session(session: Session, key_hash: str) -> None:
    """The key is good for nothing any more."""
    await session.write(DELETE, [(key_hash,)])


async def end_sessions_of(session: Session, account_id: str, but: str | None = None) -> None:
    """End all sessions of an account, except perhaps the one whose key has the hash `but`."""
    if but is None:
        await session.write(DELETE_OF_ACCOUNT, [(account_id,)])
    else:
        await session.write(DELETE_OTHERS, [(account_id, but)])


async def end_idle_sessions(session: Session, before: datetime) -> None:
    """Forget sessions that were last used before a moment."""
    await session.write(DELETE_IDLE, [(before,)])
