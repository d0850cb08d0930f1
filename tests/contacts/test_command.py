"""`antrean keys`: every row under a new key beside the running server, and the old key gone."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from server.contacts.command import keys
from server.contacts.keys import new_key, read_keys, write_keys
from tests.asking_office import NIK, PHONE, asking_office
from tests.server_fixture import Issued, ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, asking_office(tmp_path)) as running:
        yield running


async def run(server: ServerHere, name: str) -> tuple[int, str]:
    """As a person does, in another thread: the server goes on."""
    options = [name, "--database", str(server.database)]
    result = await asyncio.to_thread(CliRunner().invoke, keys, options)
    return result.exit_code, result.output


def keys_file(server: ServerHere) -> Path:
    return server.database.with_name(f"{server.database.name}.contacts-keys")


async def shown(server: ServerHere, ticket: Issued) -> dict[str, Any]:
    reply = await server.post(f"/tickets/{ticket.ticket_id}/contacts/show", reason="reach")
    return {each["kind"]: each["value"] for each in reply["contacts"]}


async def test_all_is_put_under_a_new_key_and_the_old_one_dropped(server: ServerHere) -> None:
    before = await server.issue("akta", contacts={"phone": PHONE, "nik": NIK})
    (old,) = read_keys(keys_file(server))
    code, told = await run(server, "rotate")
    assert (code, "newest key: 2" in told) == (0, True)
    new, kept = read_keys(keys_file(server))
    assert kept == old
    code, told = await run(server, "list")
    assert told.splitlines() == [f"{new.id}  needed for 2", f"{old.id}  needed for 0"]
    after = await server.issue("akta", contacts={"phone": PHONE, "nik": NIK})
    assert (await run(server, "drop"))[0] == 0
    assert read_keys(keys_file(server)) == [new]
    for ticket in (before, after):
        assert await shown(server, ticket) == {"phone": PHONE, "nik": NIK}
    await server.stop()
    rows = server.database.read_bytes()
    assert old.id.encode() not in rows


async def test_what_cannot_be_read_is_told_and_left(server: ServerHere) -> None:
    await server.issue("permohonan", contacts={"phone": PHONE})
    (lost,) = read_keys(keys_file(server))
    write_keys(keys_file(server), [new_key()])
    code, told = await run(server, "rotate")
    assert (code, "newest key: 0" in told, "WARNING: 1" in told) == (0, True, True)
    assert f"{lost.id}  needed for 1, but NOT in the file" in (await run(server, "list"))[1]
    write_keys(keys_file(server), [*read_keys(keys_file(server)), lost])
    assert "newest key: 1" in (await run(server, "drop"))[1]


async def test_what_is_missing_is_told(server: ServerHere, tmp_path: Path) -> None:
    keys_file(server).unlink()
    code, told = await run(server, "rotate")
    assert (code, "missing" in told) == (1, True)
    options = ["list", "--config", str(tmp_path / "none.toml")]
    assert (await asyncio.to_thread(CliRunner().invoke, keys, options)).exit_code == 2
