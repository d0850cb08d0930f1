"""Notes between colleagues: in their own words, as text, and only for whoever holds the key."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from protocol.refusals import RefusalCode
from tests.server_fixture import ServerHere, ServerProcess, server_process
from tests.web.asking import send
from tests.web.test_commands import records, refused

MARKUP = '<script>alert(1)</script> [bold red]Pak Joko[/] & "berkas" 字 é'


async def in_hand(server: ServerHere | ServerProcess) -> str:
    """A ticket called at counter 1; its id."""
    ticket = await server.issue("pengambilan")
    await server.at_counter("1", "open")
    await server.at_counter("1", "call-next")
    return ticket.ticket_id


async def note_id(server: ServerHere | ServerProcess, ticket_id: str) -> str | None:
    return next(each.note_id for each in (await server.desk()).tickets if each.id == ticket_id)


async def test_note_is_read_where_the_ticket_goes(server: ServerHere) -> None:
    ticket = await in_hand(server)
    assert await note_id(server, ticket) is None
    await server.at_counter("1", "transfer", service="informasi", note=f"  {MARKUP} ")
    found = await note_id(server, ticket)
    assert await server.get(f"/notes/{found}") == {"text": MARKUP}


async def test_note_is_in_no_event(server: ServerHere) -> None:
    await in_hand(server)
    await server.at_counter("1", "transfer", service="informasi", note=MARKUP)
    assert "Joko" not in str(await records(server))


async def test_note_is_for_staff_only(server: ServerHere, public: aiohttp.ClientSession) -> None:
    ticket = await in_hand(server)
    await server.at_counter("1", "transfer", service="informasi", note=MARKUP)
    path = f"{server.api}/notes/{await note_id(server, ticket)}"
    assert (await send(public, "GET", path)).refusal.code is RefusalCode.SIGN_IN_NEEDED


async def test_transfer_without_a_note_has_none(server: ServerHere) -> None:
    ticket = await in_hand(server)
    await server.at_counter("1", "transfer", service="informasi")
    assert await note_id(server, ticket) is None
    error = await refused(server.get("/notes/none"))
    assert (error.status, error.code) == (404, "note_unknown")


async def test_undo_takes_the_note_back(server: ServerHere) -> None:
    ticket = await in_hand(server)
    await server.at_counter("1", "transfer", service="informasi", note=MARKUP)
    await server.at_counter("1", "undo")
    assert await note_id(server, ticket) is None


@pytest.mark.parametrize("note", ["x" * 201, "字" * 300])
async def test_note_that_is_too_long_is_refused(server: ServerHere, note: str) -> None:
    ticket = await in_hand(server)
    error = await refused(server.at_counter("1", "transfer", service="informasi", note=note))
    assert (error.status, error.code) == (422, "words_too_long")
    assert error.body["error"]["params"] == {"most": 200}
    shown = next(each for each in (await server.desk()).tickets if each.id == ticket)
    assert shown.state == "called"


@pytest.mark.parametrize(
    "note",
    [
        "",
        "   ",
        "\u00a0",
        "a\x00b",
        "a\nb",
        "a\tb",
        "\x1b[31mred",
        "\x9b1m",
        "a\u2028b",
        "a\u202eb",
    ],
)
async def test_note_that_no_screen_can_show_is_refused(server: ServerHere, note: str) -> None:
    await in_hand(server)
    error = await refused(server.at_counter("1", "transfer", service="informasi", note=note))
    assert (error.status, error.code) == (422, "words_unreadable")


async def test_repeated_transfer_writes_nothing_twice_and_no_other_words(
    server: ServerHere,
) -> None:
    ticket = await in_hand(server)
    body: dict[str, Any] = {
        "command_id": "transfer-1",
        "based_on": {"ticket_id": ticket, "call": 1},
        "service": "informasi",
    }
    first = await server.post("/counters/1/transfer", **body, note="one")
    assert await server.post("/counters/1/transfer", **body, note="one") == first
    error = await refused(server.post("/counters/1/transfer", **body, note="two"))
    assert (error.status, error.code) == (409, "command_id_reused")
    error = await refused(server.post("/counters/1/transfer", **body))
    assert (error.status, error.code) == (409, "command_id_reused")
    assert await server.get(f"/notes/{await note_id(server, ticket)}") == {"text": "one"}


async def test_refused_transfer_may_come_again_with_other_words(server: ServerHere) -> None:
    ticket = await in_hand(server)
    body = {"command_id": "transfer-1", "based_on": {"ticket_id": ticket, "call": 1}}
    path = "/counters/1/transfer"
    await refused(server.post(path, **body, service="pengambilan", note="one"))
    await server.post(path, **body, service="informasi", note="two")
    assert await server.get(f"/notes/{await note_id(server, ticket)}") == {"text": "two"}


async def test_note_outlives_the_server(server: ServerHere) -> None:
    ticket = await in_hand(server)
    await server.at_counter("1", "transfer", service="informasi", note=MARKUP)
    await server.stop()
    await server.start()
    assert await server.get(f"/notes/{await note_id(server, ticket)}") == {"text": MARKUP}


@pytest.fixture
async def second_server(tmp_path: Path, postgres_url: str) -> AsyncIterator[ServerProcess]:
    (tmp_path / "second").mkdir()
    async with server_process(tmp_path / "second", database=postgres_url) as running:
        yield running


async def test_notes_and_notices_are_read_through_another_server(
    tmp_path: Path, postgres_url: str, second_server: ServerProcess
) -> None:
    (tmp_path / "first").mkdir()
    async with server_process(tmp_path / "first", database=postgres_url) as first:
        ticket = await in_hand(first)
        command = f"transfer-{secrets.token_hex(4)}"
        await first.at_counter(
            "1", "transfer", service="informasi", note=MARKUP, command_id=command
        )
        found = await note_id(first, ticket)
        assert await second_server.get(f"/notes/{found}") == {"text": MARKUP}
        words = {"id": "Loket 3 tutup"}
        await first.post("/notices", notice_id="one", words=words)
        assert await second_server.get("/notices/one") == {"words": words}
