"""SIGKILL of the server at random moments under load, on one SQLite file."""

import asyncio
import math
import tempfile
import time
from pathlib import Path
from random import Random

from tests.chaos.evidence import wrong, wrong_in_copy
from tests.chaos.forge import Forge
from tests.chaos.ledger import Ledger
from tests.chaos.office import ID, ForgedServer
from tests.chaos.outcome import Outcome
from tests.chaos.people import load

PACE_SECONDS = 0.03
KILLS_A_DAY = 20
"""Then a new day on a new file, so that a start need not read a long one."""
SHORTEST_SECONDS, LONGEST_SECONDS = 0.0, 0.35
"""How long a server lives after its start: a moment for people to come back, or a little more."""


async def kill_at_random(forge: Forge, kills: int, seed: int, until: float = math.inf) -> Outcome:
    """So many kills; the files are looked at after each, the whole day after some.

    No new day is begun after `until`, a moment of `time.monotonic`.
    """
    outcome, chance = Outcome("Server killed (SIGKILL)"), Random(seed)
    while outcome.times < kills and time.monotonic() < until:
        with tempfile.TemporaryDirectory(prefix="antrean-kills-") as folder:
            await _one_day(
                forge, Path(folder), min(KILLS_A_DAY, kills - outcome.times), chance, outcome
            )
    return outcome


async def _one_day(
    forge: Forge, folder: Path, kills: int, chance: Random, outcome: Outcome
) -> None:
    ledger, found = Ledger(), list[str]()
    server = ForgedServer(folder, forge)
    await server.start()
    async with load(server.url, server.key_of, ledger) as people:
        people.begin(pace=PACE_SECONDS)
        await people.grows(1)
        for _ in range(kills):
            # a moment that nobody has chosen, between two instructions of the server
            await asyncio.sleep(chance.uniform(SHORTEST_SECONDS, LONGEST_SECONDS))
            await server.kill()
            outcome.times += 1
            found += await wrong_in_copy(Path(server.database), ID, ledger)
            await server.start()
        await people.grows(5)
        await people.finish()
    await server.kill()
    found += await wrong(server.database, ID, ledger, displays=True)
    outcome.add(ledger, found)
