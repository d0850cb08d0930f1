"""Server-Sent Events: the hall, the desks, and each visitor's own line.

Always the whole state, so a screen that comes back needs no history. Promises:
- The first snapshot comes at once; later ones when something has changed.
- Newer replaces older: what a slow client has not taken in time it never gets, and nobody else
  waits for it. Beyond its one message in the making it holds no more than `SEND_BUFFER` of ours.
- A comment comes within every `comment_seconds`, so that proxies and screens know it is alive.
- A client that leaves, with or without a word, is noticed, and its device said to be gone.
"""

import asyncio
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from aiohttp import hdrs, web
from aiohttp.abc import AbstractStreamWriter

from protocol.refusals import RefusalCode
from server.access.table import STAFF
from server.office.publisher import told_once
from server.office.subscriptions import Message, Subscription
from server.web.errors import RefusedError, answered, refused
from server.web.keys import LIMITS, STREAMED, STREAMS
from server.web.limits import STREAMS_OF_A_TICKET
from server.web.office_request import OfficeRequest, is_device
from server.web.open_streams import COMMENT
from server.web.own_ticket import former_view, ticket_of_token
from server.web.settings import WebSettings

HEADERS = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    hdrs.CACHE_CONTROL: "no-cache, no-store",
    "X-Accel-Buffering": "no",  # nginx: pass on at once
}
SEND_BUFFER = 32 * 1024
"""Bytes that the kernel keeps for a client that reads slowly; it doubles this for its own needs."""
STREAM_AGAIN_SECONDS = 60
"""After which time a stream whose phone has vanished is sure to have been given up."""
SILENT_MILLISECONDS = 60_000
"""After how long without a sign of the client's machine the connection is given up."""
SOCKET_OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER),
    (socket.IPPROTO_TCP, getattr(socket, "TCP_USER_TIMEOUT", None), SILENT_MILLISECONDS),
)


async def follow_hall(request: web.Request) -> web.StreamResponse:
    """The hall, live. A paired machine that follows it counts as connected."""
    asked = OfficeRequest(request)
    subscription = answered(await asked.office.hall_stream())
    return await _serve(request, asked, subscription, "hall")


async def follow_desk(request: web.Request) -> web.StreamResponse:
    """The whole queue, live, and the machines of the hall. `?kind=desk&name=...`: which desk."""
    asked = OfficeRequest(request)
    subscription = answered(await asked.office.desk_stream())
    return await _serve(request, asked, subscription, "desk")


async def follow_own(request: web.Request) -> web.StreamResponse:
    """A visitor's own line, live; sent only when it has changed."""
    asked = OfficeRequest(request)
    try:
        ticket_id = await ticket_of_token(asked)
    except RefusedError as error:
        former = await former_view(asked, error.refusal)
        if former is None:
            raise
        return await _serve(request, asked, told_once(former), "ticket")
    with _place_at(request, f"{asked.office.id}/{ticket_id}"):
        subscription = answered(await asked.office.ticket_stream(ticket_id))
        return await _serve(request, asked, subscription, "ticket")


@contextmanager
def _place_at(request: web.Request, ticket: str) -> Iterator[None]:
    """One of the few streams that a ticket may have. Raises RefusedError(TOO_MANY_STREAMS)."""
    places = request.app[LIMITS].ticket_streams
    if not places.take(ticket):
        raise refused(
            RefusalCode.TOO_MANY_STREAMS, most=STREAMS_OF_A_TICKET, seconds=STREAM_AGAIN_SECONDS
        )
    try:
        yield
    finally:
        places.leave(ticket)


async def _serve(
    request: web.Request, asked: OfficeRequest, subscription: Subscription, kind: str
) -> web.StreamResponse:
    """Send what the subscription brings until the client leaves or the server stops."""
    streams, device = request.app[STREAMS], _device(request, asked)
    response = web.StreamResponse(headers=HEADERS)
    following = asked.access.credentials.following(asked.credential, subscription.end)
    async with subscription:
        turn = streams.opened(kind, subscription)
        _arrived(asked, device)
        try:
            if streams.is_stopping:
                raise refused(RefusalCode.STOPPING)
            _prepare_socket(request)
            await response.prepare(request)
            request[STREAMED] = True
            with following:
                await _send(request.writer, subscription, asked.settings)
        except ConnectionError:
            pass  # the client left while it was being written to
        except asyncio.CancelledError:
            if not streams.is_stopping:
                raise  # the client left
        finally:
            streams.ended(kind, turn)
            _left(asked, device)
    return response


async def _send(
    writer: AbstractStreamWriter, subscription: Subscription, settings: WebSettings
) -> None:
    retry = random.uniform(*settings.retry_seconds)  # noqa: S311 - spreads load, hides nothing
    await writer.write(f"retry: {retry * 1000:.0f}\n\n".encode())
    while True:
        try:
            message = await subscription.next()
        except StopAsyncIteration:
            return
        await writer.write(_frame(message))
        del message  # a stream that waits keeps nothing
        await writer.drain()


@lru_cache(maxsize=16)
def _frame(message: Message) -> bytes:
    """The message as it goes over the wire; made once for all who get it one after the other."""
    if message is COMMENT:
        return b":\n\n"
    number = f"id: {message.id}\n" if message.id else ""
    return b"".join((f"event: {message.event}\n{number}data: ".encode(), message.data, b"\n\n"))


def _prepare_socket(request: web.Request) -> None:
    """Little is kept for a slow client, and one that has vanished is given up soon."""
    transport = request.transport
    if transport is None:
        raise ConnectionResetError
    transport.set_write_buffer_limits(high=0)  # `drain` waits until our buffer is empty
    connection = transport.get_extra_info("socket")
    for level, option, value in SOCKET_OPTIONS:
        if option is not None and connection.family != socket.AF_UNIX:
            connection.setsockopt(level, option, value)


def _device(request: web.Request, asked: OfficeRequest) -> tuple[str, str] | None:
    """Which machine follows: a paired one under its own name, a desk as its staff say."""
    if asked.device is not None or asked.asker not in STAFF:
        return asked.device
    kind, name = request.query.get("kind", ""), request.query.get("name", "")
    return (kind, name) if kind == "desk" and is_device(kind, name) else None


def _arrived(asked: OfficeRequest, device: tuple[str, str] | None) -> None:
    if device is not None:
        asked.office.publisher.devices.arrived(*device)


def _left(asked: OfficeRequest, device: tuple[str, str] | None) -> None:
    if device is not None:
        asked.office.publisher.devices.left(*device)
