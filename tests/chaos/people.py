"""Kiosks, desks and displays at work, by the same client as the real ones, and their load.

Whatever was sent and not answered is sent again, the very same, until it is answered: as kiosks
and desks do. What is answered goes into the ledger.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import date
from typing import TypeVar

from protocol.commands import BasedOnBody, CommandBody, ConfirmBody, CounterBody, IssueBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply, IssueReply
from protocol.snapshots import DeskSnapshot, HallSnapshot
from terminal.backoff import Backoff
from terminal.client import Client
from terminal.stream import Arrived
from tests.chaos.ledger import Called, Given, Ledger, Shown
from tests.chaos.office import COUNTERS, DAY, ID, SERVICES

T = TypeVar("T")

NOT_NOW = {
    RefusalCode.SERVER_UNREACHABLE,
    RefusalCode.STORAGE_UNAVAILABLE,
    RefusalCode.STOPPING,
    RefusalCode.ANSWER_UNREADABLE,
}
"""After these the same command is sent again."""

ATTEMPT_SECONDS = 1.5
PATIENCE_SECONDS = 0.5
GAP_SECONDS = 0.01
LAST_SECONDS = 120.0
"""How long people may take to end what they are at, once the fault is over."""

Keys = Callable[[str, str], str]
"""The key of a machine, by its kind and name."""


class Person:
    """Somebody at a machine: `work` goes on until `stop` is set, and ends what it is at."""

    kind = ""

    def __init__(self, url: str, office: str, keys: Keys, name: str, ledger: Ledger) -> None:
        self.name, self.ledger = name, ledger
        self.stop = asyncio.Event()
        self._client = Client(
            url,
            office,
            keys(self.kind, name),
            self.kind,
            name,
            attempt_seconds=ATTEMPT_SECONDS,
            patience_seconds=PATIENCE_SECONDS,
            backoff=Backoff(0.02, 0.1),
        )

    async def work(self) -> None:
        """Until told to stop."""
        async with self._client:
            await self._work()

    async def _work(self) -> None:
        raise NotImplementedError

    async def _sent(self, path: str, body: CommandBody, reply: type[T]) -> T | Refusal:
        """The answer to a command, which is sent until there is one."""
        while True:
            answer = await self._client.command(path, body, reply)
            if not isinstance(answer, Refusal):
                return answer
            if answer.code not in NOT_NOW:
                self.ledger.refusals[answer.code] += 1
                return answer
            self.ledger.unanswered += 1
            await asyncio.sleep(GAP_SECONDS)

    async def _asked(self, path: str, type_: type[T]) -> T:
        while True:
            answer = await self._client.get(path, type_)
            if not isinstance(answer, Refusal):
                return answer
            self.ledger.unanswered += 1
            await asyncio.sleep(GAP_SECONDS)


class Kiosk(Person):
    """Gives one number after the other, for one service, and confirms each."""

    kind = "kiosk"

    def __init__(
        self, url: str, office: str, keys: Keys, name: str, ledger: Ledger, service: str, day: date
    ) -> None:
        super().__init__(url, office, keys, name, ledger)
        self._service, self._day = service, day

    async def _work(self) -> None:
        while not self.stop.is_set():
            body = IssueBody(
                command_id=secrets.token_urlsafe(12),
                day=self._day,
                ticket_id=secrets.token_hex(8),
                token=secrets.token_urlsafe(16),
                services=(self._service,),
            )
            reply = await self._sent("tickets", body, IssueReply)
            if isinstance(reply, IssueReply):
                self.ledger.given.append(
                    Given(self._day, reply.ticket_id, reply.number, self._service, self.name)
                )
                await self._confirm(reply.ticket_id)
            else:
                await self._wonder(reply)

    async def _confirm(self, ticket_id: str) -> None:
        body = ConfirmBody(command_id=secrets.token_urlsafe(12), day=self._day)
        await self._sent(f"tickets/{ticket_id}/confirm", body, CommandReply)

    async def _wonder(self, refusal: Refusal) -> None:
        """No number now: perhaps it is another day."""
        if refusal.code is RefusalCode.OTHER_DAY:
            self._day = date.fromisoformat(refusal.params["today"])
        await asyncio.sleep(GAP_SECONDS)


class Desk(Person):
    """Calls whoever is next, and the next after `pace` seconds, as its screen shows the counter."""

    kind = "desk"

    def __init__(
        self,
        url: str,
        office: str,
        keys: Keys,
        name: str,
        ledger: Ledger,
        counter: str,
        pace: float,
    ) -> None:
        super().__init__(url, office, keys, name, ledger)
        self._counter, self._pace = counter, pace

    async def _work(self) -> None:
        while not self.stop.is_set():
            snapshot = await self._asked("desk", DeskSnapshot)
            shown = next(each for each in snapshot.counters if each.id == self._counter)
            action = "call-next" if shown.ticket_id is None else "finish-and-next"
            if shown.state != "open":
                action = "open"
            body = CounterBody(
                command_id=secrets.token_urlsafe(12),
                day=snapshot.hall.id.day,
                based_on=BasedOnBody(shown.ticket_id, shown.last_call),
            )
            path = f"counters/{self._counter}/{action}"
            reply = await self._sent(path, body, CommandReply)
            if isinstance(reply, CommandReply) and action != "open":
                self._note(snapshot.hall.id.day, reply)
                await asyncio.sleep(self._pace)
            else:
                await asyncio.sleep(GAP_SECONDS)

    def _note(self, day: date, reply: CommandReply) -> None:
        if reply.call is None or reply.ticket_id is None or reply.number is None:
            return  # nobody was there to be called
        self.ledger.called.append(
            Called(day, reply.ticket_id, reply.number, self._counter, reply.call)
        )


class Display(Person):
    """Shows every call that it hears of, and remembers which it has shown."""

    kind = "display"

    async def _work(self) -> None:
        shown = self.ledger.shown.setdefault(self.name, {})
        arrived = self.ledger.arrived.setdefault(self.name, [])
        async with aclosing(self._client.stream("stream", HallSnapshot)) as events:
            async for event in events:
                if isinstance(event, Arrived):
                    hall: HallSnapshot = event.snapshot
                    newest = max((call.call for call in hall.calls), default=0)
                    arrived.append((hall.id.day, newest))
                    for call in hall.calls:
                        shown[hall.id.day, call.call] = Shown(call.number, call.counter)


class Load:
    """Everybody at once."""

    def __init__(
        self, ways: Callable[[str], str], office: str, keys: Keys, ledger: Ledger, day: date
    ) -> None:
        """`ways`: the server's address for a machine of this kind, asked once for each."""
        self._ways, self._office, self._keys = ways, office, keys
        self._ledger, self._day = ledger, day
        self._workers: list[Person] = []
        self._displays: list[Person] = []
        self._tasks: dict[Person, asyncio.Task[None]] = {}

    def begin(
        self,
        services: Sequence[str] = SERVICES,
        counters: Sequence[str] = COUNTERS,
        pace: float = 0,
    ) -> None:
        """One kiosk for each of `services`, one desk for each of `counters`, and a display.

        A display is told the last 24 calls: where it is kept away while desks go on, their `pace`
        must be such that it can have missed no more.
        """
        for index, service in enumerate(services, 1):
            self._add(Kiosk(*self._way("kiosk", f"kiosk-{index}"), service, self._day))
        for counter in counters:
            self._add(Desk(*self._way("desk", f"desk-{counter}"), counter, pace))
        self._add(Display(*self._way("display", "display-1")), shows=True)

    def _way(self, kind: str, name: str) -> tuple[str, str, Keys, str, Ledger]:
        return self._ways(kind), self._office, self._keys, name, self._ledger

    def _add(self, person: Person, *, shows: bool = False) -> None:
        (self._displays if shows else self._workers).append(person)
        self._tasks[person] = asyncio.create_task(person.work())

    async def grows(self, by: int) -> None:
        """Until so many more numbers and calls have been acknowledged. Fails with the load."""
        wanted = self._ledger.acknowledged + by
        while self._ledger.acknowledged < wanted:
            self._fail_with_load()
            await asyncio.sleep(GAP_SECONDS)

    async def are_refused(self, times: int) -> None:
        """Until so many more commands have found no answer. Fails with the load."""
        wanted = self._ledger.unanswered + times
        while self._ledger.unanswered < wanted:
            self._fail_with_load()
            await asyncio.sleep(GAP_SECONDS)

    async def finish(self) -> None:
        """Let everybody end what they are at, and the displays show all that was called."""
        for person in self._workers:
            person.stop.set()
        async with asyncio.timeout(LAST_SECONDS):
            await asyncio.gather(*(self._tasks[person] for person in self._workers))
            while not self._is_all_shown():
                self._fail_with_load()
                await asyncio.sleep(GAP_SECONDS)

    def _is_all_shown(self) -> bool:
        """Whether each display has shown the last call that a desk knows of."""
        last = max(((each.day, each.call) for each in self._ledger.called), default=None)
        return last is None or all(last in shown for shown in self._ledger.shown.values())

    def _fail_with_load(self) -> None:
        for task in self._tasks.values():
            if task.done() and not task.cancelled():
                task.result()

    async def end(self) -> None:
        """Whatever they are at."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


@asynccontextmanager
async def load(
    ways: Callable[[str], str] | str, keys: Keys, ledger: Ledger, office: str = ID, day: date = DAY
) -> AsyncIterator[Load]:
    """People who go home at the end of the block, however it ends."""
    people = Load((lambda _: ways) if isinstance(ways, str) else ways, office, keys, ledger, day)
    try:
        yield people
    finally:
        await people.end()
