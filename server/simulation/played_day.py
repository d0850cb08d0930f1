"""One office's day under a clock of its own: commands go in, and moments come when they are due.

The rules are the real ones: `decide` answers, `apply` records, the clock's own commands are
carried out when they fall due. Nothing is kept.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import Any

from protocol.refusals import Refusal
from server.queueing import commands as c
from server.queueing.apply import apply, opened
from server.queueing.decide import decide
from server.queueing.events import DayOpened, Event, Record
from server.queueing.office import Office
from server.queueing.schedule import Schedule
from server.queueing.timers import Due, follow_up, next_due

Act = Callable[[], None]


class PlayedDay:
    """The day, its clock, and what people are going to do."""

    def __init__(self, office: Office, schedule: Schedule, start: datetime) -> None:
        self.now = start
        self.day = opened(Record(1, start, "clock", DayOpened(office, schedule), "open", ""))
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._acts = 0
        self._due: Due | None = None
        self._watching: list[Callable[[Event], None]] = []

    def watch(self, look: Callable[[Event], None]) -> None:
        """Have `look` told of each event as soon as it is applied."""
        self._watching.append(look)

    def at(self, moment: datetime, act: Act) -> None:
        """Have something done then; what was asked for first is done first."""
        self._acts += 1
        heappush(self._agenda, (max(moment, self.now), self._acts, act))

    def after(self, seconds: float, act: Act) -> None:
        """Have something done so many seconds from now."""
        self.at(self.now + timedelta(seconds=seconds), act)

    def run(self, until: datetime) -> None:
        """Let time pass, and everything happen that is due."""
        while True:
            self._due = next_due(self.day, self.now)
            coming = [each[0] for each in self._agenda[:1]]
            coming += [self._due.at] if self._due is not None else []
            if not coming or min(coming) > until:
                self.now = until
                return
            if self._due is not None and self._due.at == min(coming):
                self.now = max(self.now, self._due.at)
                self.give(self._due.command, self._due.command_id)
            else:
                moment, _, act = heappop(self._agenda)
                self.now = max(self.now, moment)
                act()

    def give(self, command: c.Command, command_id: str = "") -> list[Event] | Refusal:
        """A command, and what the clock does at once after it."""
        answer = self._carry_out(command, command_id or f"act-{self.day.version}")
        if not isinstance(answer, Refusal) and (due := follow_up(self.day, self.now)):
            self._carry_out(due.command, due.command_id)
        return answer

    def press(self, kind: type[c.CounterCommand], counter: str, **more: Any) -> bool:
        """A key at a desk whose screen is right; whether it did something."""
        today = self.day.counters[counter]
        based_on = c.BasedOn(today.ticket_id, today.last_call)
        return not isinstance(self.give(kind(counter, based_on, **more)), Refusal)

    def _carry_out(self, command: c.Command, command_id: str) -> list[Event] | Refusal:
        events = decide(self.day, command, self.now)
        if isinstance(events, Refusal):
            return events
        for event in events:
            version = self.day.version + 1
            apply(self.day, Record(version, self.now, "simulation", event, command_id, ""))
            for look in self._watching:
                look(event)
        return events
