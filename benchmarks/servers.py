"""Servers in processes of their own: Antrean as `antrean serve` starts it, and the bare limit."""

import asyncio
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from msgspec import Struct

from benchmarks.connection import Connection, ask
from benchmarks.options import OFFICE_FILE
from benchmarks.process import ProcessFailedError, last_words, running
from demo.people import make_people

HOST = "127.0.0.1"
START_SECONDS = 60.0
GAP_SECONDS = 0.002
"""Between two looks whether a server answers: what the time of a start is exact to."""

OFFICE = "busy-day"
KIOSK = "kiosk-1"
A_DAY = date(2026, 6, 23)
"""A working Tuesday."""


class Server(Struct, frozen=True):
    """A server that answers. Moments are of `time.monotonic`, in seconds.

    `key` is of a supervisor's session, `kiosk_key` of the paired kiosk.
    """

    port: int
    pid: int
    started_at: float
    ready_at: float
    key: str = ""
    kiosk_key: str = ""


@asynccontextmanager
async def antrean_server(
    database: Path, time_of_day: str = "09:00", office_file: Path = OFFICE_FILE
) -> AsyncIterator[Server]:
    """`antrean serve` with its usual settings on an SQLite file, on a rehearsed working day."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "antrean", "serve", str(office_file)),
        *("--database", str(database), "--port", str(port)),
        *("--clock", f"{A_DAY.isoformat()}T{time_of_day}"),
    ]
    people = await make_people(database, OFFICE, (KIOSK,))
    async with _answering(command, port, database.with_suffix(".log"), b"/readyz") as server:
        yield Server(
            *(server.port, server.pid, server.started_at, server.ready_at),
            *(people.session, people.kiosks[KIOSK]),
        )


@asynccontextmanager
async def bare_server(folder: Path, database: Path | None = None) -> AsyncIterator[Server]:
    """`benchmarks.bare`: what aiohttp alone does with the same requests.

    With a `database`, which must not exist, it keeps them there.
    """
    port = free_port()
    file = () if database is None else (str(database),)
    command = [sys.executable, "-m", "benchmarks.bare", str(port), *file]
    async with _answering(command, port, folder / "bare.log", b"/readyz") as server:
        yield server


@asynccontextmanager
async def bare_screen_server(folder: Path) -> AsyncIterator[Server]:
    """`benchmarks.bare_screen`: a press on one page, forwarded to another."""
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_screen", str(port)]
    async with _answering(command, port, folder / "bare.log", b"/readyz") as server:
        yield server


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def _answering(
    command: Sequence[str], port: int, log: Path, path: bytes
) -> AsyncIterator[Server]:
    started_at = time.monotonic()
    async with running(command, log) as process:
        while not await _answers(port, path):
            if process.returncode is not None or time.monotonic() - started_at > START_SECONDS:
                raise ProcessFailedError(f"a server did not start:\n{last_words(log)}")
            await asyncio.sleep(GAP_SECONDS)
        yield Server(port, process.pid, started_at, time.monotonic())


async def _answers(port: int, path: bytes) -> bool:
    try:
        connection = await Connection.opened(HOST, port)
    except OSError:
        return False
    try:
        return (await connection.send(ask(b"GET", path)))[0] == 200
    except ConnectionError:
        return False
    finally:
        connection.close()
