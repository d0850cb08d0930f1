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
    """What one stream is still to be sent. Use as an async context manager, or `close` it.

    `hand_on`, if set, is asked to pass a message on at once; what it returns False for stays here.
    """

    __slots__ = ("_ended", "_on_close", "_slots", "_wake", "hand_on")

    def __init__(self, on_close: Callable[["Subscription"], None]) -> None:
        """`on_close` forgets this subscription."""
        self._slots: dict[str, Message] = {}
        self._wake: asyncio.Future[None] | None = None
        self._ended = False
        self._on_close = on_close
        self.hand_on: Callable[[Message], bool] | None = None

    def put(self, message: Message) -> None:
        """Newer replaces older of the same kind."""
        if self.hand_on is not None and not self._slots and self.hand_on(message):
            return
        self._slots.pop(message.event, None)
        self._slots[message.event] = message
        self._rouse()

    def end(self) -> None:
        """No more messages: the stream ends once the slots are empty."""
        self._ended = True
        self._rouse()

    async def is_filled(self) -> bool:
        """Wait for a message that is not yet taken; False at the end."""
        while not self._slots:
            if self._ended:
                return False
            self._wake = asyncio.get_running_loop().create_future()
            try:
                await self._wake
            finally:
                self._wake = None
        return True

    def take(self) -> Message:
        """The oldest kind of message not yet taken; there must be one."""
        return self._slots.pop(next(iter(self._slots)))

    async def next(self) -> Message:
        """Wait for a message and take it. Raises StopAsyncIteration at the end."""
        if not await self.is_filled():
            raise StopAsyncIteration
        return self.take()

    def close(self) -> None:
        """Let it be forgotten: nothing is put into it any more."""
        self._on_close(self)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _rouse(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)
