"""A bad network: a TCP proxy that drops, delays, doubles, and cuts what passes through it.

Terminals open a connection for each request, so each connection has a fate of its own. Whoever
wants a whole network gone calls `cut`, and `heal` after it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from random import Random
from typing import Any

READ_BYTES = 65536
MOST_BYTES_BEFORE_A_CUT = 3000
LONGEST_DELAY_SECONDS = 0.15
DOUBLE_SECONDS = 1.0
"""How long the answer to a doubled request is waited for."""


class Fate(StrEnum):
    """What becomes of a connection."""

    PASS = "passed on"
    DROP = "dropped before the server heard"
    LOSE = "answer lost"
    DELAY = "delayed"
    DOUBLE = "sent twice"
    CUT_REQUEST = "cut in the middle of the request"
    CUT_ANSWER = "cut in the middle of the answer"


FAIR = {Fate.PASS: 1}
ROUGH = dict.fromkeys(Fate, 1) | {Fate.PASS: 3}
"""How likely each fate is, against the others."""


class Proxy:
    """Listens on `port` of loopback and passes on to `target_port`."""

    def __init__(self, target_port: int, seed: int = 0) -> None:
        self.target_port = target_port
        self.port = 0
        self.weather: dict[Fate, int] = FAIR
        self.fates: Counter[Fate] = Counter()
        self.is_cut = False
        self._chance = Random(seed)
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def url(self) -> str:
        """The way to a web server through here."""
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        """Inside the block."""
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.cut()
            if self._tasks:
                await asyncio.wait(self._tasks)

    def cut(self) -> None:
        """End all connections, and take no new ones."""
        self.is_cut = True
        for task in self._tasks:
            task.cancel()

    def heal(self) -> None:
        """Pass on again."""
        self.is_cut = False

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        fates, weights = list(self.weather), list(self.weather.values())
        fate = self._chance.choices(fates, weights)[0]
        try:
            if not self.is_cut and fate is not Fate.DROP:
                await self._pass(fate, reader, writer)
            self.fates[fate] += 1
        except (asyncio.CancelledError, OSError):
            pass  # cut, or one side has gone
        finally:
            writer.transport.abort()

    async def _pass(
        self, fate: Fate, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self.target_port)
        heard: list[bytes] = []
        try:
            await _first_to_end(
                self._forward(
                    reader, back, self._limit(fate, Fate.CUT_REQUEST), fate, heard.append
                ),
                self._forward(there, writer, self._limit(fate, Fate.CUT_ANSWER), fate),
            )
        finally:
            back.transport.abort()
        if fate is Fate.DOUBLE:
            await self._send_again(b"".join(heard))

    def _limit(self, fate: Fate, cutting: Fate) -> int | None:
        return self._chance.randrange(MOST_BYTES_BEFORE_A_CUT) if fate is cutting else None

    async def _forward(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        limit: int | None,
        fate: Fate,
        hear: Callable[[bytes], None] | None = None,
    ) -> None:
        """Pass one way on, until it ends or is cut. Only the way to the server is heard."""
        passed = 0
        while piece := await reader.read(READ_BYTES):
            if hear is not None:
                hear(piece)
            elif fate is Fate.LOSE:
                return  # the server has answered, and nobody hears it
            if fate is Fate.DELAY:
                await asyncio.sleep(self._chance.uniform(0, LONGEST_DELAY_SECONDS))
            if limit is not None and passed + len(piece) > limit:
                writer.write(piece[: limit - passed])
                with suppress(OSError):
                    await writer.drain()
                return
            passed += len(piece)
            writer.write(piece)
            await writer.drain()

    async def _send_again(self, request: bytes) -> None:
        """The same request once more, as a network may; nobody reads the answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DOUBLE_SECONDS):
                reader, writer = await asyncio.open_connection("127.0.0.1", self.target_port)
                try:
                    writer.write(request)
                    while await reader.read(READ_BYTES):
                        pass
                finally:
                    writer.transport.abort()


async def _first_to_end(*ways: Coroutine[Any, Any, None]) -> None:
    """Run both ways until one of them ends."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled() and (error := task.exception()) is not None:
            raise error
