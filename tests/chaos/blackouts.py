"""Power cuts: numbers and calls on a disk that forgets what was not synced."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

from protocol.refusals import Refusal
from server.office.clock import OfficeClock
from server.office.kept_day import KeptDay
from server.office.orders import Order, Outcome
from server.queueing import commands as c
from tests.chaos.evidence import wrong
from tests.chaos.ledger import Called, Given, Ledger
from tests.chaos.outcome import Outcome as Row
from tests.chaos.power import Disk, State, journal_on, lay_out
from tests.queueing.rehearsal import DATE, OFFICE, SCHEDULE, clock

FILE = "antrean.db"


class Blackout:
    """One day under the real rules and journal, and every state that a cut may have left of it."""

    def __init__(self, folder: Path, seed: int, synchronous: str | None = None) -> None:
        self.disk, self.ledger = Disk(), Ledger()
        self.states: list[tuple[State, Ledger]] = []
        self._folder, self._chance, self._synchronous = folder, Random(seed), synchronous
        self._orders = 0

    async def work(self, visitors: int) -> None:
        """Numbers and calls; the power may fail before and after each sync and each answer."""
        async with journal_on(self.disk, self._folder / FILE, self._synchronous) as journal:
            now = OfficeClock(clock("09:00"))
            day = KeptDay(journal, now, OFFICE, SCHEDULE, ())
            await day.carry_out([])
            self.disk.syncs.clear()
            self.disk.cut = self._cut
            await self._sent(day, c.OpenCounter("1", c.BasedOn()))
            for index in range(visitors):
                await self._visit(day, f"ticket-{index}")
            self.disk.cut = lambda: None

    async def _visit(self, day: KeptDay, ticket_id: str) -> None:
        issue = c.IssueTicket(ticket_id, f"hash-{ticket_id}", ("a",))
        given = await self._sent(day, issue)
        self.ledger.given.append(Given(DATE, ticket_id, str(given.number), "a", "kiosk-1"))
        self._cut()
        await self._sent(day, c.ConfirmTicket(ticket_id))
        shown = day.day.counters["1"] if day.day else None
        assert shown is not None
        kind = c.CallNext if shown.ticket_id is None else c.FinishAndNext
        called = await self._sent(day, kind("1", c.BasedOn(shown.ticket_id, shown.last_call)))
        self.ledger.called.append(
            Called(DATE, str(called.ticket_id), str(called.number), "1", called.call or 0)
        )
        self._cut()

    async def _sent(self, day: KeptDay, command: c.Command) -> Outcome:
        self._orders += 1
        (answer,) = await day.carry_out([Order(f"order-{self._orders}", DATE, "test", command)])
        assert not isinstance(answer, Refusal), answer
        return answer

    def _cut(self) -> None:
        known = Ledger(list(self.ledger.given), list(self.ledger.called))
        self.states += [(state, known) for state in self.disk.states(self._chance)]

    async def wrong(self) -> list[str]:
        """What any of the states lacks, or has wrongly."""
        said: list[str] = []
        seen: set[tuple[int, int]] = set()
        for state, known in self.states:
            key = hash(tuple(sorted(state.items()))), known.acknowledged
            if key in seen:
                continue
            seen.add(key)
            said += await _wrong_in(state, known)
        return said


async def _wrong_in(state: State, known: Ledger) -> list[str]:
    """What is wrong with a state, once somebody has opened it as a server's start does."""
    with tempfile.TemporaryDirectory(prefix="antrean-blackout-") as folder:
        lay_out(state, Path(folder))
        file = Path(folder) / FILE
        try:
            with closing(sqlite3.connect(file)) as database:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            return [f"after the power cut: {error}"]
        return await wrong(file, OFFICE.id, known, displays=False)


async def power_cuts(folder: Path, visitors: int, seed: int) -> Row:
    """A row of the table: a cut at every moment of interest, every state opened and judged."""
    blackout = Blackout(folder, seed)
    await blackout.work(visitors)
    row = Row("Power cut (writes that were not synced are lost)")
    row.times = len(blackout.states)
    row.numbers, row.calls = len(blackout.ledger.given), len(blackout.ledger.called)
    row.wrong = await blackout.wrong()
    return row
