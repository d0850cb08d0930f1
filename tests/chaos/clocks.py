"""Clocks that jump under load, forwards and back, and a day that ends while everybody works."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from tests.chaos.evidence import wrong
from tests.chaos.ledger import Ledger
from tests.chaos.office import ID, MACHINES, MORNING, office_file
from tests.chaos.outcome import Outcome
from tests.chaos.people import load
from tests.server_fixture import running_server

JUMPS = (
    *(timedelta(hours=-2), timedelta(hours=1), timedelta(seconds=-1), timedelta(minutes=20)),
    *(timedelta(minutes=-45), timedelta(seconds=30), timedelta(hours=2), timedelta(minutes=-5)),
)
ZONE = ZoneInfo("Asia/Jakarta")
FIRST, LAST = datetime(2026, 6, 23, 2, tzinfo=ZONE), datetime(2026, 6, 23, 22, tzinfo=ZONE)
"""Jumps stay on the day; its end is tried apart."""

LAST_NUMBER = datetime(2026, 6, 23, 23, 58, 59, 500_000, ZONE)
END_OF_DAY = datetime(2026, 6, 23, 23, 59, 59, 500_000, ZONE)
NEXT_MORNING = datetime(2026, 6, 24, 7, 30, tzinfo=ZONE)
PACE_SECONDS = 0.05


async def jumping_clock(folder: Path, times: int, seed: int) -> Outcome:
    """The server's clock is set forwards and back, and the day ends while everybody works."""
    outcome, ledger = Outcome("Clock jumps, a day ends under load"), Ledger()
    chance = Random(seed)
    async with running_server(folder, office_file(folder), MORNING) as server:
        keys = {name: await server.device_key(kind, name) for kind, name in MACHINES}
        async with load(
            server.url, lambda _, name: keys.get(name) or server.token("clerk"), ledger
        ) as people:
            people.begin(pace=PACE_SECONDS)
            for _ in range(times):
                await people.grows(5)
                moments = [server.clock.now() + jump for jump in JUMPS]
                server.clock.set(chance.choice([each for each in moments if FIRST < each < LAST]))
                outcome.times += 1
            for moment in (LAST_NUMBER, END_OF_DAY):
                await people.grows(5)
                server.clock.set(moment)
                outcome.times += 1
            await people.grows(10)  # from midnight on, on the next day
            server.clock.set(END_OF_DAY)  # back on a day that has ended
            server.clock.set(NEXT_MORNING)
            outcome.times += 2
            await people.grows(20)
            await people.finish()
        await server.stop()
        outcome.add(ledger, await wrong(server.database, ID, ledger, displays=True))
    return outcome
