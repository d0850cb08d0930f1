"""A way to PostgreSQL that can be cut: a TCP proxy that knows what a COMMIT looks like."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

COMMIT = b"COMMIT\x00"  # the end of the message that carries it


class Proxy:
    """Passes everything on to the server at `target_port`, until told to cut."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)
        self.target_port = self._url.port
        self.cut_at_commit: Literal["before", "after"] | None = None
        self.cuts = 0
        self._port = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The database's URL on the way through here."""
        user, _, _ = self._url.netloc.rpartition("@")
        return urlunsplit(self._url._replace(netloc=f"{user}@127.0.0.1:{self._port}"))

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            if self._tasks:
                await asyncio.wait(self._tasks)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            server_reader, server_writer = await asyncio.open_connection(
                "127.0.0.1", self.target_port
            )
        except OSError:
            writer.transport.abort()
            return
        is_mute = asyncio.Event()  # the next answer is not passed on, and the last one
        ways = [
            asyncio.create_task(self._to_server(reader, server_writer, is_mute)),
            asyncio.create_task(_to_client(server_reader, writer, is_mute)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            pass  # the proxy ends
        finally:
            for way in ways:
                way.cancel()
            await asyncio.wait(ways)
            writer.transport.abort()
            server_writer.transport.abort()

    async def _to_server(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_mute: asyncio.Event
    ) -> None:
        while read := await _read(reader):
            if read.endswith(COMMIT) and self.cut_at_commit is not None:
                self.cuts += 1
                cut, self.cut_at_commit = self.cut_at_commit, None
                if cut == "before":
                    return
                is_mute.set()
            writer.write(read)


async def _to_client(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_mute: asyncio.Event
) -> None:
    while read := await _read(reader):
        if is_mute.is_set():
            return
        writer.write(read)


async def _read(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(65536)
    except ConnectionError:
        return b""
