"""One office as this process runs it: today's writer, the change of days, and its streams.

A day is read when somebody first watches or commands it. At the office's midnight the next one
follows, and the streams go on with it.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec
import structlog

from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import DeskSnapshot, HallSnapshot, TicketView, Words
from server.configuration.office_settings import OfficeSettings
from server.journal.contacts import SealedContact
from server.journal.errors import JournalUnreadableError, StorageError
from server.journal.journal import Journal
from server.journal.texts import TextKind
from server.office.clock import OfficeClock
from server.office.day_ahead import DayAhead
from server.office.desk_view import desk_snapshot
from server.office.first_orders import configuring, going_on
from server.office.former_days import FormerDays
from server.office.hall_view import hall_snapshot
from server.office.orders import Order, Outcome
from server.office.publisher import Publisher
from server.office.subscriptions import Subscription
from server.office.writer import Writer
from server.queueing.commands import HoldLeases
from server.queueing.day import Day

log = structlog.get_logger()
T = TypeVar("T")


class LiveOffice:
    """What the web knows of an office."""

    def __init__(self, settings: OfficeSettings, journal: Journal, clock: OfficeClock) -> None:
        """Nothing is read before the first question."""
        self.settings, self.clock = settings, clock
        self.id = settings.office.id
        self._journal = journal
        self._former = FormerDays(settings, journal, clock)
        self._ahead = DayAhead(settings, journal, clock)
        self.publisher = Publisher(journal.epoch, clock, settings.presentation)
        self._writer: Writer | None = None
        self._work: dict[Writer, asyncio.Task[None]] = {}
        self._midnights: set[asyncio.Task[None]] = set()
        self._changing = asyncio.Lock()
        self._stopping = False

    @property
    def epoch(self) -> str:
        """Which journal the office's versions and calls count in."""
        return self._journal.epoch

    @property
    def problem(self) -> str | None:
        """Why the office cannot be written now, or None."""
        return self._writer.problem if self._writer else None

    def today(self) -> date:
        """The date by the office's own clock."""
        return self.clock.now().astimezone(ZoneInfo(self.settings.office.timezone)).date()

    def day_ahead(self) -> date | None:
        """The next open day, of which kiosks may hold numbers already; None: they may not."""
        return self._ahead.date_after(self.today())

    async def carry_out(self, order: Order) -> Outcome | Refusal:
        """Decide and keep a command: of today, or the leases of the next open day.

        Raises StorageError if it could not be kept.
        """
        writer = await self._today_writer()
        if isinstance(order.command, HoldLeases) and order.day == self.day_ahead():
            return await self._ahead.carry_out(order)
        if order.day != writer.date:
            params = {"day": order.day.isoformat(), "today": writer.date.isoformat()}
            return Refusal(RefusalCode.OTHER_DAY, params)
        return await writer.carry_out(order)

    async def hand_in(self, orders: Sequence[Order]) -> list[Outcome | Refusal]:
        """Decide and keep what a kiosk gave while we were away: tickets of one day, maybe a former.

        Raises StorageError if some could not be kept; handing in again does no harm.
        """
        writer = await self._today_writer()
        day = orders[0].day
        if day < writer.date:
            return await self._former.hand_in(day, orders)
        return await asyncio.gather(*(self.carry_out(order) for order in orders))

    async def check(self) -> None:
        """Find out whether today can be read and written now. Raises StorageError if not."""
        async with self._journal.batch(self.id, self.today()):
            pass  # locking the day's head is enough, and keeps nothing

    async def look(self, question: Callable[[Day], T]) -> T:
        """The answer to a question about today. Raises StorageError if it cannot be read."""
        return await (await self._today_writer()).look(question)

    async def look_at(self, date: date, question: Callable[[Day], T]) -> T:
        """The same about another day, too. Raises StorageError if it cannot be read."""
        writer = await self._today_writer()
        look = writer.look(question) if date == writer.date else self._ahead.look(date, question)
        return await look

    def hall_to_come(self, day: Day) -> HallSnapshot | None:
        """What the hall will see on a day that is to come; None: it has come."""
        return self._ahead.hall(day) if day.schedule.date > self.today() else None

    async def hall(self) -> HallSnapshot:
        """What the hall sees now."""
        return await self.look(
            lambda day: hall_snapshot(
                day, self._journal.epoch, self.clock.view(), self.settings.presentation
            )
        )

    async def desk(self) -> DeskSnapshot:
        """What staff see now."""
        return await self.look(
            lambda day: desk_snapshot(
                day, self._journal.epoch, self.clock.view(), self.settings.presentation
            )
        )

    async def ticket_view(self, ticket_id: str) -> TicketView:
        """What a visitor sees now; the ticket must be known."""
        return await self.look(lambda day: self.publisher.visitor_view(day, ticket_id))

    async def former_ticket_view(self, token_hash: str) -> TicketView | None:
        """What became of a ticket of the last few days, by its secret's hash."""
        return await self._former.ticket_view(token_hash, self.today())

    async def ticket_id_by_token(self, token_hash: str) -> str | None:
        """Whose secret this is, by its hash."""
        return await self.look(lambda day: day.ids_by_token.get(token_hash))

    async def ticket_id_by_number(self, number: str) -> str | None:
        """Whose number this is."""
        return await self.look(
            lambda day: next((t.id for t in day.tickets.values() if t.number == number), None)
        )

    async def note(self, note_id: str) -> str | None:
        """What a colleague wrote today; None if there is no such note, or not any more."""
        return await self._journal.text(self.id, self.today(), TextKind.NOTE, note_id)

    async def contacts(self, ticket_id: str) -> list[SealedContact]:
        """The personal data that is kept of a ticket of today, encrypted."""
        return await self._journal.contacts(self.id, self.today(), ticket_id)

    async def find_by_contact(self, kind: str, look_ups: Sequence[str]) -> list[str]:
        """The ids of today's tickets that some personal data belongs to."""
        return await self._journal.find_by_contact(self.id, self.today(), kind, look_ups)

    async def notice_words(self, notice_id: str) -> Words | None:
        """The words of a notice that is shown now, by language; None if there is none.

        Another process may have posted it a moment ago; what is kept of today is shown then.
        """
        notice = await self.look(lambda day: day.notices.get(notice_id))
        if notice is not None and notice.ended_at is not None:
            return None
        kept = await self._journal.text(self.id, self.today(), TextKind.NOTICE, notice_id)
        return None if kept is None else msgspec.json.decode(kept, type=Words)

    async def hall_stream(self) -> Subscription:
        """Follow the hall, from now on."""
        return await self.look(self.publisher.follow_hall)

    async def desk_stream(self) -> Subscription:
        """Follow the whole queue, from now on."""
        return await self.look(self.publisher.follow_desk)

    async def ticket_stream(self, ticket_id: str) -> Subscription:
        """Follow one visitor's own line, from now on; the ticket must be known."""
        return await self.look(lambda day: self.publisher.follow_ticket(day, ticket_id))

    async def stop(self) -> None:
        """Finish what has been sent, and end all streams."""
        self._stopping = True
        self.publisher.end()
        for writer in tuple(self._work):
            await self._finish(writer)
        for task in tuple(self._midnights):
            task.cancel()

    async def _today_writer(self) -> Writer:
        """Today's writer; at the first question of a date the last one's ends."""
        if self._stopping:
            raise StorageError("the office is being closed")
        if self._writer is None or self._writer.date != self.today():
            async with self._changing:
                if self._writer is None or self._writer.date != self.today():
                    await self._change_day()
        if self._writer is None:
            raise RuntimeError("no day was begun")
        return self._writer

    async def _change_day(self) -> None:
        if self._writer is not None:
            former, self._writer = self._writer, None
            await self._finish(former)
        await self._end_former_days()
        self._writer = self._begin(self.today())
        midnight = asyncio.create_task(self._follow_midnight(self._writer))
        self._midnights.add(midnight)
        midnight.add_done_callback(self._midnights.discard)
        await self._configure(self._writer)
        await self._go_on_restored(self._writer)

    def _begin(self, day: date) -> Writer:
        schedule = self.settings.schedule(day)
        writer = Writer(self._journal, self.clock, self.settings.office, schedule, self.publisher)
        self._work[writer] = asyncio.create_task(self._run(writer))
        return writer

    async def _finish(self, writer: Writer) -> None:
        writer.stop()
        await self._work.pop(writer)

    async def _run(self, writer: Writer) -> None:
        """Let a writer work, and hear of what other processes write on its day."""
        with self._journal.watch(self.id, writer.date, writer.refresh):
            await writer.run()

    async def _configure(self, writer: Writer) -> None:
        """Let a file that was changed since the day was opened take effect."""
        with suppress(StorageError):  # the writer has noted and logged it
            version = await writer.look(lambda day: day.version)
            await writer.carry_out(configuring(self.settings, writer.date, version))

    async def _go_on_restored(self, writer: Writer) -> None:
        """After a backup was restored, let no number be given again."""
        order = going_on(self.settings, self._journal, self.clock, writer.date)
        if order is not None:
            with suppress(StorageError):
                await writer.carry_out(order)

    async def _end_former_days(self) -> None:
        """Let the clock end days that were left open when the server was away at midnight.

        One that cannot be read stays as it is, and keeps nobody from today.
        """
        for head in await self._journal.open_days(self.id, self.today()):
            writer = self._begin(head.date)
            try:
                await writer.look(lambda day: day.version)
            except JournalUnreadableError as error:
                log.error("former_day_unreadable", office=self.id, error=str(error))
            finally:
                await self._finish(writer)

    async def _follow_midnight(self, writer: Writer) -> None:
        """When this writer's date is over, begin the next, if anybody watches."""
        while writer is self._writer and not self._stopping:
            await asyncio.sleep(
                min(60.0, self.clock.seconds_until(self.settings.schedule(writer.date).ends_at))
                + 0.05
            )
            if self.today() != writer.date and writer is self._writer and self.publisher.watchers:
                await self.look(self.publisher.publish)
