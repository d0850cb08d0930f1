"""What the server's own file says of phones reaches every screen and slip."""

from pathlib import Path

import aiohttp
import msgspec
import pytest

from look.slip import describe
from protocol.snapshots import HallSnapshot
from server.configuration import load_office, load_server
from server.configuration.server_file.reaching import as_reached_here
from server.office.office_view import office_view, visitors_office_view
from server.web.running import open_server
from tests.server_fixture import BUSY_DAY, running_server


@pytest.mark.parametrize("reach", ["everywhere", "office_wifi", "no"])
async def test_hall_is_told_from_where_phones_get_there(tmp_path: Path, reach: str) -> None:
    options = {"database": str(tmp_path / "a.db"), "port": 0, "phones_reach": reach}
    async with (
        open_server([load_office(BUSY_DAY)], load_server(None, options)) as running,
        aiohttp.ClientSession(running.url) as session,
        session.get("/api/v1/offices/busy-day") as answer,
    ):
        hall = msgspec.json.decode(await answer.read(), type=HallSnapshot)
    assert hall.office.phones_reach == reach


def test_staff_are_told_where_others_can_listen() -> None:
    office = load_office(BUSY_DAY)
    lan = {"host": "0.0.0.0", "public_url": "http://192.168.1.5", "insecure_lan": True}
    for options, is_encrypted in (
        (lan, False),
        ({**lan, "host": "127.0.0.1"}, True),  # nobody else hears it
        ({"host": "0.0.0.0", "public_url": "https://192.168.1.5"}, True),
    ):
        there = as_reached_here(office, load_server(None, options))
        assert office_view(there.office, there.presentation).is_encrypted is is_encrypted
        visitors = visitors_office_view(there.office, there.presentation)
        assert visitors.is_encrypted, "what visitors cannot change they need not read"


async def test_slip_of_a_ticket_says_it(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        view = await server.ticket((await server.issue("akta")).token)
    assert describe(view, "u").phones_reach == "everywhere"
    there = msgspec.structs.replace(
        view, office=msgspec.structs.replace(view.office, phones_reach="no")
    )
    assert describe(there, "u").phones_reach == "no"
