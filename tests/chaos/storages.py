"""Storage that fails under load: a full disk, a locked file, a database server that restarts."""

import asyncio
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.chaos.evidence import wrong, wrong_in_copy
from tests.chaos.forge import Forge
from tests.chaos.ledger import Ledger
from tests.chaos.networks import through
from tests.chaos.office import ID, ForgedServer
from tests.chaos.outcome import Outcome
from tests.chaos.people import Load, load
from tests.chaos.proxy import Proxy
from tests.postgres import PostgresServer

BYTES_LEFT = 20_000
LOCKED_SECONDS = 3.5
"""Longer than a statement waits for a foreign lock, so that people are refused meanwhile."""


async def limited_files(forge: Forge, folder: Path, times: int) -> Outcome:
    """No file may grow any more, as the system tells the server; then there is room again."""
    outcome = Outcome("Disk full (files may not grow)")

    @contextmanager
    def no_room(database: Path) -> Iterator[None]:
        most = database.with_name(database.name + "-wal").stat().st_size + BYTES_LEFT
        _, hard = resource.prlimit(forge.pid, resource.RLIMIT_FSIZE)
        former = resource.prlimit(forge.pid, resource.RLIMIT_FSIZE, (most, hard))
        try:
            yield
        finally:
            resource.prlimit(forge.pid, resource.RLIMIT_FSIZE, former)

    await _without_room(forge, folder, times, outcome, no_room)
    return outcome


async def full_disk(forge: Forge, folder: Path, times: int) -> Outcome:
    """`folder` is on a small disk of its own, which somebody fills to the last byte."""
    outcome = Outcome("Disk full (small disk filled)")

    @contextmanager
    def no_room(database: Path) -> Iterator[None]:
        filler = database.with_name("filler")
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * BYTES_LEFT):
                pass
        try:
            yield
        finally:
            filler.unlink()

    await _without_room(forge, folder, times, outcome, no_room)
    return outcome


async def _without_room(
    forge: Forge,
    folder: Path,
    times: int,
    outcome: Outcome,
    no_room: Callable[[Path], AbstractContextManager[None]],
) -> None:
    ledger, server = Ledger(), ForgedServer(folder, forge)
    await server.start()
    async with load(server.url, server.key_of, ledger) as people:
        people.begin()
        for _ in range(times):
            await people.grows(5)
            with no_room(Path(server.database)):
                await people.are_refused(3)
            outcome.times += 1
        await people.grows(5)
        await people.finish()
    await server.kill()
    outcome.add(ledger, await wrong_in_copy(Path(server.database), ID, ledger, displays=True))


async def locked_database(forge: Forge, folder: Path, times: int) -> Outcome:
    """A foreign program has the file locked, longer than anybody waits for it."""
    outcome, ledger = Outcome("Database locked by another program"), Ledger()
    server = ForgedServer(folder, forge)
    await server.start()
    async with load(server.url, server.key_of, ledger) as people:
        people.begin()
        for _ in range(times):
            await people.grows(5)
            with _locked(server.database):
                await asyncio.sleep(LOCKED_SECONDS)
                await people.are_refused(1)
            outcome.times += 1
        await people.grows(5)
        await people.finish()
    await server.kill()
    outcome.add(ledger, await wrong(server.database, ID, ledger, displays=True))
    return outcome


@contextmanager
def _locked(database: str) -> Iterator[None]:
    with closing(sqlite3.connect(database, isolation_level=None, timeout=60)) as foreign:
        foreign.execute("BEGIN IMMEDIATE")
        yield


async def restarted_postgres(
    forge: Forge, folder: Path, postgres: PostgresServer, times: int
) -> Outcome:
    """PostgreSQL is stopped, in order and at once in turn, and comes back."""
    outcome, ledger = Outcome("PostgreSQL restarted under load"), Ledger()
    with postgres.database() as database:
        async with Proxy(postgres.port).running() as proxy:  # which is always at the same place
            server = ForgedServer(folder, forge, through(database, proxy))
            await server.start()
            async with load(server.url, server.key_of, ledger) as people:
                people.begin()
                for index in range(times):
                    await people.grows(5)
                    await _restart(postgres, proxy, people, at_once=index % 2 == 0)
                    outcome.times += 1
                await people.grows(5)
                await people.finish()
            await server.kill()
        name = urlsplit(database)
        here = name._replace(netloc=f"postgres@127.0.0.1:{postgres.port}").geturl()
        outcome.add(ledger, await wrong(here, ID, ledger, displays=True))
    return outcome


async def _restart(postgres: PostgresServer, proxy: Proxy, people: Load, *, at_once: bool) -> None:
    await asyncio.to_thread(postgres.crash if at_once else postgres.stop)
    await people.are_refused(1)
    await asyncio.to_thread(postgres.start)
    proxy.target_port = postgres.port
