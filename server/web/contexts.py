"""What the application starts with itself and ends before it."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiohttp import web

from server.web.keys import SETTINGS, STREAMS
from server.web.waiting_machines import watch_waiting_machines


async def comments_context(app: web.Application) -> AsyncIterator[None]:
    """Signs of life on all streams."""
    async with _beside(app[STREAMS].comment(app[SETTINGS].comment_seconds)):
        yield


async def waiting_machines_context(app: web.Application) -> AsyncIterator[None]:
    """Desks hear of machines that wait to be paired."""
    async with _beside(watch_waiting_machines(app)):
        yield


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Inside the `async with`, `work` goes on."""
    task = asyncio.create_task(work)
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def end_streams(app: web.Application) -> None:
    """For `on_shutdown`: streams end before aiohttp waits for the handlers."""
    app[STREAMS].stop()
