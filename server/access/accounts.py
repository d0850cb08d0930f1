"""The staff's accounts as they are kept: sign-in name, shown name, password, roles.

The names are personal; they stand here alone. Everything else knows an account by its opaque id.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from server.access.roles import Role
from server.access.secrets import new_account_id
from server.journal.session import Row, Session

ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
MOST_NAME = 60
FIRST_ACCOUNT = "admin"

COLUMNS = "account_id, account, name, password, must_change_password, disabled, made_at"
SELECT_ALL = f"SELECT {COLUMNS} FROM accounts ORDER BY account"  # noqa: S608
SELECT_BY_ACCOUNT = f"SELECT {COLUMNS} FROM accounts WHERE account = $1"  # noqa: S608
SELECT_BY_ID = f"SELECT {COLUMNS} FROM accounts WHERE account_id = $1"  # noqa: S608
COUNT = "SELECT count(*) FROM accounts"
INSERT = f"INSERT INTO accounts ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)"  # noqa: S608
SET_KEPT = "UPDATE accounts SET password = $1, must_change_password = $2 WHERE account_id = $3"
SET_DISABLED = "UPDATE accounts SET disabled = $1 WHERE account_id = $2"
SELECT_ROLES = "SELECT account_id, office, role FROM account_roles ORDER BY account_id, office"
SELECT_ROLES_OF = "SELECT account_id, office, role FROM account_roles WHERE account_id = $1"
DELETE_ROLES = "DELETE FROM account_roles WHERE account_id = $1"
INSERT_ROLE = "INSERT INTO account_roles (account_id, office, role) VALUES ($1, $2, $3)"


class Account(Struct, frozen=True):
    """A member of staff. `account` is the sign-in name; `password` what is kept of it."""

    account_id: str
    account: str
    name: str
    password: str
    must_change_password: bool
    disabled: bool
    roles: Mapping[str, Role] = {}


def sign_in_name(written: str) -> str:
    """A sign-in name as it is kept, however somebody wrote it."""
    return written.strip().lower()


def is_sign_in_name(account: str) -> bool:
    """Whether an account may be called so."""
    return ACCOUNT.fullmatch(account) is not None


async def find_account(session: Session, account: str) -> Account | None:
    """The account of this sign-in name, with its roles."""
    return await _find(session, SELECT_BY_ACCOUNT, account)


async def find_account_by_id(session: Session, account_id: str) -> Account | None:
    """The account of this id, with its roles."""
    return await _find(session, SELECT_BY_ID, account_id)


async def list_accounts(session: Session) -> list[Account]:
    """All accounts, by sign-in name."""
    rows = await session.fetch(SELECT_ALL)
    roles = await session.fetch(SELECT_ROLES)
    return [_account(row, [each for each in roles if each[0] == row[0]]) for row in rows]


async def has_accounts(session: Session) -> bool:
    """Whether there is any."""
    rows = await session.fetch(COUNT)
    return bool(rows[0][0])


async def add_account(
    session: Session,
    account: str,
    name: str,
    password: str,
    roles: Mapping[str, Role],
    now: datetime,
    *,
    must_change_password: bool = True,
) -> str:
    """Make an account; gives its id. The sign-in name must be free."""
    account_id = new_account_id()
    row = (account_id, account, name, password, must_change_password, False, now)
    await session.write(INSERT, [row])
    await _write_roles(session, account_id, roles)
    return account_id


async def set_password(
    session: Session, account_id: str, password: str, *, must_change: bool
) -> None:
    """Keep another password, already made fit for keeping."""
    await session.write(SET_KEPT, [(password, must_change, account_id)])


async def set_disabled(session: Session, account_id: str, disabled: bool) -> None:
    """Let nobody sign in with it any more, or again."""
    await session.write(SET_DISABLED, [(disabled, account_id)])


async def set_roles(session: Session, account_id: str, roles: Mapping[str, Role]) -> None:
    """These roles and no others."""
    await session.write(DELETE_ROLES, [(account_id,)])
    await _write_roles(session, account_id, roles)


async def _write_roles(session: Session, account_id: str, roles: Mapping[str, Role]) -> None:
    rows = [(account_id, office, role.value) for office, role in roles.items()]
    await session.write(INSERT_ROLE, rows)


async def _find(session: Session, statement: str, value: str) -> Account | None:
    rows = await session.fetch(statement, value)
    if not rows:
        return None
    return _account(rows[0], await session.fetch(SELECT_ROLES_OF, rows[0][0]))


def _account(row: Row, roles: Sequence[Row]) -> Account:
    account_id, account, name, password, must_change, disabled, _ = row
    held = {office: Role(role) for _, office, role in roles}
    return Account(account_id, account, name, password, bool(must_change), bool(disabled), held)
