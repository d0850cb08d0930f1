"""The one writer of an office's day in this process.

It takes all orders that wait, decides them one after the other under the lock of the day's head,
commits their events together, and only then answers and publishes. While a commit is under way
orders gather, so a busy office commits in groups without a timer. If a commit fails, the day in
memory is thrown away and read anew.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

import structlog
from msgspec import Struct

from protocol.refusals import Refusal, RefusalCode
from server.journal.batch import Batch
from server.journal.errors import JournalUnreadableError, StorageError
from server.journal.journal import Journal
from server.journal.rows import touched_rows
from server.journal.session import Head
from server.office.alarm import Alarm
from server.office.clock import OfficeClock
from server.office.orders import Order, Outcome, fingerprint
from server.queueing.apply import apply, opened
from server.queueing.commands import IssueTicket
from server.queueing.day import Accepted, Day
from server.queueing.decide import decide, remembered
from server.queueing.events import DayOpened, Record
from server.queueing.office import Office
from server.queueing.schedule import Schedule
from server.queueing.standing import ahead

log = structlog.get_logger()
T = TypeVar("T")

MOST_IN_A_BATCH = 256
RETRY_SECONDS = 1.0


class Audience(Protocol):
    """Whoever is told what has been committed."""

    def heed(self, day: Day, records: Sequence[Record]) -> None:
        """Take notice; quickly."""

    def publish(self, day: Day) -> None:
        """Send the state out."""

    def publish_in(self) -> float | None:
        """Seconds until something should be sent out; None if nothing has changed."""


class _Task(Struct):
    """An order or a look, and who waits for it."""

    future: asyncio.Future[Any]
    order: Order | None = None
    look: Callable[[Day], Any] | None = None


class Writer:
    """Owns one `Day`. All its methods may be called from any task of the event loop."""

    def __init__(
        self,
        journal: Journal,
        clock: OfficeClock,
        office: Office,
        schedule: Schedule,
        audience: Audience,
    ) -> None:
        """`office` and `schedule` open the day if nobody has yet."""
        self._journal, self._clock, self._audience = journal, clock, audience
        self._office, self._schedule = office, schedule
        self._day: Day | None = None
        self._alarm = Alarm()
        self._tasks: list[_Task] = []
        self._wake = asyncio.Event()
        self._stopping = False
        self._behind = False  # another process has added to the day
        self.problem: str | None = None  # why this day cannot be written, for /readyz

    @property
    def date(self) -> date:
        """The date of this day."""
        return self._schedule.date

    async def carry_out(self, order: Order) -> Outcome | Refusal:
        """Decide and keep a command. Raises StorageError if it could not be kept."""
        return await self._enqueue(order=order)

    async def look(self, question: Callable[[Day], T]) -> T:
        """The answer to a question about the committed day. Raises StorageError if unreadable."""
        answer: T = await self._enqueue(look=question)
        return answer

    def refresh(self, head: Head) -> None:
        """Another process added to the day: read it soon, and publish it."""
        if self._day is not None and head.version > self._day.version:
            self._behind = True
            self._wake.set()

    def stop(self) -> None:
        """Finish what has been sent, then end `run`. Later orders are refused."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Work until `stop`, and then until nothing is left that is due."""
        while True:
            await self._wait()
            tasks, self._tasks = self._tasks[:MOST_IN_A_BATCH], self._tasks[MOST_IN_A_BATCH:]
            due = self._due_orders()
            if tasks or due or self._behind or self.problem is not None:
                await self._work(tasks, due)
            wait = self._audience.publish_in()
            if self._day is not None and wait is not None and (wait <= 0 or self._stopping):
                self._audience.publish(self._day)
            if self._stopping and not self._tasks and (not due or self.problem is not None):
                return

    async def _enqueue(
        self, order: Order | None = None, look: Callable[[Day], Any] | None = None
    ) -> Any:
        if self._stopping:
            if order is None:
                raise StorageError("the office is being closed")
            return Refusal(RefusalCode.STOPPING)
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._tasks.append(_Task(future, order, look))
        self._wake.set()
        # a caller that goes away must not take the batch with it
        return await asyncio.shield(future)

    async def _wait(self) -> None:
        """Until there is work, something to publish, or the clock's next command."""
        if self._tasks or self._stopping:
            return
        waits = [self._audience.publish_in(), self._alarm_in()]
        timeout = min((wait for wait in waits if wait is not None), default=None)
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._wake.wait()
        self._wake.clear()

    def _alarm_in(self) -> float | None:
        if self.problem is not None:
            return RETRY_SECONDS
        return None if self._alarm.at is None else self._clock.seconds_until(self._alarm.at)

    def _due_orders(self) -> list[Order]:
        """The clock's own command, if one is due. The next one comes with the next round."""
        if self._day is None:
            return []
        due = self._alarm.due(self._day, self._clock.now())
        return [Order(due.command_id, self.date, "clock", due.command)] if due else []

    async def _work(self, tasks: list[_Task], due: list[Order]) -> None:
        """One batch, and its answers. Nobody is left waiting, whatever happens."""
        try:
            answers = await self._batch([task.order for task in tasks if task.order], due)
            self.problem = None
        except StorageError as error:
            self._day = None
            self._fail(tasks, error)
            return
        except BaseException as error:
            self._day = None
            for task in tasks:
                if not task.future.done():
                    task.future.set_exception(
                        error if isinstance(error, Exception) else asyncio.CancelledError()
                    )
            raise
        self._answer(tasks, answers)

    def _fail(self, tasks: list[_Task], error: StorageError) -> None:
        if self.problem != str(error):
            log.error("journal_unavailable", office=self._office.id, error=str(error))
        self.problem = str(error)
        unreadable = isinstance(error, JournalUnreadableError)
        for task in tasks:
            if task.future.done():
                continue
            if unreadable and task.order is not None:
                task.future.set_result(Refusal(RefusalCode.OFFICE_READ_ONLY))
            else:
                task.future.set_exception(error)
                task.future.exception()  # a caller that went away leaves nothing to report

    def _answer(self, tasks: list[_Task], answers: list[Outcome | Refusal]) -> None:
        day, remaining = self._day, iter(answers)
        for task in tasks:
            answer: Any = None
            if task.order is not None:
                answer = next(remaining)
            elif task.look is not None and day is not None:
                try:
                    answer = task.look(day)
                except Exception as error:  # noqa: BLE001 - it belongs to whoever asked
                    if not task.future.done():
                        task.future.set_exception(error)
                    continue
            if not task.future.done():
                task.future.set_result(answer)

    async def _batch(self, orders: list[Order], due: list[Order]) -> list[Outcome | Refusal]:
        """Decide all under the lock of the head; on return it is committed, or nothing was."""
        records: list[Record] = []
        if not orders and not due and self._day is not None:
            if self._behind:
                await self._read_newer()
            return []
        async with self._journal.batch(self._office.id, self.date) as batch:
            fresh = await self._catch_up(batch, records)
            for order in due:
                self._settle(order, records)
            decided = [self._settle(order, records) for order in orders]
            if records:
                await self._append(batch, records)
        day = self._committed(fresh, records)
        return [
            answer if isinstance(answer, Refusal) else _outcome(day, order, answer)
            for order, answer in zip(orders, decided, strict=True)
        ]

    async def _append(self, batch: Batch, records: list[Record]) -> None:
        day = self._require_day()
        await batch.append(records, touched_rows(day, records), ended=day.ended)

    async def _catch_up(self, batch: Batch, records: list[Record]) -> list[Record]:
        """Read what others wrote; open the day if nobody has. Returns what was read."""
        version = 0 if self._day is None else self._day.version
        fresh = list(await batch.newer(version)) if batch.version > version else []
        self._apply(fresh)
        self._behind = False
        if self._day is None:
            first = Record(
                1,
                self._clock.now(),
                "clock",
                DayOpened(self._office, self._schedule),
                f"open:{self.date.isoformat()}",
                "",
            )
            self._day = opened(first)
            records.append(first)
        return fresh

    async def _read_newer(self) -> None:
        """Follow another process without locking anything."""
        day = self._require_day()
        fresh = await self._journal.read(self._office.id, self.date, day.version)
        self._behind = False
        self._apply(fresh)
        self._committed(fresh, [])

    def _apply(self, records: Sequence[Record]) -> None:
        for record in records:
            if self._day is None:
                self._day = opened(record)
                self._alarm = Alarm()
            else:
                apply(self._day, record)

    def _committed(self, fresh: Sequence[Record], records: Sequence[Record]) -> Day:
        day, now = self._require_day(), self._clock.now()
        for news in (fresh, records):
            self._audience.heed(day, news)
        if self._alarm.at is None:
            self._alarm.reset(day, now)
        self._alarm.heed(day, [*fresh, *records], now)
        return day

    def _settle(self, order: Order, records: list[Record]) -> Accepted | Refusal:
        """Decide one order, apply and note its events."""
        day, body = self._require_day(), fingerprint(order.command)
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
        return day.accepted.get(order.command_id) or Accepted(body, day.version)

    def _moment(self, day: Day) -> datetime:
        """Never before the last event's, whatever the machine's clock does."""
        now = self._clock.now()
        return now if day.last_at is None else max(now, day.last_at)

    def _require_day(self) -> Day:
        if self._day is None:
            raise RuntimeError("the day has not been read")
        return self._day


def _outcome(day: Day, order: Order, accepted: Accepted) -> Outcome:
    ticket = None if accepted.ticket_id is None else day.tickets[accepted.ticket_id]
    if ticket is None:
        return Outcome(accepted.version)
    return Outcome(
        version=accepted.version,
        ticket_id=ticket.id,
        number=ticket.number,
        state=ticket.state.value,
        call=accepted.call,
        ahead=ahead(day, ticket) if isinstance(order.command, IssueTicket) else None,
    )
