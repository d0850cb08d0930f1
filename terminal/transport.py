"""HTTP/1.1 as the terminals need it: one answer, or a stream of bytes.

Owns the only sockets of the terminals: one connection for each request, so that none is ever
found dead. h11 knows the protocol and asyncio the network; that is all of HTTP that a kiosk loads
before its first screen. Whatever breaks on the way is raised as an OSError (a TimeoutError is
one): what was lost, nobody needs to tell apart.
"""

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import cache
from pathlib import Path

import h11
from yarl import URL

from terminal.stream import NotAStreamError

READ_BYTES = 64 * 1024
JSON = "application/json"
EVENTS = "text/event-stream"

Headers = dict[str, str]


class Transport:
    """The way to a server. `headers` go along with every request.

    `authority` is the certificate of an authority of the office's own, trusted besides those that
    the system trusts.
    """

    def __init__(self, headers: Headers, authority: Path | None = None) -> None:
        self.headers = headers
        self._authority = authority
        self._open: set[asyncio.StreamWriter] = set()

    async def close(self) -> None:
        """Cut all connections off; whoever waits for one loses it."""
        await asyncio.gather(*map(_cut_off, self._open))

    async def ask(
        self, method: str, url: URL, body: bytes | None, seconds: float
    ) -> tuple[int, bytes]:
        """Status and body of the answer; raises where it is not whole within `seconds`."""
        headers = {"Accept": JSON, **self.headers}
        if body is not None:
            headers |= {"Content-Type": JSON, "Content-Length": str(len(body))}
        async with asyncio.timeout(seconds), self._exchange(url) as exchange:
            exchange.send(method, headers, body)
            response = await exchange.response()
            answer = b"".join([piece async for piece in exchange.pieces()])
            return response.status_code, answer

    async def stream(
        self, url: URL, connect_seconds: float, silence_seconds: float
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of a stream as they come, after an empty piece once it has begun.

        Ends where the server ends it; raises where it breaks, or says nothing for
        `silence_seconds`. Raises NotAStreamError.
        """
        async with self._exchange(url, connect_seconds, silence_seconds) as exchange:
            exchange.send("GET", {"Accept": EVENTS, **self.headers})
            response = await exchange.response()
            if response.status_code != 200 or _content_type(response) != EVENTS:
                answer = b"".join([piece async for piece in exchange.pieces()])
                raise NotAStreamError(response.status_code, answer)
            yield b""
            async for piece in exchange.pieces():
                yield piece

    @asynccontextmanager
    async def _exchange(
        self, url: URL, connect_seconds: float | None = None, silence_seconds: float | None = None
    ) -> AsyncIterator["_Exchange"]:
        """A connection to the server of `url`, cut off afterwards, whatever is still to come."""
        with _lost_connections():
            async with asyncio.timeout(connect_seconds):
                reader, writer = await asyncio.open_connection(
                    url.raw_host, url.port, ssl=self._tls_for(url)
                )
            self._open.add(writer)
            try:
                yield _Exchange(url, reader, writer, silence_seconds)
            finally:
                self._open.discard(writer)
                await _cut_off(writer)

    def _tls_for(self, url: URL) -> ssl.SSLContext | None:
        return tls_trusting(self._authority) if url.scheme == "https" else None


class _Exchange:
    """One request and its answer."""

    def __init__(
        self,
        url: URL,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        silence_seconds: float | None,
    ) -> None:
        self._url, self._reader, self._writer = url, reader, writer
        self._silence_seconds = silence_seconds
        self._protocol = h11.Connection(h11.CLIENT)

    def send(self, method: str, headers: Headers, body: bytes | None = None) -> None:
        """The request, whole."""
        host = {"Host": self._url.host_port_subcomponent or "", "Connection": "close"}
        encoded = [(name.encode(), value.encode()) for name, value in (host | headers).items()]
        events: list[h11.Event] = [
            h11.Request(method=method, target=self._url.raw_path_qs, headers=encoded),
            *((h11.Data(body),) if body else ()),
            h11.EndOfMessage(),
        ]
        for event in events:
            self._writer.write(self._protocol.send(event) or b"")

    async def response(self) -> h11.Response:
        """The head of the answer."""
        while not isinstance(event := await self._next(), h11.Response):
            pass  # 1xx
        return event

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body, as it comes."""
        while isinstance(event := await self._next(), h11.Data):
            yield bytes(event.data)

    async def _next(self) -> object:
        while (event := self._protocol.next_event()) is h11.NEED_DATA:
            async with asyncio.timeout(self._silence_seconds):
                self._protocol.receive_data(await self._reader.read(READ_BYTES))
        return event


async def _cut_off(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()
    with suppress(OSError):
        await writer.wait_closed()


@contextmanager
def _lost_connections() -> Iterator[None]:
    """What is no HTTP, or no host's name, is a lost connection too."""
    try:
        yield
    except (h11.ProtocolError, UnicodeError) as error:
        raise ConnectionError(type(error).__name__) from error


@cache
def tls_trusting(authority: Path | None) -> ssl.SSLContext:
    """What the system trusts, and `authority`. Raises OSError where that is no certificate."""
    context = ssl.create_default_context()
    if authority is not None:
        context.load_verify_locations(authority)
    return context


def _content_type(response: h11.Response) -> str:
    found = next((value for name, value in response.headers if name == b"content-type"), b"")
    return found.decode("latin-1").partition(";")[0].strip().lower()
