"""Who is asked to come in can be heard: from a real server whose office gives places."""

from pathlib import Path

import pytest

from tests.server_fixture import BUSY_DAY, ServerHere, running_server
from tests.speech.sounds import hear, needs_espeak


@pytest.fixture
def place_less(tmp_path: Path) -> Path:
    office = tmp_path / "office.toml"
    office.write_text(BUSY_DAY.read_text().partition("[lobby]")[0])
    return office


async def ask(server: ServerHere, number: str) -> tuple[int, bytes]:
    async with server._session.get(f"{server.api}/come-in/{number}/speech") as answer:
        return answer.status, await answer.read()


@needs_espeak
async def test_number_that_is_asked_in_can_be_heard_until_it_has_arrived(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        await server.at_counter("1", "open")
        ticket = await server.issue("pengambilan")
        room = (await server.hall()).room
        assert room is not None
        assert [each.number for each in room.come_in] == [ticket.number]
        status, content = await ask(server, ticket.number)
        assert status == 200
        assert 4 < hear(content).seconds < 20
        status, content = await ask(server, "Z-999")
        assert (status, b"not_called_in" in content) == (409, True)
        await server.post(f"/tickets/{ticket.ticket_id}/arrive")
        status, content = await ask(server, ticket.number)
        assert (status, b"not_called_in" in content) == (409, True)


async def test_office_without_places_says_so(tmp_path: Path, place_less: Path) -> None:
    async with running_server(tmp_path, place_less) as server:
        status, content = await ask(server, "A-001")
        assert (status, b"no_places" in content) == (404, True)
