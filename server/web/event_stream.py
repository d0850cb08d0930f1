"""An answer that goes on: Server-Sent Events, until their subscription ends.

It is sent where aiohttp prepares what a handler has returned, as it sends a file. So handler and
middlewares have long come to their ends while it goes on for hours, and keep nothing in memory.
A message is written right where it is put into the subscription, if the client has taken all that
came before; the task of the stream only wakes for those that have not, and at the end.
"""

import asyncio
import random
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import lru_cache, partial

from aiohttp import HttpVersion11, hdrs, web
from aiohttp.abc import AbstractStreamWriter

from server.office.subscriptions import Message, Subscription
from server.web.keys import SETTINGS, STREAMS
from server.web.open_streams import COMMENT

HEADERS = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    hdrs.CACHE_CONTROL: "no-cache, no-store",
    "X-Accel-Buffering": "no",  # nginx: pass on at once
}
SEND_BUFFER = 32 * 1024
"""Bytes that the kernel keeps for a client that reads slowly; it doubles this for its own needs."""
SILENT_MILLISECONDS = 60_000
"""After how long without a sign of the client's machine the connection is given up."""
SOCKET_OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER),
    (socket.IPPROTO_TCP, getattr(socket, "TCP_USER_TIMEOUT", None), SILENT_MILLISECONDS),
)

Form = Callable[[Message], bytes]


class EventStream(web.StreamResponse):
    """What a subscription brings, until the client leaves or the server stops."""

    def __init__(self, subscription: Subscription, noticed: AbstractContextManager[None]) -> None:
        """`noticed`: what holds from the beginning to the end."""
        super().__init__(headers=HEADERS)
        self._subscription, self._noticed = subscription, noticed

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Of aiohttp: send the head, and then all of it."""
        assert isinstance(request, web.Request)
        with self._noticed:
            try:
                return await self._send(request)
            except asyncio.CancelledError:
                if not request.app[STREAMS].is_stopping:
                    raise  # the client left
                return None

    async def _send(self, request: web.Request) -> AbstractStreamWriter | None:
        transport, subscription = _prepared_transport(request), self._subscription
        if request.version == HttpVersion11:
            self.enable_chunked_encoding()
        writer = await super().prepare(request)
        assert writer is not None, "nothing was sent before"
        self.headers.clear()  # they are sent: a stream that waits keeps nothing
        await writer.write(_retry(request.app[SETTINGS].retry_seconds))
        form = _chunk if self.chunked else _frame
        subscription.hand_on = partial(_write_at_once, transport, form)
        while await subscription.is_filled():
            await writer.drain()
            transport.write(form(subscription.take()))
        return writer


def _write_at_once(transport: asyncio.Transport, form: Form, message: Message) -> bool:
    """Whether the client had taken all before, and the message is on its way."""
    if transport.get_write_buffer_size():
        return False
    transport.write(form(message))
    return True


@lru_cache(maxsize=16)
def _frame(message: Message) -> bytes:
    """The message as it goes over the wire; made once for all who get it one after the other."""
    if message is COMMENT:
        return b":\n\n"
    number = f"id: {message.id}\n" if message.id else ""
    return b"".join((f"event: {message.event}\n{number}data: ".encode(), message.data, b"\n\n"))


@lru_cache(maxsize=16)
def _chunk(message: Message) -> bytes:
    """The same in HTTP/1.1, which has a chunk for each."""
    frame = _frame(message)
    return b"%x\r\n%b\r\n" % (len(frame), frame)


def _retry(seconds: tuple[float, float]) -> bytes:
    """After how long a screen may come back."""
    retry = random.uniform(*seconds)  # noqa: S311 - spreads load, hides nothing
    return f"retry: {retry * 1000:.0f}\n\n".encode()


def _prepared_transport(request: web.Request) -> asyncio.Transport:
    """Little is kept for a slow client, and one that has vanished is given up soon."""
    transport = request.transport
    if transport is None:
        raise ConnectionResetError
    transport.set_write_buffer_limits(high=0)  # `drain` waits until our buffer is empty
    connection = transport.get_extra_info("socket")
    for level, option, value in SOCKET_OPTIONS:
        if option is not None and connection.family != socket.AF_UNIX:
            connection.setsockopt(level, option, value)
    return transport
