"""Who works at the throw-away office: accounts, and paired machines, made straight in its database.

Before its server starts, so that the one command needs nobody to sign in or to confirm a code.
Only whoever can write into the database's own file can do so.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from server.access.accounts import add_account
from server.access.changes import changing
from server.access.devices import pair_device
from server.access.passwords import Passwords
from server.access.roles import ALL_OFFICES, Role
from server.access.secrets import hash_of, new_device_key, new_one_time_password
from server.access.sessions import begin_session
from server.journal.opening import open_engine

STAFF = (("clerk", Role.CLERK), ("supervisor", Role.SUPERVISOR), ("door", Role.DOOR_KEEPER))
"""Accounts, and what each is."""


class People(Struct, frozen=True):
    """What is needed to be somebody: passwords by account, and keys.

    `session` is the key of the supervisor's session; `kiosks` are the kiosks' keys by name.
    """

    passwords: dict[str, str]
    session: str
    kiosks: dict[str, str]


async def make_people(database: Path, office: str, kiosks: Sequence[str]) -> People:
    """Make the accounts and pair the kiosks, in a database that no server has open yet."""
    hashing = Passwords()
    try:
        passwords = {account: new_one_time_password() for account, _ in STAFF}
        kept = {account: await hashing.keep(passwords[account]) for account, _ in STAFF}
    finally:
        hashing.close()
    now = datetime.now(UTC)
    ids: dict[Role, str] = {}
    keys = {name: new_device_key() for name in kiosks}
    async with open_engine(database) as engine, changing(engine) as transaction:
        for account, role in STAFF:
            ids[role] = await add_account(
                *(transaction, account, account.capitalize(), kept[account]),
                *({ALL_OFFICES: role}, now),
                must_change_password=False,
            )
        supervisor = ids[Role.SUPERVISOR]
        session = await begin_session(transaction, supervisor, now)
        for name, key in keys.items():
            await pair_device(transaction, office, "kiosk", name, hash_of(key), supervisor, now)
    return People(passwords, session, keys)
