"""The contract of the streams."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiohttp
import msgspec
import pytest

from protocol.snapshots import DeskSnapshot, DevicesSnapshot, HallSnapshot, TicketView
from server.office.subscriptions import Message
from tests.places import without_places
from tests.server_fixture import ServerHere, running_server
from tests.web.events import SOON, Event, eventually, following, office_of


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """An office without places: no call is held, and nobody is asked in meanwhile."""
    async with running_server(tmp_path, without_places(tmp_path)) as running:
        yield running


@pytest.fixture
async def session(server: ServerHere) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar()
    ) as opened:
        yield opened


async def metric(server: ServerHere, name: str) -> float:
    async with server._session.get(f"{server.url}/metrics") as answer:
        text = await answer.text()
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


async def test_hall_begins_with_the_whole_state(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    ticket = await server.issue("akta")
    async with following(session, f"{server.api}/stream") as stream:
        assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
        assert "no-cache" in stream.answer.headers["Cache-Control"]
        assert stream.answer.headers["X-Accel-Buffering"] == "no"
        assert "Content-Encoding" not in stream.answer.headers
        first = await stream.next()
        assert first.retry is not None
        assert 1000 <= first.retry <= 5000
        event = await stream.next()
        assert event.name == "snapshot"
        hall = msgspec.convert(event.data, HallSnapshot)
        assert event.id == str(hall.id)
        assert re.fullmatch(r"[0-9a-f]+\.2026-06-23\.\d+", event.id)
        assert hall == msgspec.structs.replace(await server.hall(), clock=hall.clock)
        assert hall.next_numbers == (ticket.number,)


async def test_change_is_told_to_every_audience(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    ticket = await server.issue("pengambilan")
    await server.at_counter("1", "open")
    async with (
        following(session, f"{server.api}/stream") as hall,
        following(session, f"{server.api}/desk/stream", server.headers) as desk,
        following(session, f"{server.api}/tickets/by-token/{ticket.token}/stream") as own,
    ):
        for stream in (hall, desk, own):
            await stream.next("snapshot")
        await server.at_counter("1", "call-next")
        calls = await hall.until(lambda data: data["calls"] != [])
        assert calls["calls"][0]["number"] == ticket.number
        shown = await desk.until(lambda data: data["counters"][0]["ticket_id"] is not None)
        assert msgspec.convert(shown, DeskSnapshot).counters[0].ticket_id == ticket.ticket_id
        view = await own.until(lambda data: data["state"] == "called")
        assert msgspec.convert(view, TicketView).counter == 1


async def test_retry_differs_between_screens(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    seen = set()
    for _ in range(20):
        async with following(session, f"{server.api}/stream") as stream:
            seen.add((await stream.next()).retry)
    assert len(seen) > 1


async def test_comment_comes_while_nothing_happens(
    tmp_path: Path,
) -> None:
    async with (
        running_server(tmp_path, comment_seconds=0.1) as server,
        aiohttp.ClientSession() as session,
        following(session, f"{server.api}/stream") as stream,
    ):
        await stream.next("snapshot")
        for _ in range(3):
            assert await stream.next("") == Event()


async def test_client_that_knows_no_chunks_gets_none(server: ServerHere) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"GET /api/v1/offices/{server.office}/stream HTTP/1.0\r\n\r\n".encode())
    async with asyncio.timeout(SOON):
        head = await reader.readuntil(b"\r\n\r\n")
        retry, first = [await reader.readuntil(b"\n\n") for _ in range(2)]
        ticket = await server.issue("akta")
        while ticket.number.encode() not in (newer := await reader.readuntil(b"\n\n")):
            pass
    writer.close()
    assert b"transfer-encoding" not in head.lower()
    assert retry.startswith(b"retry: ")
    assert first.startswith(b"event: snapshot\n")
    assert newer.startswith(b"event: snapshot\n")


async def test_newer_replaces_older_for_a_slow_reader(server: ServerHere) -> None:
    """A client that does not read costs little, misses what is past, and gets the newest."""
    office = office_of(server)
    host, port = server.url.removeprefix("http://").split(":")
    loop = asyncio.get_running_loop()
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        await loop.sock_connect(slow, (host, int(port)))
        request = f"GET /api/v1/offices/{server.office}/stream HTTP/1.1\r\nHost: {host}\r\n\r\n"
        await loop.sock_sendall(slow, request.encode())
        await eventually(lambda: len(office.publisher._hall) == 1)
        (subscription,) = office.publisher._hall
        big, most = b'"' + b"x" * 100_000 + b'"', 60
        for number in range(most):
            subscription.put(Message("snapshot", f"number-{number}", big))
            await asyncio.sleep(0)
        received = b""
        async with asyncio.timeout(SOON):
            while f"id: number-{most - 1}\n".encode() not in received:
                received += await loop.sock_recv(slow, 65536)
        assert received.count(b"id: number-") < 10


async def test_slow_reader_holds_up_nobody(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    office = office_of(server)
    host, port = server.url.removeprefix("http://").split(":")
    loop = asyncio.get_running_loop()
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.setblocking(False)
        await loop.sock_connect(slow, (host, int(port)))
        request = f"GET /api/v1/offices/{server.office}/stream HTTP/1.1\r\nHost: {host}\r\n\r\n"
        await loop.sock_sendall(slow, request.encode())
        await eventually(lambda: len(office.publisher._hall) == 1)
        (subscription,) = office.publisher._hall
        subscription.put(Message("snapshot", "stuck", b'"' + b"x" * 5_000_000 + b'"'))
        async with following(session, f"{server.api}/stream") as quick:
            ticket = await server.issue("akta")
            await quick.until(lambda data: ticket.number in data["next_numbers"])


async def test_visitors_line_is_sent_only_when_it_changes(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    await server.issue("pengambilan")
    ticket = await server.issue("pengambilan")
    await server.issue("pengambilan")  # with somebody behind, one may be late
    await server.at_counter("1", "open")
    publisher = office_of(server).publisher
    async with following(session, f"{server.api}/tickets/by-token/{ticket.token}/stream") as stream:
        first = await stream.next("snapshot")
        assert first.data["ahead"] == 1
        published = publisher.publications
        await server.issue("pengambilan")  # behind: nothing of ours changes
        await eventually(lambda: publisher.publications > published)
        await server.at_counter("1", "call-next")
        second = await stream.next("snapshot")
        assert second.data["ahead"] == 0
        assert second.data["id"]["version"] > first.data["id"]["version"] + 1


async def test_second_screen_of_a_ticket_keeps_nothing_from_the_first(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    """A stream opened between a change and its publication."""
    ticket = await server.issue("pengambilan")
    await server.at_counter("1", "open")
    url = f"{server.api}/tickets/by-token/{ticket.token}/stream"
    async with following(session, url) as first:
        await first.next("snapshot")
        await server.issue("pengambilan")  # published: the next publication waits 0.1 s
        await server.at_counter("1", "call-next")
        async with following(session, url) as second:
            assert (await second.next("snapshot")).data["state"] == "called"
            await first.until(lambda data: data["state"] == "called")


async def test_desk_hears_of_devices(server: ServerHere, session: aiohttp.ClientSession) -> None:
    def connected(event: object) -> dict[str, bool]:
        devices = msgspec.convert(event, DevicesSnapshot).devices
        return {f"{each.kind}/{each.name}": each.connected for each in devices}

    hall = f"{server.api}/stream"
    display = {"Authorization": f"Bearer {await server.device_key('display', 'display-1')}"}
    async with following(
        session, f"{server.api}/desk/stream?kind=desk&name=desk-3", server.headers
    ) as desk:
        assert connected((await desk.next("devices")).data) == {"desk/desk-3": True}
        async with (
            following(session, f"{hall}?kind=display&name=public"),
            following(session, f"{hall}?kind=spaceship&name=x", server.headers),
            following(session, f"{hall}?kind=kiosk&name=kiosk-1", server.headers),
            following(session, f"{hall}?kind=desk&name=%3Cb%3E", server.headers),
            following(session, f"{hall}?kind=display&name=another", display),
        ):
            seen = connected((await desk.next("devices")).data)
            assert seen == {"desk/desk-3": True, "display/display-1": True}
        seen = connected((await desk.next("devices")).data)
        assert seen == {"desk/desk-3": True, "display/display-1": False}


async def test_client_that_leaves_is_noticed(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    publisher = office_of(server).publisher
    ticket = await server.issue("akta")
    async with (
        following(session, f"{server.api}/stream") as hall,
        following(session, f"{server.api}/tickets/by-token/{ticket.token}/stream") as own,
    ):
        await hall.next("snapshot")
        await own.next("snapshot")
        assert publisher.watchers == 2
        assert await metric(server, 'antrean_open_streams{kind="hall"}') == 1
        assert await metric(server, 'antrean_open_streams{kind="ticket"}') == 1
    await eventually(lambda: publisher.watchers == 0)
    assert await metric(server, 'antrean_open_streams{kind="hall"}') == 0
    assert await metric(server, 'antrean_open_streams{kind="ticket"}') == 0


async def test_stop_ends_all_streams_at_once_and_a_restart_serves_them(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    async with AsyncExitStack() as stack:
        url = f"{server.api}/stream"
        streams = [await stack.enter_async_context(following(session, url)) for _ in range(50)]
        for stream in streams:
            await stream.next("snapshot")
        async with asyncio.timeout(SOON):  # well below what aiohttp gives handlers to finish
            await server.stop()
        for stream in streams:
            with pytest.raises(EOFError):  # a clean end, not a broken connection
                await stream.until(lambda _: False)
    await server.start()
    async with following(session, f"{server.api}/stream") as again:
        assert (await again.next("snapshot")).data["office"]["id"] == server.office


async def test_calls_made_while_a_screen_was_away_are_in_its_next_snapshot(
    server: ServerHere, session: aiohttp.ClientSession
) -> None:
    tickets = [await server.issue("pengambilan") for _ in range(3)]
    await server.at_counter("1", "open")
    async with following(session, f"{server.api}/stream") as stream:
        await stream.next("snapshot")
    await server.at_counter("1", "call-next")
    for _ in tickets[1:]:
        await server.at_counter("1", "finish-and-next")
    async with following(session, f"{server.api}/stream") as stream:
        calls = (await stream.next("snapshot")).data["calls"]
    assert [call["number"] for call in calls] == [each.number for each in reversed(tickets)]
    assert [call["call"] for call in calls] == [3, 2, 1]
