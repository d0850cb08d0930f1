"""The long form: `python -m tests.chaos`, which `make chaos` runs.

Every fault many times, the kills by several servers side by side; it ends in time, whatever
happens: what has not been reached by then is told, and counts as a failure. With --write the table
goes into docs/reliability.md.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

from tests.chaos.blackouts import power_cuts
from tests.chaos.clocks import jumping_clock
from tests.chaos.forge import Forge, forge
from tests.chaos.kills import kill_at_random
from tests.chaos.kiosks import kiosks_away
from tests.chaos.networks import cut_pairs, rough_network
from tests.chaos.outcome import Outcome
from tests.chaos.pairs import one_of_two_frozen, one_of_two_killed
from tests.chaos.report import table, write
from tests.chaos.storages import full_disk, limited_files, locked_database, restarted_postgres
from tests.postgres import PostgresServer, running_server

IN_A_NAME_SPACE = "unshare", "--user", "--map-root-user", "--mount", "sh", "-c"
SHARE_OF_KILLS = 0.6
"""Of all the time."""
LONGEST_SECONDS = 300.0
"""For one fault that is tried many times."""
Scenario = Callable[[Path], Awaitable[Outcome]]


def options() -> argparse.Namespace:
    """What may be asked for."""
    asked = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    asked.add_argument("--kills", type=int, default=1000, help="default 1000")
    asked.add_argument("--forges", type=int, default=3, help="servers side by side; default 3")
    asked.add_argument("--minutes", type=float, default=15, help="at most so long; default 15")
    asked.add_argument(
        "--seed", type=int, default=int(time.time()), help="of what is left to chance"
    )
    asked.add_argument("--write", action="store_true", help="put the table into the docs")
    return asked.parse_args()


async def kills(asked: argparse.Namespace, until: float) -> Outcome:
    """Shared among several servers, each with files of its own."""
    share = -(-asked.kills // asked.forges)
    async with AsyncExitStack() as stack:
        forges = [await stack.enter_async_context(forge()) for _ in range(asked.forges)]
        parts = await asyncio.gather(
            *(
                kill_at_random(smith, share, asked.seed + index, until)
                for index, smith in enumerate(forges)
            )
        )
    whole = Outcome(parts[0].fault)
    for part in parts:
        whole += part
    if whole.times < asked.kills:
        whole.wrong.append(f"only {whole.times} kills in the time that there was")
    return whole


def others(
    asked: argparse.Namespace, one: Forge, other: Forge, postgres: PostgresServer
) -> list[Scenario]:
    """All faults but the kills."""

    async def with_database(made: Callable[[str], Awaitable[Outcome]]) -> Outcome:
        with postgres.database() as database:
            return await made(database)

    pair = one, other
    return [
        lambda folder: rough_network(one, folder, 40, asked.seed),
        lambda folder: with_database(lambda place: cut_pairs(one, folder, 8, place)),
        lambda folder: kiosks_away(one, folder, 8, asked.seed),
        lambda folder: jumping_clock(folder, 60, asked.seed),
        lambda folder: limited_files(one, folder, 20),
        small_disk,
        lambda folder: locked_database(one, folder, 4),
        lambda folder: restarted_postgres(one, folder, postgres, 10),
        lambda folder: with_database(lambda place: one_of_two_frozen(pair, folder, place, 4)),
        lambda folder: with_database(lambda place: one_of_two_killed(pair, folder, place, 20)),
        lambda folder: power_cuts(folder, 40, asked.seed),
    ]


async def small_disk(folder: Path) -> Outcome:
    """A disk of eight megabytes in a name space of its own, as far as the system allows one.

    SQLite's log alone takes up to four before it is emptied into the file, for which there must be
    room, too: on less, the disk would be full of what belongs there, and nobody could free any.
    """
    mount = f'mount -t tmpfs -o size=8m tmpfs {folder} && exec "$@"'
    async with forge(*IN_A_NAME_SPACE, mount, "sh") as smith:
        return await full_disk(smith, smith.seen(folder), 20)


async def run(asked: argparse.Namespace) -> list[Outcome]:
    """All of it: the kills, then one fault after the other."""
    began = time.monotonic()
    rows = [tell(await kills(asked, began + asked.minutes * 60 * SHARE_OF_KILLS))]
    async with forge() as one, forge() as other:
        with running_server() as postgres:
            left = others(asked, one, other, postgres)
            while left and time.monotonic() < began + asked.minutes * 60:
                with tempfile.TemporaryDirectory(prefix="antrean-chaos-") as folder:
                    async with asyncio.timeout(LONGEST_SECONDS):
                        rows.append(tell(await left.pop(0)(Path(folder))))
    if left:
        rows.append(tell(Outcome("No time", wrong=[f"{len(left)} faults were not tried"])))
    return rows


def tell(row: Outcome) -> Outcome:
    """Say that a fault has been tried, and what was wrong."""
    sys.stdout.write(f"{row.fault}: {row.times} times, {len(row.wrong)} objections\n")
    sys.stdout.writelines(f"    {said}\n" for said in row.wrong[:20])
    sys.stdout.flush()
    return row


def main() -> int:
    """0 if nothing was lost."""
    asked, began = options(), time.monotonic()
    sys.stdout.write(f"seed {asked.seed}\n")
    rows = asyncio.run(run(asked))
    sys.stdout.write(f"\n{table(rows)}\n")
    if asked.write:
        write(rows, time.monotonic() - began)
    return 1 if any(row.wrong for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
