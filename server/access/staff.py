"""What is done with the staff's accounts by whoever runs the installation: `antrean staff`.

It works on the database, beside the running servers; they hear of it within seconds.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from server.access import accounts
from server.access.accounts import Account, find_account
from server.access.changes import changing
from server.access.passwords import Passwords
from server.access.roles import ALL_OFFICES, Role
from server.access.secrets import new_one_time_password
from server.access.sessions import end_sessions_of
from server.journal.session import Engine, Session


class AccountTakenError(Exception):
    """There is an account of this sign-in name already."""


class AccountUnknownError(Exception):
    """There is no account of this sign-in name."""


class LastAdministratorError(Exception):
    """Nobody would be left who may do everything."""


def now_in_life() -> datetime:
    """The wall clock's moment."""
    return datetime.now(UTC)


class Staff:
    """The accounts of one installation. Every method raises StorageError, too."""

    def __init__(
        self, engine: Engine, passwords: Passwords, now: Callable[[], datetime] = now_in_life
    ) -> None:
        self._engine, self._passwords, self._now = engine, passwords, now

    async def first_administrator(self) -> str | None:
        """At the first start: make the account `admin`; gives its one-time password.

        None where there are accounts already. Of two servers that start at once one makes it.
        """
        async with self._engine.reading() as session:
            if await accounts.has_accounts(session):
                return None
        password = new_one_time_password()
        kept = await self._passwords.keep(password)
        roles = {ALL_OFFICES: Role.ADMINISTRATOR}
        async with changing(self._engine) as transaction:
            if await accounts.has_accounts(transaction):
                return None
            first = accounts.FIRST_ACCOUNT
            await accounts.add_account(transaction, first, "Admin", kept, roles, self._now())
        return password

    async def add(self, account: str, name: str, roles: Mapping[str, Role]) -> str:
        """A new account; gives its one-time password. Raises AccountTakenError."""
        password = new_one_time_password()
        kept = await self._passwords.keep(password)
        async with changing(self._engine) as transaction:
            if await find_account(transaction, account):
                raise AccountTakenError(account)
            await accounts.add_account(transaction, account, name, kept, roles, self._now())
        return password

    async def reset(self, account: str) -> str:
        """A new one-time password; all sessions of the account end. Raises AccountUnknownError."""
        password = new_one_time_password()
        kept = await self._passwords.keep(password)
        async with changing(self._engine) as transaction:
            found = await _known(transaction, account)
            await accounts.set_password(transaction, found.account_id, kept, must_change=True)
            await end_sessions_of(transaction, found.account_id)
        return password

    async def disable(self, account: str) -> None:
        """Let nobody sign in with it, and end its sessions.

        Raises AccountUnknownError or LastAdministratorError.
        """
        async with changing(self._engine) as transaction:
            found = await _known(transaction, account)
            await _leave_an_administrator(transaction, found)
            await accounts.set_disabled(transaction, found.account_id, True)
            await end_sessions_of(transaction, found.account_id)

    async def enable(self, account: str) -> None:
        """Let it be used again, with the password it had. Raises AccountUnknownError."""
        async with changing(self._engine) as transaction:
            found = await _known(transaction, account)
            await accounts.set_disabled(transaction, found.account_id, False)

    async def give_roles(self, account: str, roles: Mapping[str, Role]) -> None:
        """These roles and no others. Raises AccountUnknownError or LastAdministratorError."""
        async with changing(self._engine) as transaction:
            found = await _known(transaction, account)
            if Role.ADMINISTRATOR not in roles.values():
                await _leave_an_administrator(transaction, found)
            await accounts.set_roles(transaction, found.account_id, roles)

    async def list(self) -> list[Account]:
        """All accounts, by sign-in name."""
        async with self._engine.reading() as session:
            return await accounts.list_accounts(session)


async def _known(session: Session, account: str) -> Account:
    found = await find_account(session, account)
    if found is None:
        raise AccountUnknownError(account)
    return found


async def _leave_an_administrator(session: Session, leaving: Account) -> None:
    """Raises LastAdministratorError where nobody would be left."""
    for each in await accounts.list_accounts(session):
        is_other = each.account_id != leaving.account_id and not each.disabled
        if is_other and Role.ADMINISTRATOR in each.roles.values():
            return
    if Role.ADMINISTRATOR in leaving.roles.values():
        raise LastAdministratorError(leaving.account)
