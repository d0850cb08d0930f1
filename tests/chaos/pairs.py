"""Two servers on one PostgreSQL database: one of them freezes, or is killed, and comes back."""

import asyncio
import itertools
import signal
from pathlib import Path

from tests.chaos.evidence import wrong
from tests.chaos.forge import Forge
from tests.chaos.ledger import Ledger
from tests.chaos.office import ID, ForgedServer
from tests.chaos.outcome import Outcome
from tests.chaos.people import load

FROZEN_SECONDS = 3.0
"""Longer than the database lets a frozen server hold a day."""
PACE_SECONDS = 0.3


async def one_of_two_frozen(
    forges: tuple[Forge, Forge], folder: Path, database: str, times: int
) -> Outcome:
    """Each in turn stands still under load, and goes on."""
    outcome, ledger = Outcome("One of two servers frozen (SIGSTOP)"), Ledger()
    servers = [ForgedServer(folder, forge, database) for forge in forges]
    for server in servers:
        await server.start()
    turns = itertools.cycle(server.url for server in servers)
    async with load(lambda _: next(turns), servers[0].key_of, ledger) as people:
        people.begin(pace=PACE_SECONDS)
        for index in range(times):
            await people.grows(5)
            forge = forges[index % 2]
            forge.signal(signal.SIGSTOP)
            try:
                await asyncio.sleep(FROZEN_SECONDS)
                await people.grows(3)  # by the other server's people
            finally:
                forge.signal(signal.SIGCONT)
            outcome.times += 1
        await people.grows(5)
        await people.finish()
    for server in servers:
        await server.kill()
    outcome.add(ledger, await wrong(database, ID, ledger, displays=True))
    return outcome


async def one_of_two_killed(
    forges: tuple[Forge, Forge], folder: Path, database: str, times: int
) -> Outcome:
    """Each in turn is killed under load, while the other goes on, and is started again."""
    outcome, ledger = Outcome("One of two servers killed (SIGKILL)"), Ledger()
    servers = [ForgedServer(folder, forge, database) for forge in forges]
    for server in servers:
        await server.start()
    turns = itertools.cycle(server.url for server in servers)
    async with load(lambda _: next(turns), servers[0].key_of, ledger) as people:
        people.begin(pace=PACE_SECONDS)
        for index in range(times):
            await people.grows(3)
            await servers[index % 2].kill()
            outcome.times += 1
            await people.grows(3)
            await servers[index % 2].start()
        await people.grows(5)
        await people.finish()
    for server in servers:
        await server.kill()
    outcome.add(ledger, await wrong(database, ID, ledger, displays=True))
    return outcome
