"""Who may do what, of one installation: opened beside its journal, in the same database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from msgspec import Struct

from server.access.credentials import Credentials, keeping
from server.access.machines import Machines
from server.access.passwords import Passwords
from server.access.sign_in import SignIn
from server.access.staff import Staff
from server.journal.session import Engine


class Access(Struct, frozen=True):
    """Keys that are good, staff who sign in, accounts, and machines."""

    credentials: Credentials
    sign_in: SignIn
    staff: Staff
    machines: Machines


@asynccontextmanager
async def open_access(engine: Engine, idle_seconds: float) -> AsyncIterator[Access]:
    """Inside the `async with`. Sessions end after `idle_seconds` without use."""
    passwords = Passwords()
    credentials = Credentials(engine, idle_seconds)
    try:
        async with keeping(credentials):
            yield Access(
                credentials,
                SignIn(engine, credentials, passwords),
                Staff(engine, passwords),
                Machines(engine, credentials),
            )
    finally:
        passwords.close()
