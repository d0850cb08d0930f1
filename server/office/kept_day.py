"""A day in memory beside its journal: orders are decided on the one and kept in the other.

All of a batch is kept, or the day in memory is thrown away and read anew at the next one: what is
in memory between two batches is what is committed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from protocol.refusals import Refusal
from server.journal.batch import Batch
from server.journal.journal import Journal
from server.journal.rows import touched_rows
from server.office.beside import Beside, other_content
from server.office.clock import OfficeClock
from server.office.orders import Order, Outcome, fingerprint
from server.office.room_view import NOWHERE, whereabouts
from server.queueing.apply import apply, opened
from server.queueing.commands import IssueTicket, ReprintTicket
from server.queueing.day import Accepted, Day
from server.queueing.decide import decide, remembered
from server.queueing.events import DayOpened, Record
from server.queueing.office import Office
from server.queueing.schedule import Schedule
from server.queueing.standing import Standing
from server.queueing.ticket import Ticket, TicketState
from server.queueing.timers import follow_up


class Listener(Protocol):
    """Whoever must hear of committed records."""

    def heed(self, day: Day, records: Sequence[Record]) -> None:
        """Take notice; quickly."""


class KeptDay:
    """One office's day. Only one task at a time may use it."""

    def __init__(
        self,
        journal: Journal,
        clock: OfficeClock,
        office: Office,
        schedule: Schedule,
        listeners: Sequence[Listener],
    ) -> None:
        """`office` and `schedule` open the day if nobody has yet."""
        self._journal, self._clock, self._listeners = journal, clock, listeners
        self._office, self._schedule = office, schedule
        self.day: Day | None = None

    @property
    def office_id(self) -> str:
        """Whose day it is."""
        return self._office.id

    @property
    def date(self) -> date:
        """Which day it is."""
        return self._schedule.date

    async def carry_out(self, orders: Sequence[Order]) -> list[Outcome | Refusal]:
        """Decide orders one after the other under the lock of the head, and keep their events.

        With no orders it makes sure that the day has been read, and opened.

        Raises:
            StorageError: nothing was kept; the day will be read anew.
        """
        records: list[Record] = []
        beside = Beside()
        try:
            async with self._journal.batch(self.office_id, self.date) as batch:
                fresh = await self._catch_up(batch)
                day = self.day or self._open(records)
                decided = [
                    await other_content(batch, day, order, beside)
                    or self._settle(day, order, records, beside)
                    for order in orders
                ]
                self._follow_up(day, records)
                if records:
                    rows = touched_rows(day, records)
                    await batch.append(records, rows, beside.texts, ended=day.ended)
                    await beside.keep(batch)
        except BaseException:
            self.day = None
            raise
        self._tell(day, [*fresh, *records])
        standing = Standing(day)
        return [
            answer if isinstance(answer, Refusal) else _outcome(day, order, answer, standing)
            for order, answer in zip(orders, decided, strict=True)
        ]

    async def follow(self) -> None:
        """Read what other processes have added, without locking anything.

        Raises:
            StorageError: it cannot be read now.
        """
        version = 0 if self.day is None else self.day.version
        try:
            fresh = await self._journal.read(self.office_id, self.date, version)
            self._apply(fresh)
        except BaseException:
            self.day = None
            raise
        if self.day is not None:
            self._tell(self.day, fresh)

    async def _catch_up(self, batch: Batch) -> list[Record]:
        fresh = await batch.newer(0 if self.day is None else self.day.version)
        self._apply(fresh)
        return fresh

    def _open(self, records: list[Record]) -> Day:
        first = Record(
            1,
            self._clock.now(),
            "clock",
            DayOpened(self._office, self._schedule),
            f"open:{self.date.isoformat()}",
            "",
        )
        self.day = opened(first)
        records.append(first)
        return self.day

    def _apply(self, records: Sequence[Record]) -> None:
        for record in records:
            if self.day is None:
                self.day = opened(record)
            else:
                apply(self.day, record)

    def _settle(
        self, day: Day, order: Order, records: list[Record], beside: Beside
    ) -> Accepted | Refusal:
        """Decide one order; apply and note its events, and what is kept beside them."""
        body = fingerprint(order.command)
        answer = remembered(day, order.command_id, body)
        if answer is not None:
            return answer
        now = self._moment(day)
        events = decide(day, order.command, now)
        if isinstance(events, Refusal):
            return events
        for event in events:
            record = Record(day.version + 1, now, order.actor, event, order.command_id, body)
            apply(day, record)
            records.append(record)
        if not events:  # it is so already
            return Accepted(body, day.version, getattr(order.command, "ticket_id", None))
        beside.note(order, events)
        return day.accepted[order.command_id]

    def _follow_up(self, day: Day, records: list[Record]) -> None:
        """What the clock does at once after that, in the same commit."""
        due = follow_up(day, self._moment(day))
        if due is not None:
            order = Order(due.command_id, self.date, "clock", due.command)
            self._settle(day, order, records, Beside())

    def _moment(self, day: Day) -> datetime:
        """Never before the last event's, whatever the machine's clock does."""
        now = self._clock.now()
        return now if day.last_at is None else max(now, day.last_at)

    def _tell(self, day: Day, records: Sequence[Record]) -> None:
        for listener in self._listeners:
            listener.heed(day, records)


def _outcome(day: Day, order: Order, accepted: Accepted, standing: Standing) -> Outcome:
    ticket = None if accepted.ticket_id is None else day.tickets[accepted.ticket_id]
    if ticket is None:
        return Outcome(accepted.version)
    is_slip = _is_put_on_a_slip(order, ticket)
    return Outcome(
        version=accepted.version,
        ticket_id=ticket.id,
        number=ticket.number,
        state=ticket.state.value,
        call=accepted.call,
        ahead=standing.ahead(ticket) if is_slip else None,
        where=whereabouts(day, ticket) if is_slip else NOWHERE,
    )


def _is_put_on_a_slip(order: Order, ticket: Ticket) -> bool:
    """Whether the answer says how many are ahead, and where to wait."""
    waits = ticket.state in {TicketState.RESERVED, TicketState.WAITING}
    return waits and isinstance(order.command, IssueTicket | ReprintTicket)
