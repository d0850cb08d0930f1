"""Telling the desks of machines that wait for a supervisor, without anybody opening a list.

One look at the pairings of all offices serves every desk of this server: at once where the machine
asked here, else soon. It also finds the codes that have run out.
"""

import asyncio
from contextlib import suppress

import structlog
from aiohttp import web

from server.journal.errors import StorageError
from server.web.keys import ACCESS_KEY, OFFICES

LOG = structlog.get_logger("antrean.machines")

LOOK_SECONDS = 5.0


async def watch_waiting_machines(app: web.Application) -> None:
    """For as long as the server runs."""
    changed = app[ACCESS_KEY].machines.changed
    while True:
        changed.clear()
        await _look(app)
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await changed.wait()


async def _look(app: web.Application) -> None:
    try:
        waiting = await app[ACCESS_KEY].machines.waiting_everywhere()
    except StorageError as error:
        LOG.warning("waiting_machines_not_read", error=type(error).__name__)
        return
    for office in app[OFFICES]:
        office.publisher.devices.wait(waiting.get(office.id, ()))
