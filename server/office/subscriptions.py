"""One latest-value slot per stream and kind of message.

Newer replaces older, and nobody waits for a slow screen.
"""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from msgspec import Struct


class Message(Struct, frozen=True):
    """One message of a stream. `data` is JSON, shared between all who get it."""

    event: str  # snapshot, devices
    id: str
    data: bytes


class Subscription:
    """What one stream is still to be sent. Use as an async context manager."""

    __slots__ = ("_ended", "_on_close", "_slots", "_wake")

    def __init__(self, on_close: Callable[["Subscription"], None]) -> None:
        """`on_close` forgets this subscription."""
        self._slots: dict[str, Message] = {}
        self._wake: asyncio.Future[None] | None = None
        self._ended = False
        self._on_close = on_close

    def put(self, message: Message) -> None:
        """Newer replaces older of the same kind."""
        self._slots.pop(message.event, None)
        self._slots[message.event] = message
        self._rouse()

    def end(self) -> None:
        """No more messages: `next` raises `StopAsyncIteration` once the slots are empty."""
        self._ended = True
        self._rouse()

    async def next(self) -> Message:
        """The oldest kind of message not yet taken. Raises StopAsyncIteration at the end."""
        while not self._slots:
            if self._ended:
                raise StopAsyncIteration
            self._wake = asyncio.get_running_loop().create_future()
            try:
                await self._wake
            finally:
                self._wake = None
        return self._slots.pop(next(iter(self._slots)))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._on_close(self)

    def _rouse(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)
