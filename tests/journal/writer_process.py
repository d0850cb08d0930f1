"""A server of its own, as far as the journal goes: `python -m tests.journal.writer_process`.

Arguments: what to do, and where the journal is. It tells what it has done line by line.
- `open`: open the journal and tell `open`; end with the next line that comes in.
- `append`: add events to the rehearsed day without end, and tell the version of each.
- `hold`: lock the day and tell `locked`; with the next line that comes in, go on and tell how
  that ended; then add an event in a batch of its own, and tell that.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGKILL

from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.journal.opening import open_journal
from tests.journal.keeping import ID, add, add_one
from tests.queueing.rehearsal import DATE

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def started(what: str, place: str | Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """The process, killed at the end whatever it does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.journal.writer_process", what, str(place)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(SIGKILL)
        await process.communicate()


async def next_line(process: asyncio.subprocess.Process) -> str:
    """What it tells next; empty if it has ended."""
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


def go_on(process: asyncio.subprocess.Process) -> None:
    """Send it the line that it waits for."""
    assert process.stdin is not None
    process.stdin.write(b"\n")


def tell(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def append(journal: Journal) -> None:
    while True:
        tell(await add_one(journal))


async def hold(journal: Journal) -> None:
    try:
        async with journal.batch(ID, DATE) as batch:
            tell("locked")
            sys.stdin.readline()
            await add(batch, "held")
        tell("kept")
    except StorageError:
        tell("not kept")
    tell(await add_one(journal))


async def main(what: str, place: str) -> None:
    async with open_journal(place) as journal:
        if what == "open":
            tell("open")
            sys.stdin.readline()
        elif what == "append":
            await append(journal)
        else:
            await hold(journal)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
