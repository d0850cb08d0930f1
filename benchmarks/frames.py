"""Reading thousands of streams with as little of the processor as Python allows.

A `Screen` keeps the moment at which the last whole snapshot was there, and its version. Nothing is
decoded: finding the end of the frame and the number in its id is all that costs.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Self

FRAME_END = b"\n\n\r\n"
"""The end of an event, and of the HTTP chunk that carries it."""
ID = b"\nid: "


class Screen(asyncio.Protocol):
    """One open stream. `seen` is told of every whole snapshot: (this screen, its moment)."""

    def __init__(self, request: bytes, seen: Callable[["Screen", float], None]) -> None:
        self.version = 0
        self.frame = b""  # the last one, with its HTTP chunk's head
        self._request, self._seen = request, seen
        self._parts: list[bytes] = []
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def opened(
        cls, port: int, request: bytes, seen: Callable[["Screen", float], None]
    ) -> Self:
        """Connected, and the request sent. Raises OSError."""
        loop = asyncio.get_running_loop()
        _, screen = await loop.create_connection(lambda: cls(request, seen), "127.0.0.1", port)
        return screen

    @property
    def is_open(self) -> bool:
        """Whether the server has not ended it."""
        return self._transport is not None

    def close(self) -> None:
        """Let go."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Of asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Of asyncio: take note of a snapshot once all of it is here."""
        self._parts.append(data)
        if not data.endswith(FRAME_END):
            return
        whole = data if len(self._parts) == 1 else b"".join(self._parts)
        self._parts = []
        begin = whole.rfind(ID)
        if begin < 0:
            return  # a comment, or the time to wait before coming back
        number = whole[begin + len(ID) : whole.index(b"\n", begin + len(ID))]
        self.version, self.frame = int(number.rpartition(b".")[2]), whole
        self._seen(self, time.perf_counter())

    def connection_lost(self, error: Exception | None) -> None:
        """Of asyncio."""
        self._transport = None


def content(frame: bytes) -> bytes:
    """What stands behind `data: ` in a frame."""
    return frame.rpartition(b"data: ")[2].removesuffix(FRAME_END)
