"""Whose a key is: what is remembered, when it is forgotten, and what counts as use."""

import asyncio
from datetime import UTC, datetime

import pytest

from server.access.accounts import add_account, set_disabled
from server.access.changes import changing
from server.access.credentials import NOTE_SECONDS, TRUST_SECONDS, Credentials, Known
from server.access.devices import revoke_device
from server.access.roles import Asker, Role
from server.access.secrets import hash_of
from server.access.sessions import begin_session
from server.journal.errors import StorageError
from server.journal.session import Engine
from tests.access.conftest import IDLE_SECONDS, SetTime
from tests.people import KEPT, add_machine


async def sign_in(engine: Engine, time: SetTime) -> str:
    """A clerk with a session; gives its key."""
    now = datetime.fromtimestamp(time(), UTC)
    async with changing(engine) as transaction:
        account_id = await add_account(
            transaction, "siti", "Siti", KEPT, {"*": Role.CLERK}, now, must_change_password=False
        )
        return await begin_session(transaction, account_id, now)


async def disable(engine: Engine) -> None:
    """As another process does it."""
    async with changing(engine) as transaction:
        rows = await transaction.fetch("SELECT account_id FROM accounts")
        await set_disabled(transaction, rows[0][0], True)


async def found(credentials: Credentials, key: str) -> Known:
    known = await credentials.find(key)
    assert known is not None
    return known


async def test_a_machine_is_known_by_its_key_at_its_own_office(
    engine: Engine, credentials: Credentials
) -> None:
    key = await add_machine(engine, "plg", "kiosk", "kiosk 1")
    who = (await found(credentials, key)).principal
    assert who.actor == "kiosk:kiosk 1"
    assert who.asker_in("plg") is Asker.KIOSK
    assert who.asker_in("elsewhere") is Asker.PUBLIC
    assert who.asker_in(None) is Asker.KIOSK
    assert await credentials.find(key + "x") is None
    assert await credentials.find(hash_of(key)) is None
    assert await credentials.find("\udc80") is None


async def test_what_is_known_is_not_asked_again(
    engine: Engine, credentials: Credentials, time: SetTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await sign_in(engine, time)
    await found(credentials, key)
    monkeypatch.setattr(credentials, "_engine", None)
    await found(credentials, key)


async def test_another_process_revokes_and_the_next_look_hears_of_it(
    engine: Engine, other_engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key, machine = await sign_in(engine, time), await add_machine(engine, "plg", "kiosk", "k")
    await credentials.look()
    await found(credentials, key)
    await found(credentials, machine)
    await disable(other_engine)
    async with changing(other_engine) as transaction:
        assert await revoke_device(transaction, "plg", "kiosk", "k", credentials.now())
    await credentials.look()
    assert await credentials.find(key) is None
    assert await credentials.find(machine) is None


async def test_what_was_read_before_a_change_is_not_remembered_after_it(
    engine: Engine, credentials: Credentials, time: SetTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The look-up is under way while the account is disabled, and ends only afterwards."""
    key = await sign_in(engine, time)
    await credentials.look()
    read = credentials._read

    async def read_late(key_hash: str, now: float) -> Known | None:
        generation = credentials._generation
        known = await read(key_hash, now)
        credentials._known.clear()
        await disable(engine)
        await credentials.look()
        assert credentials._generation != generation
        return known

    monkeypatch.setattr(credentials, "_read", read_late)
    await credentials.find(key)
    monkeypatch.setattr(credentials, "_read", read)
    assert await credentials.find(key) is None


async def test_a_stream_ends_with_its_key_and_goes_on_while_that_is_good(
    engine: Engine, other_engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key, ended = await sign_in(engine, time), asyncio.Event()
    machine = await add_machine(engine, "plg", "kiosk", "k")
    goes_on = asyncio.Event()
    with (
        credentials.following(await found(credentials, key), ended.set),
        credentials.following(await found(credentials, machine), goes_on.set),
        credentials.following(None, goes_on.set),
    ):
        await credentials.look()
        assert not ended.is_set()
        await disable(other_engine)
        await credentials.look()
        assert ended.is_set()
        assert not goes_on.is_set()


async def test_a_stream_that_began_while_its_key_ended_ends_soon(
    engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key, ended = await sign_in(engine, time), asyncio.Event()
    await credentials.look()
    known = await found(credentials, key)
    await disable(engine)
    await credentials.look()
    with credentials.following(known, ended.set):
        await credentials.look()
    assert ended.is_set()


async def test_a_session_ends_when_it_is_idle_too_long(
    engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key = await sign_in(engine, time)
    machine = await add_machine(engine, "plg", "kiosk", "k")
    for _ in range(3):
        time.seconds += IDLE_SECONDS - 1
        await found(credentials, key)
    await found(credentials, machine)
    time.seconds += IDLE_SECONDS + 1
    assert await credentials.find(key) is None
    await found(credentials, machine)  # machines may rest over the holidays


async def test_use_is_written_down_once_a_minute_and_counts_at_other_servers(
    engine: Engine, other_engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key = await sign_in(engine, time)
    other = Credentials(other_engine, IDLE_SECONDS, time)
    await found(other, key)
    time.seconds += IDLE_SECONDS - 10
    await found(credentials, key)
    await credentials.look()
    time.seconds += 20
    await found(other, key)


async def test_use_survives_a_restart_and_a_change_of_rights(
    engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key = await sign_in(engine, time)
    time.seconds += IDLE_SECONDS - 10
    await found(credentials, key)
    await credentials.forget()
    await credentials.note_uses()
    time.seconds += 20
    await found(Credentials(engine, IDLE_SECONDS, time), key)


async def test_an_open_stream_is_use(
    engine: Engine, credentials: Credentials, time: SetTime
) -> None:
    key, ended = await sign_in(engine, time), asyncio.Event()
    with credentials.following(await found(credentials, key), ended.set):
        for _ in range(5):
            time.seconds += IDLE_SECONDS / 2
            await credentials.look()
        await found(credentials, key)
        await found(Credentials(engine, IDLE_SECONDS, time), key)
    assert not ended.is_set()
    time.seconds += IDLE_SECONDS + NOTE_SECONDS
    assert await credentials.find(key) is None


async def test_without_the_database_what_is_known_is_trusted_for_a_while(
    engine: Engine, credentials: Credentials, time: SetTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = await sign_in(engine, time)
    await credentials.look()
    await found(credentials, key)

    def broken() -> None:
        raise StorageError("no way to the database")

    monkeypatch.setattr(engine, "reading", broken)
    time.seconds += TRUST_SECONDS - 1
    await credentials.look()
    await found(credentials, key)
    time.seconds += 2
    await credentials.look()
    with pytest.raises(StorageError):
        await credentials.find(key)
