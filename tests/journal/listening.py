"""Hearing of a day, and foreign connections to a database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from server.journal.session import Head

PATIENCE_SECONDS = 30


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


class Ear:
    """Notes what is heard of a day."""

    def __init__(self) -> None:
        self.heads: list[Head] = []
        self._is_heard = asyncio.Event()

    def heard(self, head: Head) -> None:
        self.heads.append(head)
        self._is_heard.set()

    async def until(self, is_enough: Callable[[list[Head]], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_enough(self.heads):
                self._is_heard.clear()
                await self._is_heard.wait()

    async def until_version(self, version: int) -> None:
        await self.until(lambda heads: any(head.version >= version for head in heads))
