"""The floor of an office that gives places, for whoever draws it."""

from pathlib import Path

import aiohttp
import msgspec

from protocol.snapshots import FloorView
from server.configuration import load_office
from server.configuration.lobby.spots_file import read_spots, spots_path
from tests.server_fixture import BUSY_DAY, ServerHere, office_without_places, running_server


async def test_floor_is_told_to_everybody(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    async with public.get(f"{api}/lobby") as answer:
        assert answer.status == 200
        floor = msgspec.convert(await answer.json(), FloorView)
    lobby = load_office(BUSY_DAY).lobby
    assert lobby is not None
    plan = read_spots(spots_path(BUSY_DAY), lobby)
    assert {each.number: each.at for each in floor.spots} == {
        each.number: each.at for each in plan.spots
    }
    assert floor.floor == lobby.floor
    assert floor.corner == lobby.corner
    assert [each.number for each in floor.counters] == list(range(1, 13))


async def test_every_audience_is_told_which_floor_it_is(server: ServerHere) -> None:
    floor = (await server.get("/lobby"))["id"]
    ticket = await server.issue("akta")
    assert (await server.hall()).office.lobby == floor
    assert (await server.desk()).hall.office.lobby == floor
    assert (await server.ticket(ticket.token)).office.lobby == floor


async def test_floor_keeps_its_name_over_a_restart(server: ServerHere) -> None:
    before = (await server.hall()).office.lobby
    await server.stop()
    await server.start()
    assert before
    assert (await server.hall()).office.lobby == before


async def test_office_without_a_plan_has_no_floor(tmp_path: Path) -> None:
    async with running_server(tmp_path, office_without_places(tmp_path)) as server:
        assert (await server.hall()).office.lobby is None
        async with (
            aiohttp.ClientSession() as nobody,
            nobody.get(f"{server.api}/lobby") as answer,
        ):
            assert answer.status == 404
            assert await answer.json() == {"error": {"code": "no_places", "params": {}}}
