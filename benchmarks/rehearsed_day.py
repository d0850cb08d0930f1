"""A whole busy day, decided by the real rules in no time: no server, no waiting.

Visitors come as in the demo, one clerk sits at each counter as its plan says, and the clock does
what falls due. The same seed gives the same day, event for event.
"""

import base64
import heapq
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count

from demo.staff import shifts_of
from protocol.refusals import Refusal
from server.configuration import OfficeSettings
from server.office.orders import fingerprint, token_hash
from server.queueing import commands as c
from server.queueing.apply import apply, opened
from server.queueing.day import CounterState, Day
from server.queueing.decide import decide
from server.queueing.events import DayOpened, Record
from server.queueing.ticket import TicketState
from server.queueing.timers import next_due
from server.simulation.arrivals import ServiceTimes, Visitor, visitors_of_a_day

BEFORE_NUMBERS = timedelta(minutes=5)
WALK = timedelta(seconds=25)
READS = timedelta(seconds=8)
"""How long the kiosk shows the number before it is confirmed."""


class RehearsedDay:
    """One day of one office. `records` is what a journal would hold of it."""

    def __init__(self, settings: OfficeSettings, day: date, visitors: int, seed: int = 1) -> None:
        """Raises ValueError if the office is closed on that day."""
        schedule = settings.schedule(day)
        if schedule.tickets_from is None or schedule.tickets_until is None:
            raise ValueError(f"{settings.office.id} gives no numbers on {day}")
        self._settings, self._chance = settings, random.Random(seed)
        self._agenda: list[tuple[datetime, int, Callable[[], object]]] = []
        self._order = count()
        self._times = ServiceTimes(seed)
        self._due_to_rest: set[str] = set()
        self._absent: set[str] = set()
        self.now = schedule.tickets_from - BEFORE_NUMBERS
        opening = DayOpened(settings.office, schedule)
        first = Record(1, self.now, "clock", opening, f"open:{day.isoformat()}", "")
        self.records = [first]
        self.day: Day = opened(first)
        demand = {service.id: 1.0 for service in settings.office.services if not service.elsewhere}
        for visitor in visitors_of_a_day(
            visitors,
            schedule.tickets_from,
            schedule.tickets_until - timedelta(minutes=1),
            demand,
            settings.office.languages,
            seed,
        ):
            self._at(visitor.comes_at, partial(self._come, visitor))
        self._plan_shifts(schedule.tickets_from)

    def run(self) -> list[Record]:
        """To the end of the day."""
        while not self.day.ended:
            due = next_due(self.day, self.now)
            if self._agenda and (due is None or self._agenda[0][0] < due.at):
                moment, _, act = heapq.heappop(self._agenda)
                self.now = max(self.now, moment)
                act()
            elif due is not None:
                self.now = max(self.now, due.at)
                self._carry_out(due.command, "clock", due.command_id)
            self._call_for_idle_counters()
        return self.records

    def _at(self, moment: datetime, act: Callable[[], object]) -> None:
        heapq.heappush(self._agenda, (moment, next(self._order), act))

    def _plan_shifts(self, on: datetime) -> None:
        office = self._settings.office
        for counter in office.counters:
            plan = [(span.opens, span.closes) for span in counter.plan]
            shifts = shifts_of(plan, on, office.timezone)
            for start, end in shifts:
                self._at(start, partial(self._press, c.OpenCounter, counter.id))
                if (start, end) != shifts[-1]:
                    self._at(end, partial(self._rest, counter.id))

    def _come(self, visitor: Visitor) -> None:
        ticket_id = self._chance.randbytes(16).hex()
        token = self._secret()
        command = c.IssueTicket(
            ticket_id,
            token_hash(token),
            visitor.services,
            visitor.priority,
            visitor.language,
            visitor.party_size,
        )
        if self._carry_out(command, "kiosk:kiosk-1"):
            if not visitor.comes_when_called:
                self._absent.add(ticket_id)
            confirmation = c.ConfirmTicket(ticket_id)
            self._at(self.now + READS, partial(self._carry_out, confirmation, "kiosk:kiosk-1"))

    def _rest(self, counter: str) -> None:
        """Pause, after the ticket in hand where there is one."""
        ticket = self.day.in_hand(counter)
        if ticket is None or ticket.state is TicketState.CALLED:
            self._press(c.PauseCounter, counter)
        else:
            self._due_to_rest.add(counter)

    def _call_for_idle_counters(self) -> None:
        """Whoever has free hands calls the next one."""
        for counter, today in self.day.counters.items():
            if today.state is CounterState.OPEN and today.ticket_id is None:
                self._press(c.CallNext, counter)
                self._expect(counter)

    def _expect(self, counter: str) -> None:
        """The visitor called comes, is served, and leaves; or does not come."""
        ticket = self.day.in_hand(counter)
        if ticket is not None and ticket.id not in self._absent:
            self._at(self.now + WALK, partial(self._serve, counter, ticket.id))

    def _serve(self, counter: str, ticket_id: str) -> None:
        ticket = self.day.in_hand(counter)
        if ticket is None or ticket.id != ticket_id or ticket.state is not TicketState.CALLED:
            return  # the counter paused meanwhile
        self._press(c.StartService, counter)
        usual = self.day.service(ticket.service).minutes
        self._at(self.now + self._times.draw(usual), partial(self._finish, counter))

    def _finish(self, counter: str) -> None:
        if counter in self._due_to_rest:
            self._due_to_rest.discard(counter)
            self._press(c.FinishService, counter)
            self._press(c.PauseCounter, counter)
            return
        self._press(c.FinishAndNext, counter)
        self._expect(counter)

    def _press(self, kind: type[c.CounterCommand], counter: str) -> bool:
        today = self.day.counters[counter]
        command = kind(counter, c.BasedOn(today.ticket_id, today.last_call))
        return self._carry_out(command, f"desk:desk-{counter}")

    def _carry_out(self, command: c.Command, actor: str, command_id: str = "") -> bool:
        """Decide and apply, as the office's writer does; whether it was accepted."""
        events = decide(self.day, command, self.now)
        if isinstance(events, Refusal):
            return False
        command_id, body = command_id or self._secret(), fingerprint(command)
        for event in events:
            record = Record(self.day.version + 1, self.now, actor, event, command_id, body)
            apply(self.day, record)
            self.records.append(record)
        return True

    def _secret(self) -> str:
        return base64.urlsafe_b64encode(self._chance.randbytes(16)).rstrip(b"=").decode()
