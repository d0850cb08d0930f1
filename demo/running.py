"""The demo's throw-away server: a real process on loopback, with a journal of its own."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

import aiohttp
from msgspec import Struct

from demo.people import People, make_people

KIOSKS = ("kiosk-1", "kiosk-2", "kiosk-3", "kiosk-4")
"""The first is the one in front; the visitors of the demo use the others."""

START_SECONDS = 30.0
USUAL_PORT = 8080


class ServerStartError(Exception):
    """The server did not come up; the text has its own last words."""


class RunningServer(Struct, frozen=True):
    """Where it listens, who works there, and its SQLite file."""

    url: str
    people: People
    database: Path


@asynccontextmanager
async def throw_away_server(
    office: Path, office_id: str, folder: Path, port: int | None, clock: datetime, speed: float
) -> AsyncIterator[RunningServer]:
    """`antrean serve` in a process of its own, until the end of the block.

    Without a `port` it is the usual one, or any free one where that is taken; 0: any free one.
    Raises ServerStartError if the port is taken, or it does not answer within 30 s.
    """
    database, log = folder / "demo.db", folder / "server.log"
    port = _choose_port(port)
    people = await make_people(database, office_id, KIOSKS)
    command = [
        *(sys.executable, "-m", "antrean", "serve", str(office)),
        *("--database", str(database), "--port", str(port)),
        *("--clock", clock.strftime("%Y-%m-%dT%H:%M"), "--speed", str(speed)),
    ]
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=output, stderr=output, stdin=asyncio.subprocess.DEVNULL
        )
    url = f"http://127.0.0.1:{port}"
    try:
        await _until_ready(url, process, log)
        yield RunningServer(url, people, database)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def _until_ready(url: str, process: asyncio.subprocess.Process, log: Path) -> None:
    try:
        async with asyncio.timeout(START_SECONDS), aiohttp.ClientSession() as session:
            while process.returncode is None:
                try:
                    async with session.get(f"{url}/readyz") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)
    except TimeoutError:
        pass
    told = await asyncio.to_thread(log.read_text, errors="replace")
    last_words = told.strip().splitlines()[-12:]
    raise ServerStartError(os.linesep.join(["the server did not start:", *last_words]))


def _choose_port(wanted: int | None) -> int:
    """The port, looked at before: whoever listens there would be taken for the demo's server."""
    for port in (USUAL_PORT, 0) if wanted is None else (wanted,):
        with suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            free: int = probe.getsockname()[1]
            return free
    raise ServerStartError(f"port {wanted} is taken. Name another one, or 0 for any free one.")
