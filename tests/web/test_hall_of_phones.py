"""A hall whose phones all have one address: nobody is limited by what the others do."""

import asyncio

import aiohttp

from protocol.refusals import RefusalCode
from server.web.requests.limits import STREAMS_OF_A_TICKET, TICKET, UNKNOWN_TICKETS
from tests.server_fixture import ServerHere
from tests.web.asking import Answer, send
from tests.web.events import office_of

PHONES = 300


async def test_300_phones_and_a_guesser_behind_one_address(server: ServerHere) -> None:
    tokens = [(await server.issue("akta", confirm=False)).token for _ in range(PHONES)]
    own = f"/api/v1/offices/{server.office}/tickets/by-token"
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(server.url, connector=connector) as hall:

        async def opened(token: str) -> aiohttp.ClientResponse:
            """A phone's page, and its stream with the first snapshot."""
            page = await send(hall, "GET", f"/t/{server.office}/{token}")
            assert page.status == 200
            stream = await hall.get(f"{own}/{token}/stream")
            assert stream.status == 200
            await stream.content.readuntil(b"event: snapshot")
            return stream

        async def guess(number: int) -> Answer:
            return await send(hall, "GET", f"{own}/{number:022}")

        streams = await asyncio.gather(*map(opened, tokens))
        guesses = await asyncio.gather(*map(guess, range(UNKNOWN_TICKETS.burst + 40)))
        limited = [each for each in guesses if each.status == 429]
        assert 0 < len(limited) <= 40
        for each in limited:
            assert each.refusal.code is RefusalCode.TOO_MANY_REQUESTS
            assert int(each.headers["Retry-After"]) == each.refusal.params["seconds"] >= 1
        page = await send(
            hall, "GET", f"/t/{server.office}/{'0' * 22}", headers={"Accept-Language": "en"}
        )
        assert page.status == 429
        assert "too often" in page.body.decode()

        async def act(token: str) -> int:
            body = {"command_id": f"claim-{token}", "day": server.today, "phone": "p" * 22}
            return (await send(hall, "POST", f"{own}/{token}/claim", json=body)).status

        assert set(await asyncio.gather(*map(act, tokens))) == {200}, "whatever is guessed"
        for stream in streams:
            assert not stream.content.at_eof()
            stream.close()


async def test_ticket_is_limited_by_itself(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    worn, other = await server.issue("akta"), await server.issue("akta")
    statuses = [
        (await send(public, "GET", f"{api}/tickets/by-token/{worn.token}")).status
        for _ in range(TICKET.burst + 5)
    ]
    assert statuses[: TICKET.burst] == [200] * TICKET.burst
    answer = await send(public, "POST", f"{api}/tickets/by-token/{worn.token}/cancel", json={})
    assert 429 in statuses
    assert answer.status in (400, 429)
    assert (await send(public, "GET", f"{api}/tickets/by-token/{other.token}")).status == 200


async def test_ticket_has_so_many_streams_and_one_that_ends_makes_room(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    path = f"{api}/tickets/by-token/{(await server.issue('akta')).token}/stream"
    streams = [await public.get(path) for _ in range(STREAMS_OF_A_TICKET)]
    assert {each.status for each in streams} == {200}
    refused = await send(public, "GET", path)
    assert refused.refusal.code is RefusalCode.TOO_MANY_STREAMS
    assert int(refused.headers["Retry-After"]) == refused.refusal.params["seconds"]
    assert office_of(server).publisher.watchers == STREAMS_OF_A_TICKET
    streams.pop().close()
    async with asyncio.timeout(10):
        while (again := await public.get(path)).status != 200:
            again.close()
    again.close()
    for each in streams:
        each.close()
