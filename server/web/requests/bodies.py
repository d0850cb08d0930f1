"""Bodies of requests, which must be here in time."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from aiohttp import web

from protocol.refusals import RefusalCode
from server.web.errors import refused
from server.web.keys import SETTINGS

T = TypeVar("T")


async def in_time(request: web.Request, reading: Awaitable[T]) -> T:
    """What is read of the request's body. Raises RefusedError(BODY_TOO_SLOW).

    An honest body is there with its head; whoever sends it letter by letter only holds us up.
    """
    if request.content.is_eof():
        return await reading  # nothing of it is still to come
    seconds = request.app[SETTINGS].body_seconds
    try:
        async with asyncio.timeout(seconds):
            return await reading
    except TimeoutError:
        raise refused(RefusalCode.BODY_TOO_SLOW, seconds=round(seconds)) from None
