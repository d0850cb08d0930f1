"""The one writer of an office's day in this process.

It takes all orders that wait, has them decided and kept together, and only then answers and
publishes. While a commit is under way orders gather, so a busy office commits in groups without a
timer. Nobody is left without an answer, whatever happens, and an order that makes the rules fail
takes no other order with it.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Protocol, TypeVar

import structlog
from msgspec import Struct

from protocol.refusals import Refusal, RefusalCode
from server.journal.errors import JournalUnreadableError, StorageError
from server.journal.journal import Journal
from server.journal.session import Head
from server.office.alarm import Alarm
from server.office.clock import OfficeClock
from server.office.kept_day import KeptDay
from server.office.orders import Order, Outcome
from server.queueing.day import Day
from server.queueing.events import Record
from server.queueing.office import Office
from server.queueing.schedule import Schedule

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
        self._clock, self._audience = clock, audience
        self._alarm = Alarm(clock.now)
        self._kept = KeptDay(journal, clock, office, schedule, (audience, self._alarm))
        self._tasks: list[_Task] = []
        self._wake = asyncio.Event()
        self._stopping = False
        self._behind = False  # another process has added to the day
        self.problem: str | None = None  # why this day cannot be written, for /readyz

    @property
    def date(self) -> date:
        """The date of this day."""
        return self._kept.date

    async def carry_out(self, order: Order) -> Outcome | Refusal:
        """Decide and keep a command. Raises StorageError if it could not be kept."""
        if self._stopping:
            return Refusal(RefusalCode.STOPPING)
        answer: Outcome | Refusal = await self._enqueue(order=order)
        return answer

    async def look(self, question: Callable[[Day], T]) -> T:
        """The answer to a question about the committed day. Raises StorageError if unreadable."""
        if self._stopping:
            raise StorageError("the office is being closed")
        answer: T = await self._enqueue(look=question)
        return answer

    def refresh(self, head: Head) -> None:
        """Another process added to the day: read it soon, and publish it."""
        if self._kept.day is not None and head.version > self._kept.day.version:
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
            is_done = not await self._obey_clock()
            tasks, self._tasks = self._tasks[:MOST_IN_A_BATCH], self._tasks[MOST_IN_A_BATCH:]
            if tasks or self._behind or self.problem is not None:
                await self._work(tasks)
            is_last = self._stopping and is_done and not self._tasks
            await self._publish()
            if is_last:
                return

    async def _enqueue(
        self, order: Order | None = None, look: Callable[[Day], Any] | None = None
    ) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._tasks.append(_Task(future, order, look))
        self._wake.set()
        return await future  # a caller that goes away cancels its own, and nothing else

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

    async def _obey_clock(self) -> bool:
        """Carry out the clock's own command, if one is due. True if there may be another.

        Alone in its batch, so that it can do no harm to what people want.
        """
        if self._kept.day is None or self.problem is not None:
            return False
        due = self._alarm.due(self._kept.day)
        if due is None:
            return False
        order = Order(due.command_id, self.date, "clock", due.command)
        await self._work([_Task(asyncio.get_running_loop().create_future(), order)])
        return self.problem is None

    async def _publish(self) -> None:
        wait = self._audience.publish_in()
        if self._kept.day is not None and wait is not None and (wait <= 0 or self._stopping):
            await asyncio.sleep(0)  # let those go who have their answer: the rest is for all
            self._audience.publish(self._kept.day)

    async def _work(self, tasks: Sequence[_Task]) -> None:
        """One batch, and its answers."""
        try:
            answers = await self._keep(tasks)
        except StorageError as error:
            self._cannot_keep(tasks, error)
        except asyncio.CancelledError:
            for task in tasks:
                task.future.cancel()
            raise
        except Exception as error:  # a fault of ours: find the order that it belongs to
            if len(tasks) > 1:
                for task in tasks:
                    await self._work([task])
                return
            log.exception("order_failed", office=self._kept.office_id)
            self.problem = f"{type(error).__name__}; see the log"
            _fail(tasks, error)
        else:
            self._answer(tasks, answers)

    async def _keep(self, tasks: Sequence[_Task]) -> list[Outcome | Refusal]:
        """Carry out the orders; for looks alone only read, which works while writing does not."""
        orders = [task.order for task in tasks if task.order is not None]
        is_retry = not tasks and self.problem is not None
        if orders or is_retry:
            self._behind = False
            answers = await self._kept.carry_out(orders)
            self.problem = None
            return answers
        if self._kept.day is None or self._behind:
            self._behind = False
            await self._kept.follow()
        if self._kept.day is None:  # nobody has opened it yet
            await self._kept.carry_out([])
        return []

    def _cannot_keep(self, tasks: Sequence[_Task], error: StorageError) -> None:
        if self.problem != str(error):
            log.error("journal_unavailable", office=self._kept.office_id, error=str(error))
        self.problem = str(error)
        if isinstance(error, JournalUnreadableError):
            for task in tasks:
                if task.order is not None and not task.future.done():
                    task.future.set_result(Refusal(RefusalCode.OFFICE_READ_ONLY))
        _fail(tasks, error)

    def _answer(self, tasks: Sequence[_Task], answers: list[Outcome | Refusal]) -> None:
        day, remaining = self._kept.day, iter(answers)
        for task in tasks:
            answer: Any = None
            if task.order is not None:
                answer = next(remaining)
            elif task.look is not None and day is not None and not task.future.done():
                try:
                    answer = task.look(day)
                except Exception as error:  # noqa: BLE001 - it belongs to whoever asked
                    _fail([task], error)
            if not task.future.done():
                task.future.set_result(answer)


def _fail(tasks: Sequence[_Task], error: Exception) -> None:
    for task in tasks:
        if not task.future.done():
            task.future.set_exception(error)
            task.future.exception()  # whoever went away leaves nothing to report
