"""The leanest HTTP/1.1 that can load a server: requests are bytes made beforehand.

One connection sends one request after the other and keeps the connection. A full client library
would need more of the processor than the server that is measured.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, Self

import msgspec

LENGTH = b"content-length:"
HEAD_END = b"\r\n\r\n"

Answer = tuple[int, bytes]


def ask(method: bytes, path: bytes, headers: Sequence[bytes] = (), body: bytes = b"") -> bytes:
    """A request as it goes over the wire."""
    lines = [method + b" " + path + b" HTTP/1.1", b"Host: 127.0.0.1", *headers]
    if body:
        lines += [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    return b"\r\n".join(lines) + HEAD_END + body


def post(path: str, body: Any, key: str, device: str = "desk/desk-1") -> bytes:
    """A command as a terminal sends it; no kiosk is allowed as many numbers as a benchmark."""
    headers = [f"Authorization: Bearer {key}".encode(), f"X-Antrean-Device: {device}".encode()]
    return ask(b"POST", path.encode(), headers, msgspec.json.encode(body))


class Connection(asyncio.Protocol):
    """One kept connection, for one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._answer: asyncio.Future[Answer] | None = None

    @classmethod
    async def opened(cls, host: str, port: int) -> Self:
        """Connected. Raises OSError."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, host, port)
        return connection

    async def send(self, request: bytes) -> Answer:
        """Status and body of the answer. Raises ConnectionError if the server ends it."""
        if self._transport is None:
            raise ConnectionResetError("the server closed the connection")
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Let go."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Of asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Of asyncio: settle the request once its whole answer is here."""
        self._received += data
        head_end = self._received.find(HEAD_END)
        if head_end < 0:
            return
        head = self._received[:head_end].lower()
        length = int(head.partition(LENGTH)[2].partition(b"\r\n")[0] or 0)
        body_end = head_end + len(HEAD_END) + length
        if len(self._received) < body_end or self._answer is None:
            return
        answer = int(head[9:12]), self._received[body_end - length : body_end]
        self._received = self._received[body_end:]
        if not self._answer.done():
            self._answer.set_result(answer)

    def connection_lost(self, error: Exception | None) -> None:
        """Of asyncio: whoever waits is told."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the server closed the connection"))
