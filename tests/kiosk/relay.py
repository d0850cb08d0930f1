"""A line between kiosk and server that a test can cut, or make lose answers."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from yarl import URL

_ISSUE = re.compile(rb"^POST \S+/tickets HTTP")
_CONFIRM = re.compile(rb"^POST \S+/confirm HTTP")


class Relay:
    """Passes bytes both ways. `lose_issues`: so many requests arrive whose answers do not.

    Requests for a number and confirmations that came by are counted.
    """

    def __init__(self, target: str) -> None:
        self.url = ""
        self.lose_issues = 0
        self.lose_confirms = 0
        self.issues = 0
        self.confirms = 0
        self._target = URL(target)
        self._server: asyncio.Server | None = None
        self._port = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    async def cut(self) -> None:
        """Nothing goes through any more, and nobody answers."""
        if self._server is not None:
            self._server.close()
            for writer in self._writers:
                writer.transport.abort()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._server.wait_closed()
            self._server = None

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(OSError):
            await self._pass(reader, writer)
        writer.transport.abort()
        self._tasks.discard(task)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._target.host, self._target.port
        up_reader, up_writer = await asyncio.open_connection(host, port)
        self._writers |= {writer, up_writer}
        loses = asyncio.Event()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pass_up(reader, up_writer, loses))
                group.create_task(self._pass_down(up_reader, writer, up_writer, loses))
        except* OSError:
            pass
        finally:
            self._writers -= {writer, up_writer}
            up_writer.transport.abort()

    async def _pass_up(
        self, reader: asyncio.StreamReader, up: asyncio.StreamWriter, loses: asyncio.Event
    ) -> None:
        while chunk := await reader.read(65536):
            if _ISSUE.match(chunk):
                self.issues += 1
                if self.lose_issues:
                    self.lose_issues -= 1
                    loses.set()
            if _CONFIRM.match(chunk):
                self.confirms += 1
                if self.lose_confirms:
                    self.lose_confirms -= 1
                    loses.set()
            up.write(chunk)
            await up.drain()
        raise ConnectionError

    async def _pass_down(
        self,
        up: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        up_writer: asyncio.StreamWriter,
        loses: asyncio.Event,
    ) -> None:
        while chunk := await up.read(65536):
            if loses.is_set():
                break
            writer.write(chunk)
            await writer.drain()
        raise ConnectionError


@asynccontextmanager
async def running_relay(target: str) -> AsyncIterator[Relay]:
    relay = Relay(target)
    await relay.open()
    try:
        yield relay
    finally:
        await relay.cut()
