"""One day of one office, read by the rules: its events, its head, the rows of its tickets."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from msgspec import Struct

from server.journal.encoding import RECORD_COLUMNS, records_of
from server.journal.errors import JournalUnreadableError
from server.journal.rows import SELECT_TICKETS, TicketRow, all_rows, row_from
from server.journal.session import Head, Row, View
from server.keeping.plausible import doubts
from server.queueing.apply import OutOfSequenceError, apply, opened
from server.queueing.day import Day
from server.queueing.events import Record

SELECT_EVENTS = (
    f"SELECT {RECORD_COLUMNS}, kind FROM events "  # noqa: S608 - a constant
    "WHERE office = $1 AND date = $2 ORDER BY version"
)
SELECT_HEAD = "SELECT version, ended FROM heads WHERE office = $1 AND date = $2"


class Finding(Struct, frozen=True):
    """Something that does not add up. `number` is the ticket's, where it is about one."""

    office: str
    date: date
    told: str
    number: str | None = None

    def __str__(self) -> str:
        """As an operator reads it."""
        ticket = "" if self.number is None else f"ticket {self.number}: "
        return f"{self.office}, {self.date}: {ticket}{self.told}"


class DayRead(Struct, frozen=True):
    """What a day holds, and what is wrong with it."""

    events: int
    tickets: int
    findings: tuple[Finding, ...]


class OneDay:
    """Reads one day; every finding is noted, as far as reading on makes sense."""

    def __init__(self, view: View, office: str, date: date) -> None:
        self._view, self._office, self._date = view, office, date
        self._findings: list[Finding] = []
        self._numbers: set[str] = set()
        self._day: Day | None = None
        self._is_whole = True  # what the events add up to is the day

    async def read(self) -> DayRead:
        """The day, compared with itself. Raises StorageError if the database cannot be read."""
        rows = await self._view.fetch(SELECT_EVENTS, self._office, self._date)
        for row in rows:
            self._take(row)
            if not self._is_whole:
                break
        await self._compare_head(len(rows), rows[-1][0] if rows else 0)
        tickets = await self._compare_rows()
        return DayRead(len(rows), tickets, tuple(self._findings))

    def _take(self, row: Row) -> None:
        """Read one event, doubt it, and apply it."""
        *columns, kind = row
        version, after = columns[0], 0 if self._day is None else self._day.version
        if version != after + 1:
            self._give_up(_missing(after + 1, version - 1))
            return
        try:
            (record,) = records_of(self._office, self._date, [columns], after)
        except JournalUnreadableError as error:
            self._give_up(f"event {version} cannot be read: {error}")
            return
        name = type(record.event).__name__
        if kind != name:
            self._find(f"event {version} is filed as {kind}, but is {name}")
        try:
            self._apply(record)
        except OutOfSequenceError as error:
            self._give_up(f"event {version} ({name}) cannot be there: {error}")
        except Exception as error:  # noqa: BLE001 - whatever a changed event makes the rules do
            self._give_up(f"event {version} ({name}) fits no rule: {error!r}")

    def _apply(self, record: Record) -> None:
        if self._day is None:
            self._day = opened(record)
            if self._day.office.id != self._office or self._day.schedule.date != self._date:
                other = f"{self._day.office.id}, {self._day.schedule.date}"
                self._find(f"event 1 opens another day: {other}")
            return
        for doubt in doubts(self._day, record, self._numbers):
            self._find(f"event {record.version} ({type(record.event).__name__}): {doubt}")
        apply(self._day, record)

    async def _compare_head(self, count: int, last: int) -> None:
        found = await self._view.fetch(SELECT_HEAD, self._office, self._date)
        if not found:
            self._find(f"there are {count} events, but the day has no row in heads")
            return
        head = Head(self._office, self._date, found[0][0], bool(found[0][1]))
        if head.version > last:
            self._find(f"the head says {head.version} events; {_missing(last + 1, head.version)}")
            self._is_whole = False
        elif head.version < last:
            self._find(f"the head says {head.version} events, but there are some up to {last}")
        if self._is_whole and self._day is not None and head.ended != self._day.ended:
            told = "has ended" if head.ended else "has not ended"
            self._find(f"the head says that the day {told}; by its events it is otherwise")

    async def _compare_rows(self) -> int:
        """Compare the rows with the events, unless those are not all there; tells how many."""
        raw = await self._view.fetch(SELECT_TICKETS, self._office, self._date)
        if not self._is_whole:
            self._find("the rows of its tickets were not compared, because of that")
            return len(raw)
        rows = list(self._readable(raw))
        expected = all_rows(self._day) if self._day is not None else []
        self._findings += differences(self._office, self._date, expected, rows)
        return len(raw)

    def _readable(self, raw: Sequence[Row]) -> Iterator[TicketRow]:
        for values in raw:
            try:
                yield row_from(values)
            except (msgspec.MsgspecError, TypeError, ValueError) as error:
                self._find(f"the row of ticket {values[2]} cannot be read: {error}", values[3])

    def _give_up(self, told: str) -> None:
        self._find(told)
        self._is_whole = False

    def _find(self, told: str, number: str | None = None) -> None:
        self._findings.append(Finding(self._office, self._date, told, number))


def differences(
    office: str, date: date, expected: Sequence[TicketRow], found: Sequence[TicketRow]
) -> Iterator[Finding]:
    """How the rows of a day's tickets differ from those that its events make."""
    rows = {row.ticket_id: row for row in found}
    for row in expected:
        there = rows.pop(row.ticket_id, None)
        if there is None:
            yield Finding(office, date, "its row is missing", row.number)
            continue
        for name in TicketRow.__struct_fields__:
            by_events, in_row = getattr(row, name), getattr(there, name)
            if by_events != in_row:
                told = f"{name} is {_told(in_row)} in its row, {_told(by_events)} by the events"
                yield Finding(office, date, told, row.number)
    for row in rows.values():
        yield Finding(
            office, date, "it has a row, but by the events it was never given", row.number
        )


def _told(value: object) -> str:
    return "empty" if value is None else msgspec.json.encode(value).decode()


def _missing(first: int, last: int) -> str:
    return f"event {first} is missing" if first == last else f"events {first} to {last} are missing"
