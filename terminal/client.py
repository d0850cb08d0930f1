"""The typed way from a terminal to the server: commands, questions and streams.

Owns all talk of the terminals. Promises that a command is sent again, the very same, when its
answer was lost, so that the server does it once; that no answer, however broken, raises: what
cannot be had or read becomes a Refusal; and that a stream goes on until it is closed. The HTTP
itself is the `transport`'s.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec
from yarl import URL

from protocol.refusals import Refusal, RefusalBody, RefusalCode
from protocol.snapshots import OfficeListing
from terminal.backoff import Backoff
from terminal.sse import EventParser, StreamTooLargeError
from terminal.stream import Connected, Disconnected, NotAStreamError, Reader, StreamEvent
from terminal.transport import Transport

T = TypeVar("T")

#: How long one attempt may take before it counts as lost, and how long all of them together.
ATTEMPT_SECONDS = 3.0
PATIENCE_SECONDS = 8.0

#: The server sends a sign of life every 15 s; after three missed ones the line is dead.
SILENCE_SECONDS = 50.0

#: Something between us and the server says that the server is away.
_AWAY = frozenset({502, 504})

#: The server does not know who asks, or not any more: nothing works until that is settled.
SHUT_OUT = frozenset(
    {
        RefusalCode.SIGN_IN_NEEDED,
        RefusalCode.SESSION_ENDED,
        RefusalCode.PASSWORD_MUST_CHANGE,
        RefusalCode.DEVICE_NOT_PAIRED,
    }
)

_logger = logging.getLogger(__name__)


class Client:
    """One office of one server, as one terminal sees it.

    `kind` (kiosk, display, desk) and `name` tell the server which machine this is. `key` says who
    asks: a device's own key, or the token of a session; whoever gives it another one is believed
    from the next request on. `authority`: the certificate of the office's own authority, if the
    server has one by it. `on_shut_out` hears of every refusal that means that the key is good for
    nothing. Close it, or use it in `async with`.

    A path is relative to the office; one that begins with "/" to the API of the whole server.
    """

    def __init__(
        self,
        server: URL | str,
        office: str,
        key: str | None = None,
        kind: str = "",
        name: str = "",
        *,
        authority: Path | None = None,
        attempt_seconds: float = ATTEMPT_SECONDS,
        patience_seconds: float = PATIENCE_SECONDS,
        silence_seconds: float = SILENCE_SECONDS,
        backoff: Backoff | None = None,
    ) -> None:
        self.server = URL(server)
        self.office = office
        self.kind = kind
        self.name = name
        self._attempt_seconds = attempt_seconds
        self._patience_seconds = patience_seconds
        self._silence_seconds = silence_seconds
        self._backoff = backoff or Backoff()
        self.on_shut_out: Callable[[Refusal], None] | None = None
        self._transport = Transport({}, authority)
        self.key = key

    @property
    def key(self) -> str | None:
        """What says who asks; None for nobody in particular."""
        return self._key

    @key.setter
    def key(self, key: str | None) -> None:
        self._key = key
        self._transport.headers = _who_asks(key, self.kind, self.name)

    @property
    def has_key(self) -> bool:
        """Whether it asks as somebody."""
        return bool(self._key)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """End all talk that is under way."""
        await self._transport.close()

    async def command(self, path: str, body: msgspec.Struct, reply: type[T]) -> T | Refusal:
        """Ask for something to be done: POST `body` to `path`.

        Where the answer is lost the same body goes out again, for up to `patience_seconds`;
        then SERVER_UNREACHABLE, and the same body may be tried again later: if the first one
        did arrive, the answer is the same. An answer of no known form is ANSWER_UNREADABLE.
        """
        return await self._ask("POST", path, msgspec.json.encode(body), reply)

    async def get(self, path: str, type: type[T]) -> T | Refusal:  # noqa: A002
        """Ask for the state at `path`; retried and refused as `command` is."""
        return await self._ask("GET", path, None, type)

    async def fetch(self, path: str) -> bytes | None:
        """The bytes at `path` below the server's root, such as a picture; None if not to be had.

        One attempt only: it is for what one can do without.
        """
        try:
            status, answer = await self._transport.ask(
                "GET", self.server.joinpath(*path.split("/")), None, self._attempt_seconds
            )
        except OSError as error:
            _logger.info("fetch lost: %s", error.__class__.__name__)
            return None
        return answer if status == 200 else None

    async def get_bytes(self, path: str, **query: str) -> bytes | Refusal:
        """The bytes at `path`, of whatever kind; retried and refused as `command` is."""
        key = self._key
        answer = await self._ask_for("GET", self._url(path).update_query(query), None)
        if answer is None:
            return Refusal(RefusalCode.SERVER_UNREACHABLE)
        status, content = answer
        return content if 200 <= status < 300 else self._refused(key, _read_refusal(*answer))

    async def stream(self, path: str, type: type[T]) -> AsyncGenerator[StreamEvent[T], None]:  # noqa: A002
        """The stream at `path`, for ever: it reconnects by itself, and tells what it finds.

        Close it with `contextlib.aclosing`.
        """
        reader = Reader(type)
        backoff = Backoff(self._backoff.first_seconds, self._backoff.most_seconds)
        while True:
            refusal, key = None, self._key
            try:
                async with aclosing(self._connection(path, reader, backoff)) as events:
                    async for event in events:
                        yield event
            except NotAStreamError as error:
                refusal = self._refused(key, _read_refusal(error.status, error.answer))
            except OSError as error:
                _logger.info("stream lost: %s", error.__class__.__name__)
            except (msgspec.MsgspecError, StreamTooLargeError, UnicodeDecodeError):
                _logger.warning("stream unreadable")
                refusal = Refusal(RefusalCode.ANSWER_UNREADABLE)
            yield Disconnected(refusal)
            await asyncio.sleep(backoff.next_seconds())

    async def _connection(
        self, path: str, reader: Reader[T], backoff: Backoff
    ) -> AsyncGenerator[StreamEvent[T], None]:
        """One life of a stream: ends where the server ends it, raises where it breaks."""
        url = self._url(path).update_query(
            {name: value for name, value in (("kind", self.kind), ("name", self.name)) if value}
        )
        pieces = self._transport.stream(url, self._attempt_seconds, self._silence_seconds)
        parser = EventParser()
        async with aclosing(pieces):
            async for piece in pieces:
                if not piece:
                    yield Connected()
                for event in parser.feed(piece):
                    if (fact := reader.read(event)) is not None:
                        backoff.reset()
                        yield fact
                if parser.retry_seconds is not None:
                    backoff.first_seconds = min(parser.retry_seconds, backoff.most_seconds)

    async def _ask(self, method: str, path: str, body: bytes | None, type_: type[T]) -> T | Refusal:
        key = self._key
        answer = await self._ask_for(method, self._url(path), body)
        if answer is None:
            return Refusal(RefusalCode.SERVER_UNREACHABLE)
        read = _read_answer(*answer, type_)
        return self._refused(key, read) if isinstance(read, Refusal) else read

    def _refused(self, key: str | None, refusal: Refusal) -> Refusal:
        """Tell whom it shuts out: not whoever has another key by now."""
        if refusal.code in SHUT_OUT and key == self._key and self.on_shut_out is not None:
            self.on_shut_out(refusal)
        return refusal

    async def _ask_for(self, method: str, url: URL, body: bytes | None) -> tuple[int, bytes] | None:
        """Send until an answer comes, or None when patience ends."""
        backoff = Backoff(first_seconds=0.2, most_seconds=2.0)
        try:
            async with asyncio.timeout(self._patience_seconds):
                while True:
                    try:
                        status, answer = await self._transport.ask(
                            method, url, body, self._attempt_seconds
                        )
                    except OSError as error:
                        _logger.info("%s lost: %s", method, error.__class__.__name__)
                    else:
                        if status not in _AWAY:
                            return status, answer
                    await asyncio.sleep(backoff.next_seconds())
        except TimeoutError:
            return None

    def _url(self, path: str) -> URL:
        rooms = ("api", "v1") if path.startswith("/") else ("api", "v1", "offices", self.office)
        return self.server.joinpath(*filter(None, (*rooms, *path.split("/"))))


def _who_asks(key: str | None, kind: str, name: str) -> dict[str, str]:
    """The headers that say so; only who asks as somebody is asked at which device."""
    if not key:
        return {}
    device = {"X-Antrean-Device": f"{kind}/{name}"} if kind else {}
    return {"Authorization": f"Bearer {key}", **device}


def _read_answer(status: int, answer: bytes, type_: type[T]) -> T | Refusal:
    if not 200 <= status < 300:
        return _read_refusal(status, answer)
    try:
        return msgspec.json.decode(answer, type=type_)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        _logger.warning("answer unreadable, status %s", status)
        return Refusal(RefusalCode.ANSWER_UNREADABLE)


def _read_refusal(status: int, answer: bytes) -> Refusal:
    try:
        return msgspec.json.decode(answer, type=RefusalBody).error
    except (msgspec.MsgspecError, UnicodeDecodeError):
        _logger.warning("refusal unreadable, status %s", status)
        away = status in _AWAY
        return Refusal(RefusalCode.SERVER_UNREACHABLE if away else RefusalCode.ANSWER_UNREADABLE)


async def list_offices(
    server: URL | str, authority: Path | None = None
) -> list[OfficeListing] | Refusal:
    """The offices of a server; refused as a command is."""
    async with Client(server, "", authority=authority, patience_seconds=ATTEMPT_SECONDS) as client:
        return await client.get("", list[OfficeListing])
