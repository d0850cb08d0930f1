"""Networks that fail: a rough one under load, and cuts between every pair of machines."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.chaos.evidence import wrong
from tests.chaos.forge import Forge
from tests.chaos.ledger import Ledger
from tests.chaos.office import ID, ForgedServer
from tests.chaos.outcome import Outcome
from tests.chaos.people import load
from tests.chaos.proxy import FAIR, ROUGH, Fate, Proxy

KINDS = "kiosk", "desk", "display"
CUT_SECONDS = 0.6
PACE_SECONDS = 0.1


async def rough_network(forge: Forge, folder: Path, each: int, seed: int) -> Outcome:
    """A network on which every fate comes so many times at least."""
    outcome, ledger = Outcome("Network drops, delays, doubles, cuts in mid-stream"), Ledger()
    server = ForgedServer(folder, forge)
    await server.start()
    async with (
        Proxy(urlsplit(server.url).port or 0, seed).running() as proxy,
        load(proxy.url, server.key_of, ledger) as people,
    ):
        proxy.weather = ROUGH
        people.begin()
        while min(proxy.fates[fate] for fate in Fate) < each:
            await people.grows(1)
        outcome.times = proxy.fates.total() - proxy.fates[Fate.PASS]
        proxy.weather = FAIR
        await people.grows(5)
        await people.finish()
    await server.kill()
    outcome.add(ledger, await wrong(server.database, ID, ledger, displays=True))
    return outcome


async def cut_pairs(forge: Forge, folder: Path, rounds: int, database: str) -> Outcome:
    """The ways of each kind of screen to the server, and its own to PostgreSQL, cut in turn."""
    outcome, ledger = Outcome("Network cut between each pair, PostgreSQL included"), Ledger()
    async with AsyncExitStack() as stack:
        to_database = await stack.enter_async_context(Proxy(urlsplit(database).port or 0).running())
        server = ForgedServer(folder, forge, through(database, to_database))
        await server.start()
        port = urlsplit(server.url).port or 0
        ways = {kind: await stack.enter_async_context(Proxy(port).running()) for kind in KINDS}
        people = await stack.enter_async_context(
            load(lambda kind: ways[kind].url, server.key_of, ledger)
        )
        people.begin(pace=PACE_SECONDS)
        for _ in range(rounds):
            for proxy in (*ways.values(), to_database):
                await people.grows(2)
                proxy.cut()
                outcome.times += 1
                await asyncio.sleep(CUT_SECONDS)
                proxy.heal()
        await people.grows(5)
        await people.finish()
        await server.kill()
    outcome.add(ledger, await wrong(database, ID, ledger, displays=True))
    return outcome


def through(database: str, proxy: Proxy) -> str:
    """The database's URL on the way through a proxy."""
    url = urlsplit(database)
    user, _, _ = url.netloc.rpartition("@")
    return urlunsplit(url._replace(netloc=f"{user}@127.0.0.1:{proxy.port}"))
