"""Journals of past days, made through the journal's own door and kept between runs.

Every day is played through the real rules (`rehearsed_day`) with visitors of its own, and its
events and ticket rows are added in one batch, by the code that the server uses. No row is written
by hand, and none is a copy of another day's.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.options import OFFICE_FILE
from benchmarks.rehearsed_day import RehearsedDay
from server.configuration import OfficeSettings, load_office
from server.journal.journal import Journal
from server.journal.opening import open_journal
from server.journal.rows import all_rows
from server.queueing.apply import replay
from server.queueing.events import Record

DAYS_A_YEAR = 250
VISITORS = 860
BYTES_A_DAY = 2_200_000
"""Of the file, as found; only to see beforehand whether there is room."""
AHEAD = 4
"""Days that may wait to be written."""
TELL_EVERY = 100

Told = Callable[[str], None]


class NoRoomError(Exception):
    """The disk has no room for what was asked; the text says how much it needs."""


async def journal_of_years(
    cache: Path,
    years: int,
    before: date,
    tell: Told,
    days_a_year: int = DAYS_A_YEAR,
    visitors: int = VISITORS,
) -> Path:
    """A file with so many years of full working days before a date; made once, then kept.

    Goes on where an earlier making was cut off. Raises NoRoomError.
    """
    path = cache / f"{years}-years-of-{days_a_year}-days.db"
    if path.exists():
        return path
    days = last_open_days(load_office(OFFICE_FILE), before, years * days_a_year)
    unfinished = path.with_suffix(".unfinished")
    _check_room(cache, len(days))
    tell(f"making {path.name}, once: {len(days):,} days of {visitors} visitors")
    async with open_journal(unfinished) as journal:
        kept = {head.date for head in await journal.heads()}
        missing = [day for day in days if day not in kept]
        for day, records in zip(missing, _rehearsed(missing, visitors), strict=True):
            await keep_day(journal, day, records)
            kept.add(day)
            if len(kept) % TELL_EVERY == 0:
                tell(f"  {len(kept):,} days, {unfinished.stat().st_size / 1e9:.1f} GB")
    unfinished.rename(path)
    unfinished.with_name(f"{unfinished.name}.lock").unlink()
    return path


async def keep_day(journal: Journal, day: date, records: Sequence[Record]) -> None:
    """Add the events of a day and the rows of its tickets, in one batch."""
    state = replay(records)
    assert state is not None
    async with journal.batch(state.office.id, day) as batch:
        await batch.append(records, all_rows(state), ended=state.ended)


def rehearse(day: date, visitors: int) -> list[Record]:
    """One full working day, with visitors of its own."""
    return RehearsedDay(load_office(OFFICE_FILE), day, visitors, seed=day.toordinal()).run()


def last_open_days(settings: OfficeSettings, before: date, count: int) -> list[date]:
    """The last `count` days before a date on which the office is open, earliest first."""
    return sorted(islice(_open_days(settings, before, -1), count))


def next_open_day(settings: OfficeSettings, after: date) -> date:
    """The first day after a date on which the office is open until the afternoon."""
    return next(day for day in _open_days(settings, after, 1) if day.isoweekday() < 5)


def _open_days(settings: OfficeSettings, start: date, step: int) -> Iterator[date]:
    day = start
    while True:
        day += timedelta(days=step)
        if settings.schedule(day).service:
            yield day


def _check_room(folder: Path, days: int) -> None:
    """Make the folder, if its disk has room. Raises NoRoomError."""
    folder.mkdir(parents=True, exist_ok=True)
    needed, free = days * BYTES_A_DAY, shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoomError(
            f"{days:,} days need {needed / 1e9:.1f} GB, {free / 1e9:.1f} GB are free: use --years"
        )


def _rehearsed(days: Sequence[date], visitors: int) -> Iterator[list[Record]]:
    """All days in order, rehearsed on the other cores while this one writes."""
    others = max(1, (os.cpu_count() or 2) - 1)
    with ProcessPoolExecutor(others, mp_context=get_context("spawn")) as workers:
        coming = [workers.submit(rehearse, day, visitors) for day in days[:AHEAD]]
        for index in range(len(days)):
            if index + AHEAD < len(days):
                coming.append(workers.submit(rehearse, days[index + AHEAD], visitors))
            yield coming[index].result()
            coming[index].cancel()
