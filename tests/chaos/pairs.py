"""Two servers on one PostgreSQL database: one of them freezes, or is killed, and comes back."""

import asyncio
import itertools
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.chaos.evidence import wrong
from tests.chaos.forge import Forge
from tests.chaos.ledger import Ledger
from tests.chaos.office import ID, ForgedServer
from tests.chaos.outcome import Outcome
from tests.chaos.people import Load, load

FROZEN_SECONDS = 3.0
"""Longer than the database lets a frozen server hold a day."""
PACE_SECONDS = 0.3


Forges = tuple[Forge, Forge]


async def one_of_two_frozen(forges: Forges, folder: Path, database: str, times: int) -> Outcome:
    """Each in turn stands still under load, and goes on."""

    async def freeze(which: int, _: ForgedServer, people: Load) -> None:
        await people.grows(5)
        forges[which].signal(signal.SIGSTOP)
        try:
            await asyncio.sleep(FROZEN_SECONDS)
            await people.grows(3)  # by the other server's people
        finally:
            forges[which].signal(signal.SIGCONT)

    outcome = Outcome("One of two servers frozen (SIGSTOP)")
    return await _each_in_turn(outcome, forges, folder, database, times, freeze)


async def one_of_two_killed(forges: Forges, folder: Path, database: str, times: int) -> Outcome:
    """Each in turn is killed under load, while the other goes on, and is started again."""

    async def kill(_: int, server: ForgedServer, people: Load) -> None:
        await people.grows(3)
        await server.kill()
        await people.grows(3)
        await server.start()

    outcome = Outcome("One of two servers killed (SIGKILL)")
    return await _each_in_turn(outcome, forges, folder, database, times, kill)


async def _each_in_turn(
    outcome: Outcome,
    forges: Forges,
    folder: Path,
    database: str,
    times: int,
    break_one: Callable[[int, ForgedServer, Load], Awaitable[None]],
) -> Outcome:
    """People of both servers work, while one after the other is broken and mended."""
    ledger = Ledger()
    servers = [ForgedServer(folder, forge, database) for forge in forges]
    for server in servers:
        await server.start()
    turns = itertools.cycle(server.url for server in servers)
    async with load(lambda _: next(turns), servers[0].key_of, ledger) as people:
        people.begin(pace=PACE_SECONDS)
        for index in range(times):
            which = index % len(servers)
            await break_one(which, servers[which], people)
            outcome.times += 1
        await people.grows(5)
        await people.finish()
    for server in servers:
        await server.kill()
    outcome.add(ledger, await wrong(database, ID, ledger, displays=True))
    return outcome
