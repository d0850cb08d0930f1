"""What issuing and calling cost on an empty file, and on one with ten full years in it.

The years are made once through the real rules and the journal, and kept (`journals`). The limit
is the same work on an empty file, taken in turns with it.
"""

import asyncio
from datetime import date
from pathlib import Path

import click

from benchmarks.figures import middle, milliseconds, ratio
from benchmarks.journals import DAYS_A_YEAR, VISITORS, journal_of_years, next_open_day
from benchmarks.options import OFFICE_FILE, Options
from benchmarks.process import asked
from benchmarks.servers import A_DAY
from benchmarks.serving import Question
from benchmarks.table import Aim, Table
from server.configuration import load_office
from server.journal.opening import open_journal

SERVED = 300
SERVED_QUICKLY = 100  # more than the hall takes at once
AIM = 1.1

Row = dict[str, float]
PARTS = {
    "issue": "issue a number",
    "confirm": "confirm it",
    "call": "call next",
    "finish": "finish",
    "processor": "processor, all four",
    "opened": "open file and day",
}


async def measure(options: Options) -> Table:
    """Empty and full in turns, each first as often as the other."""
    full = await _full_journal(options)
    found: dict[str, list[Row]] = {"empty": [], "full": []}
    for run in range(options.runs):
        day = await _day_after(full)
        order = ["empty", "full"] if run % 2 == 0 else ["full", "empty"]
        for kind in order:
            database = full if kind == "full" else options.folder / f"years-{run}.db"
            found[kind].append(await _serve(database, day, options))
    size = full.stat().st_size
    events = await _events(full)
    return _table(middle(found["empty"]), middle(found["full"]), size, events, options)


async def _full_journal(options: Options) -> Path:
    if options.quick:
        return await journal_of_years(options.folder, 1, A_DAY, click.echo, days_a_year=2)
    return await journal_of_years(options.cache, options.years, A_DAY, click.echo)


async def _serve(database: Path, day: date, options: Options) -> Row:
    served = options.size(SERVED, SERVED_QUICKLY)
    question = Question(str(database), day, visitors=served, warm_up=served // 5)
    row: Row = await asked("benchmarks.serving", question)
    return row


async def _day_after(full: Path) -> date:
    """A working day that the file has nothing of yet: earlier runs have left theirs there."""
    async with open_journal(full) as journal:
        last = max(head.date for head in await journal.heads())
    return await asyncio.to_thread(next_open_day, load_office(OFFICE_FILE), max(last, A_DAY))


async def _events(full: Path) -> int:
    async with open_journal(full) as journal:
        return sum(head.version for head in await journal.heads())


def _table(empty: Row, full: Row, size: int, events: int, options: Options) -> Table:
    days = 2 if options.quick else options.years * DAYS_A_YEAR
    rows = [
        (
            f"{name}, ms",
            milliseconds(full[part]),
            milliseconds(empty[part]),
            ratio(full[part], empty[part]),
        )
        for part, name in PARTS.items()
    ]
    worst = max(("issue", "call"), key=lambda part: full[part] / empty[part])
    return Table(
        name="years",
        title="the same work after years",
        columns=("", f"after {days:,} days", "empty file", "ratio"),
        rows=rows,
        aims=[
            Aim(
                "issuing and calling cost the same, within 10 %",
                f"at most {full[worst] / empty[worst]:.2f} times ({PARTS[worst]})",
                full[worst] <= AIM * empty[worst],
            )
        ],
        notes=[
            f"""The file: {days:,} days of {VISITORS} visitors, {events:,} events,
            {size / 1e9:.2f} GB. Each day was played through the real rules with visitors of its
            own, as fast as they decide, and added in one batch through the journal; the rest is as
            in service.""",
            f"""{options.size(SERVED, SERVED_QUICKLY)} visitors, one command after the other, each a
            commit of its own, by the server's office and journal without HTTP, on a day that is
            new in the file. Medians.""",
        ],
    )
