"""What the application starts with itself and ends before it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from server.web.keys import SETTINGS, STREAMS


async def comments_context(app: web.Application) -> AsyncIterator[None]:
    """Signs of life on all streams."""
    task = asyncio.create_task(app[STREAMS].comment(app[SETTINGS].comment_seconds))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def end_streams(app: web.Application) -> None:
    """For `on_shutdown`: streams end before aiohttp waits for the handlers."""
    app[STREAMS].stop()
