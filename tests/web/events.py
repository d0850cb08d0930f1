"""Server-Sent Events as a client sees them, line by line; and waiting for what they tell."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import msgspec

from server.office.live_office import LiveOffice
from tests.server_fixture import ServerHere

SOON = 30.0
"""Seconds within which what must come has come; waiting ends as soon as it does."""


class Event(msgspec.Struct):
    """One event; a comment has the name ""."""

    name: str = ""
    id: str = ""
    data: Any = None
    retry: int | None = None


class Stream:
    """An open stream."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self, name: str | None = None) -> Event:
        """The next event, or the next of this name. Raises EOFError at the stream's end."""
        async with asyncio.timeout(SOON):
            while True:
                event = await self._read()
                if name is None or event.name == name:
                    return event

    async def until(self, wanted: Callable[[Any], bool]) -> Any:
        """The data of the first snapshot that fits."""
        while True:
            event = await self.next("snapshot")
            if wanted(event.data):
                return event.data

    async def _read(self) -> Event:
        event = Event()
        while line := (await self._line()):
            field, _, value = line.partition(":")
            match field:
                case "event":
                    event.name = value.strip()
                case "id":
                    event.id = value.strip()
                case "data":
                    event.data = msgspec.json.decode(value.strip())
                case "retry":
                    event.retry = int(value)
        return event

    async def _line(self) -> str:
        line = await self.answer.content.readline()
        if not line:
            raise EOFError
        return line.decode().removesuffix("\n")


@asynccontextmanager
async def following(
    session: aiohttp.ClientSession, url: str, headers: dict[str, str] | None = None
) -> AsyncIterator[Stream]:
    """A stream, closed at the end of the block."""
    async with session.get(url, headers=headers) as answer:
        assert answer.status == 200, await answer.text()
        yield Stream(answer)


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until something has become true; fails if it does not."""
    async with asyncio.timeout(SOON):
        while not condition():  # noqa: ASYNC110 - nobody could set an event
            await asyncio.sleep(0.005)


def office_of(server: ServerHere) -> LiveOffice:
    """The office inside the server, to see what it holds."""
    office = server.running.offices.get(server.office)
    assert office is not None
    return office
