"""The limit over HTTP: aiohttp alone, in a process of its own.

`python -m benchmarks.bare PORT [FILE]`. Its handlers decode the same bodies and answer with the
same types as the server's, and keep nothing; with a file, each body as it is. Its streams send the
same bytes, encoded once for each publication.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
from aiohttp import web

from benchmarks.keeping import Keeper
from protocol.commands import CommandBody, IssueBody
from protocol.replies import CommandReply, IssueReply

OFFICE = "/api/v1/offices/{office}"
JSON = "application/json"
ISSUE = msgspec.json.Decoder(IssueBody)
COMMAND = msgspec.json.Decoder(CommandBody)


class Publication:
    """The newest frames, by the kind of stream, and a way to wait for newer ones."""

    def __init__(self) -> None:
        self.contents: dict[str, bytes] = {}
        self.frames: dict[str, bytes] = {}
        self._number = 0
        self._next = asyncio.Event()

    def publish(self) -> int:
        """Encode once for each kind, and wake all streams. Returns the number of this one."""
        self._number += 1
        number = f"event: snapshot\nid: bare.2026-06-23.{self._number}\ndata: ".encode()
        self.frames = {
            kind: b"".join((number, content, b"\n\n")) for kind, content in self.contents.items()
        }
        self._next.set()
        self._next = asyncio.Event()
        return self._number

    async def newer(self) -> None:
        """Wait for the next publication."""
        await self._next.wait()


NEWS = web.AppKey("NEWS", Publication)
KEEPER = web.AppKey("KEEPER", Keeper)


async def issue(request: web.Request) -> web.Response:
    """Decode, and answer as if a number had been given."""
    content = await request.read()
    body = ISSUE.decode(content)
    if keeper := request.app.get(KEEPER):
        await keeper.keep(content)
    url = f"http://127.0.0.1/t/{request.match_info['office']}/{body.token}"
    reply = IssueReply(body.ticket_id, "A-001", "reserved", url, 0, 1)
    return web.Response(status=201, body=msgspec.json.encode(reply), content_type=JSON)


async def confirm(request: web.Request) -> web.Response:
    """Decode, and answer as if the number had been confirmed."""
    COMMAND.decode(await request.read())
    reply = CommandReply(1, request.match_info["ticket_id"], "A-001", "waiting")
    return web.Response(body=msgspec.json.encode(reply), content_type=JSON)


async def set_content(request: web.Request) -> web.Response:
    """What streams of this kind are sent from now on."""
    request.app[NEWS].contents[request.match_info["kind"]] = await request.read()
    return web.Response()


async def publish(request: web.Request) -> web.Response:
    """Send it to all of them; answer as a command is answered."""
    await request.read()
    reply = CommandReply(request.app[NEWS].publish())
    return web.Response(body=msgspec.json.encode(reply), content_type=JSON)


async def stream(request: web.Request) -> web.StreamResponse:
    """Everything published from now on, after a first frame."""
    news, kind = request.app[NEWS], request.match_info["kind"]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(news.frames[kind])
    while True:
        await news.newer()
        await response.write(news.frames[kind])


async def readyz(request: web.Request) -> web.Response:
    """It answers."""
    return web.Response()


async def keeping(app: web.Application) -> AsyncIterator[None]:
    """The file, for as long as the app runs."""
    async with app[KEEPER].running():
        yield


def make_app(file: Path | None = None) -> web.Application:
    """All of it."""
    app = web.Application(client_max_size=2**24)
    app[NEWS] = Publication()
    if file is not None:
        app[KEEPER] = Keeper(file)
        app.cleanup_ctx.append(keeping)
    app.router.add_get("/readyz", readyz)
    app.router.add_post(f"{OFFICE}/tickets", issue)
    app.router.add_post(f"{OFFICE}/tickets/{{ticket_id}}/confirm", confirm)
    app.router.add_post("/content/{kind}", set_content)
    app.router.add_post("/publish", publish)
    app.router.add_get("/stream/{kind}", stream)
    return app


if __name__ == "__main__":
    web.run_app(
        make_app(*map(Path, sys.argv[2:])),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        access_log=None,
        print=lambda _: None,
        handler_cancellation=True,
        backlog=1024,
        shutdown_timeout=0.1,
    )
