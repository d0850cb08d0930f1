"""A small server that answers as a test wants: the wire alone, for what no good server does.

It is real HTTP over a real socket; the rules are not here. Tests of the apps run against the
real server.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

import msgspec
from aiohttp import web

from protocol.snapshots import HallSnapshot

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Double:
    """`answers` are taken in turn; the last stays. `requests` is what came, bodies included."""

    url: str = ""
    answers: list[Handler] = field(default_factory=list)
    requests: list[tuple[web.Request, bytes]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request, await request.read()))
        self.arrived.set()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return await answer(request)


@asynccontextmanager
async def running_double(*answers: Handler) -> AsyncIterator[Double]:
    double = Double(answers=list(answers))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", double.handle)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    double.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield double
    finally:
        await runner.cleanup()


def answer_json(body: object, status: int = 200) -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(
            body=msgspec.json.encode(body), status=status, content_type="application/json"
        )

    return answer


def answer_bytes(body: bytes, status: int = 200, content_type: str = "text/html") -> Handler:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, status=status, content_type=content_type)

    return answer


async def hang_up(request: web.Request) -> web.Response:
    """Take the command, and lose the answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def keep_silent(_: web.Request) -> web.Response:
    """Never answer; ends with the connection."""
    await asyncio.Event().wait()
    return web.Response()


def answer_stream(*chunks: bytes, stays: bool = True) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):
            for chunk in chunks:
                await response.write(chunk)
            if stays:
                await asyncio.Event().wait()
        return response

    return answer


def snapshot_event(snapshot: HallSnapshot) -> bytes:
    data = msgspec.json.encode(snapshot).decode()
    return f"event: snapshot\nid: {snapshot.id}\ndata: {data}\n\n".encode()
