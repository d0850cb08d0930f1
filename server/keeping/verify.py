"""Whether a database holds what it should: its file, its schema, and every day by the real rules.

Only reads, in one unchanging view, so that it may run beside the servers. It finds damage and
mistakes; somebody who changes events and rows alike, with the rules in hand, it does not find.
"""

from collections.abc import AsyncIterator
from datetime import date

from msgspec import Struct

from server.journal.encoding import date_of
from server.journal.errors import StorageError
from server.journal.schema import schema_problems
from server.journal.session import View
from server.keeping.one_day import DayRead, Finding, OneDay

SELECT_DAYS = """
SELECT office, date FROM heads UNION SELECT office, date FROM events
UNION SELECT office, date FROM tickets ORDER BY office, date
"""


class Verdict(Struct, frozen=True):
    """What was looked at, and what is wrong: of the whole, then day by day."""

    days: int
    offices: int
    events: int
    tickets: int
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything adds up."""
        return not self.problems


async def verify(view: View) -> Verdict:
    """Look at everything."""
    problems = await _damage(view)
    try:
        schema = await schema_problems(view)
        problems += schema
        if schema:  # of another schema nothing can be said
            return Verdict(0, 0, 0, 0, tuple(problems))
        return await _days(view, problems)
    except StorageError as error:
        return Verdict(0, 0, 0, 0, (*problems, f"it cannot be read: {error}"))


async def _days(view: View, problems: list[str]) -> Verdict:
    offices: set[str] = set()
    days: list[DayRead] = []
    async for office, day in _each_day(view):
        offices.add(office)
        read = await _read(view, office, day)
        days.append(read)
        problems += map(str, read.findings)
    return Verdict(
        len(days),
        len(offices),
        sum(day.events for day in days),
        sum(day.tickets for day in days),
        tuple(problems),
    )


async def _damage(view: View) -> list[str]:
    try:
        return [f"the file is damaged: {told}" for told in await view.damage()]
    except StorageError as error:
        return [f"the file is damaged: {error}"]


async def _each_day(view: View) -> AsyncIterator[tuple[str, date]]:
    for office, day in await view.fetch(SELECT_DAYS):
        yield office, date_of(day)


async def _read(view: View, office: str, day: date) -> DayRead:
    """One day; if a part of the file is gone, the others are looked at all the same."""
    try:
        return await OneDay(view, office, day).read()
    except StorageError as error:
        return DayRead(0, 0, (Finding(office, day, f"it cannot be read: {error}"),))
