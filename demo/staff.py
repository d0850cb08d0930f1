"""The desks of the demo: one clerk for each counter, who works as the counter's plan says."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from demo.crowd import wait_until
from protocol.commands import BasedOnBody, CounterBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply
from protocol.snapshots import DeskCounter, DeskSnapshot, DeskTicket
from server.simulation.arrivals import ServiceTimes
from terminal.client import Client
from terminal.clock import OfficeClock
from terminal.identity import new_command_id

WALK = timedelta(seconds=25)
LOOK_AGAIN = timedelta(seconds=20)

Shift = tuple[datetime, datetime]


class Hall:
    """The desks' newest snapshot, and waiting for one."""

    def __init__(self) -> None:
        """Nothing is known before the first `show`."""
        self._latest: DeskSnapshot | None = None
        self._news = asyncio.Condition()

    async def show(self, snapshot: DeskSnapshot) -> None:
        """A newer snapshot has come."""
        async with self._news:
            self._latest = snapshot
            self._news.notify_all()

    async def at_least(self, version: int) -> DeskSnapshot:
        """The newest snapshot, once it is not older than `version`."""
        async with self._news:
            await self._news.wait_for(
                lambda: self._latest is not None and self._latest.hall.id.version >= version
            )
            if self._latest is None:
                raise RuntimeError("waited for nothing")
            return self._latest


class Clerk:
    """Serves at one counter, by the same commands as a person at a desk."""

    def __init__(
        self,
        client: Client,
        clock: OfficeClock,
        hall: Hall,
        counter_id: str,
        times: ServiceTimes,
        absent: set[str],
    ) -> None:
        """`absent`: ids of tickets whose visitors do not come when called."""
        self._client, self._clock, self._hall = client, clock, hall
        self.counter_id, self._times, self._absent = counter_id, times, absent
        self._version = 0
        self.served = 0

    async def work(self, shifts: list[Shift]) -> None:
        """Open for each shift; with the last one over, until nobody waits here."""
        for index, (start, end) in enumerate(shifts):
            await wait_until(self._clock, start)
            await self._press("open")
            is_last = index == len(shifts) - 1
            while self._clock.now() < end or (is_last and await self._somebody_waits()):
                if not await self._serve_one():
                    await wait_until(self._clock, self._clock.now() + LOOK_AGAIN)
            await self._press("close" if is_last else "pause")

    async def _serve_one(self) -> bool:
        """Call, wait, serve, finish. False if nobody was waiting."""
        called = await self._press("call-next")
        if isinstance(called, Refusal):
            if called.code is RefusalCode.SCREEN_OUT_OF_DATE:
                self._version += 1  # somebody else acts at this counter: look again
            return False
        await self._pass(WALK)
        snapshot, counter = await self._look()
        ticket = _in_hand(snapshot, counter)
        if ticket is None:
            return True
        if ticket.id in self._absent:
            await self._pass(WALK)
            await self._press("recall")
            await self._pass(WALK)
            await self._press("no-show")
            return True
        await self._press("start")
        usual = next(each.minutes for each in snapshot.hall.services if each.id == ticket.service)
        await self._pass(self._times.draw(usual))
        if not isinstance(await self._press("finish"), Refusal):
            self.served += 1
        return True

    async def _press(self, action: str) -> CommandReply | Refusal:
        """One key: based on what the counter's screen shows."""
        snapshot, counter = await self._look()
        body = CounterBody(
            command_id=new_command_id(),
            day=snapshot.hall.id.day,
            based_on=BasedOnBody(counter.ticket_id, counter.last_call),
        )
        path = f"counters/{self.counter_id}/{action}"
        reply = await self._client.command(path, body, CommandReply)
        if not isinstance(reply, Refusal):
            self._version = reply.version
        return reply

    async def _look(self) -> tuple[DeskSnapshot, DeskCounter]:
        snapshot = await self._hall.at_least(self._version)
        return snapshot, next(each for each in snapshot.counters if each.id == self.counter_id)

    async def _somebody_waits(self) -> bool:
        _, counter = await self._look()
        return counter.queue_length > 0

    async def _pass(self, time: timedelta) -> None:
        await wait_until(self._clock, self._clock.now() + time)


def shifts_of(plan: list[tuple[str, str]], day: datetime, timezone: str) -> list[Shift]:
    """The moments of a counter's plan on the date of `day`, given as wall clock "HH:MM"."""
    zone = ZoneInfo(timezone)
    date = day.astimezone(zone).date()

    def moment(text: str) -> datetime:
        hour, minute = map(int, text.split(":"))
        return datetime(date.year, date.month, date.day, hour, minute, tzinfo=zone)

    return [(moment(opens), moment(closes)) for opens, closes in plan]


def _in_hand(snapshot: DeskSnapshot, counter: DeskCounter) -> DeskTicket | None:
    return next((each for each in snapshot.tickets if each.id == counter.ticket_id), None)
