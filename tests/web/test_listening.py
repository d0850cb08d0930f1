"""Connections that say nothing, half, too much or no HTTP: let go of, and nobody else suffers."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from yarl import URL

from server.web.event_stream import SOCKET_OPTIONS
from server.web.keys import STREAMS
from tests.server_fixture import ServerHere, running_server

Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]

REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ServerHere]:
    """One whose patience is short."""
    monkeypatch.setattr("server.web.running.IDLE_SECONDS", 0.4)
    monkeypatch.setattr("server.web.running.BODY_SECONDS", 0.2)
    async with running_server(tmp_path, comment_seconds=0.2) as running:
        yield running


async def connect(server: ServerHere, sent: bytes = b"") -> Pipe:
    url = URL(server.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(sent)
    return reader, writer


async def everything(pipe: Pipe) -> bytes:
    """What comes until the server ends the connection; it must."""
    async with asyncio.timeout(10):
        try:
            return await pipe[0].read()
        except ConnectionResetError:
            return b""
        finally:
            pipe[1].close()


@pytest.mark.parametrize("sent", [b"", b"GET /healthz HT", REQUEST + b"X-Half: "])
async def test_half_a_head_is_let_go(server: ServerHere, sent: bytes) -> None:
    assert await everything(await connect(server, sent)) == b""


async def test_head_that_trickles_is_let_go_all_the_same(server: ServerHere) -> None:
    reader, writer = await connect(server, REQUEST)

    async def trickle() -> None:
        while True:
            writer.write(b"X-A: b\r\n")
            await asyncio.sleep(0.05)

    trickling = asyncio.create_task(trickle())
    try:
        assert await everything((reader, writer)) == b""
    finally:
        trickling.cancel()


async def test_kept_connection_that_is_silent_is_let_go(server: ServerHere) -> None:
    assert (await everything(await connect(server, REQUEST + b"\r\n"))).startswith(b"HTTP/1.1 200")


async def test_half_a_body_is_refused_in_time(server: ServerHere) -> None:
    head = (
        f"POST /api/v1/offices/{server.office}/tickets HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {server.key}\r\nContent-Type: application/json\r\n"
        "Content-Length: 400\r\n\r\n{"
    )
    reader, writer = await connect(server, head.encode())
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    assert answer.startswith(b"HTTP/1.1 408")
    body = await asyncio.wait_for(reader.readuntil(b"}}}"), 10)
    assert json.loads(body)["error"]["code"] == "body_too_slow"
    writer.close()


@pytest.mark.parametrize("path", ["/sign-in", "/api/v1/sign-in"])
async def test_half_a_sign_in_is_refused_in_time(server: ServerHere, path: str) -> None:
    kind = "application/json" if "api" in path else "application/x-www-form-urlencoded"
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: {server.url}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: 400\r\n\r\nacc"
    )
    reader, writer = await connect(server, head.encode())
    answer = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    assert answer.startswith(b"HTTP/1.1 408")
    writer.close()


async def test_streams_stay_however_long_they_say_nothing(server: ServerHere) -> None:
    path = f"/api/v1/offices/{server.office}/stream"
    reader, writer = await connect(
        server, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    )
    for _ in range(6):  # comments, more than 0.4 s in all
        await asyncio.wait_for(reader.readuntil(b":\n\n"), 10)
    writer.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(80),  # TLS
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        REQUEST + b"X-Large: " + b"a" * 9000 + b"\r\n\r\n",
        REQUEST + b"".join(b"X-%d: a\r\n" % n for n in range(80)) + b"\r\n",
        REQUEST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
async def test_what_is_no_http_is_refused_in_our_own_shape(
    server: ServerHere, sent: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await everything(await connect(server, sent))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.0 400", b"HTTP/1.1 400"))
    assert json.loads(body)["error"]["code"] == "body_malformed"
    assert b"nosniff" in head
    assert b"aiohttp" not in head.lower()
    assert caplog.records == [], "nobody fills our log"


async def test_stream_that_takes_nothing_in_is_given_up(
    server: ServerHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its machine still answers, but has no room: after a while the connection is cut."""
    user_timeout = next(each for each in SOCKET_OPTIONS if each[1] == socket.TCP_USER_TIMEOUT)
    monkeypatch.setattr(
        "server.web.event_stream.SOCKET_OPTIONS",
        tuple((*each[:2], 300) if each is user_timeout else each for each in SOCKET_OPTIONS),
    )
    url = URL(server.url)
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    stalled.connect((url.host, url.port))
    stalled.sendall(
        f"GET /api/v1/offices/{server.office}/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    )
    streams = server.running.app[STREAMS]
    async with asyncio.timeout(30):
        while len(streams) == 0:
            await server.hall()
        while len(streams) > 0:  # each number is told to all, until there is no room for more
            await server.issue("akta", confirm=False)
    stalled.close()
