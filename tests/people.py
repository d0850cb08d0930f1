"""Who works at the office of a test: an account and a session of every role, and paired machines.

Made straight in the store, beside the server, with a password that costs nothing to check.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from argon2 import PasswordHasher

from server.access.accounts import add_account, find_account
from server.access.changes import changing
from server.access.devices import pair_device
from server.access.roles import ALL_OFFICES, Role
from server.access.secrets import hash_of
from server.access.sessions import begin_session
from server.journal.opening import open_engine
from server.journal.session import Engine

PASSWORD = "kertas kuning 17"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
KEPT = CHEAP.hash(PASSWORD)
NAMES = {
    Role.CLERK: "Siti",
    Role.DOOR_KEEPER: "Budi",
    Role.SUPERVISOR: "Ibu Ratna",
    Role.ADMINISTRATOR: "Pak Joko",
}


async def add_person(
    engine: Engine, role: Role, office: str = ALL_OFFICES, *, must_change: bool = False
) -> str:
    """Somebody of a role signs in; gives the key of the session.

    The account is called like the role, in one office alone with the office behind a dot.
    """
    account = role.value if office == ALL_OFFICES else f"{role.value}.{office}"
    now = datetime.now(UTC)
    async with changing(engine) as transaction:
        found = await find_account(transaction, account)
        account_id = (
            found.account_id
            if found
            else await add_account(
                *(transaction, account, NAMES[role], KEPT, {office: role}, now),
                must_change_password=must_change,
            )
        )
        return await begin_session(transaction, account_id, now)


async def add_people(engine: Engine) -> dict[str, str]:
    """One of every role, in all offices; the keys of their sessions by role."""
    return {role.value: await add_person(engine, role) for role in Role}


async def add_machine(engine: Engine, office: str, kind: str, name: str) -> str:
    """A machine is paired; gives its key, which is the same whoever pairs it again."""
    key = hash_of(f"{office}/{kind}/{name}")
    async with changing(engine) as transaction:
        await pair_device(
            *(transaction, office, kind, name, hash_of(key), "somebody", datetime.now(UTC))
        )
    return key


@asynccontextmanager
async def store(database: str | Path) -> AsyncIterator[Engine]:
    """The database beside a server, or before its first start."""
    is_new = "://" not in str(database) and not os.path.exists(database)  # noqa: ASYNC240, PTH110
    async with open_engine(database, beside_server=not is_new) as engine:
        yield engine
