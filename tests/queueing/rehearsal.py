"""A day played through by function calls: what all tests of the rules stand on.

The office: services `a` and `b` with shares of one to two, `x` with two to three, `e` done
elsewhere; counters 1 (a, b), 2 (b, x) and 3 (x). Times are given on the office's own clock.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.apply import apply, opened
from server.queueing.day import CounterDay, Day
from server.queueing.decide import decide
from server.queueing.events import DayOpened, Event, Record, TicketIssued
from server.queueing.office import Counter, Office, Reason, Reasons, Service, Share
from server.queueing.schedule import Period, Schedule
from server.queueing.standing import Standing
from server.queueing.ticket import Ticket, TicketState
from server.queueing.timers import Due, follow_up, next_due, ticket_due

ZONE = ZoneInfo("Asia/Jakarta")
DATE = date(2026, 6, 23)


def clock(time: str) -> datetime:
    """A moment of the rehearsed date, given on the office's clock as "HH:MM" or "HH:MM:SS"."""
    local = datetime.combine(
        DATE, datetime.strptime(time, "%H:%M" + ":%S" * (len(time) > 5)).time()
    )
    return local.replace(tzinfo=ZONE).astimezone(ZoneInfo("UTC"))


def reasons(*ids: str) -> tuple[Reason, ...]:
    return tuple(Reason(reason, {"en": reason.title()}) for reason in ids)


OFFICE = Office(
    id="test",
    name="Test office",
    timezone="Asia/Jakarta",
    services=(
        Service("a", "A", {"en": "Cards"}, 5),
        Service("b", "B", {"en": "Families"}, 5),
        Service("x", "X", {"en": "Births"}, 3, share=Share(2, 3)),
        Service("e", "E", {"en": "Copies"}, 3, elsewhere={"en": "At the district office"}),
    ),
    counters=(
        Counter("1", 1, ("a", "b")),
        Counter("2", 2, ("b", "x")),
        Counter("3", 3, ("x",)),
    ),
    reasons=Reasons(
        issue=reasons("no_phone"),
        reprint=reasons("lost"),
        void=reasons("left"),
        priority=reasons("asked"),
        pause=reasons("meal"),
        suspend=reasons("system"),
    ),
)

SCHEDULE = Schedule(
    date=DATE,
    ends_at=clock("00:00") + timedelta(days=1),
    service=(Period(clock("08:00"), clock("12:00")), Period(clock("13:00"), clock("15:00"))),
    tickets_from=clock("07:00"),
    tickets_until=clock("14:00"),
)

CLOSED = Schedule(DATE, SCHEDULE.ends_at)


class Rehearsal:
    """An office's day, its clock, and the records that led to it."""

    def __init__(
        self,
        office: Office = OFFICE,
        schedule: Schedule = SCHEDULE,
        time: str = "08:00",
        days_before: int = 0,
    ) -> None:
        """`time`: when the day is opened, that day or so many before it."""
        self.now = clock(time) - timedelta(days=days_before)
        self.records = [Record(1, self.now, "clock", DayOpened(office, schedule), "open", "")]
        self.day: Day = opened(self.records[0])
        self.commands = 0

    # time

    def at(self, time: str) -> None:
        """Move the clock, without anything falling due by itself."""
        self.now = clock(time)

    def wait(self, seconds: float) -> None:
        """Let time pass, without anything falling due by itself."""
        self.now += timedelta(seconds=seconds)

    def due(self) -> Due | None:
        """The clock's next command."""
        return next_due(self.day, self.now)

    def due_command(self, ticket_id: str) -> c.Command:
        """What the clock does to a ticket, once its time has run out, to which the clock moves."""
        due = ticket_due(self.day, self.ticket(ticket_id))
        assert due is not None
        self.now = max(self.now, due.at)
        return due.command

    def run(self, until: str) -> list[Event]:
        """Let time pass and the clock do what falls due on the way, at its moment."""
        end, events = clock(until), []
        while (due := self.due()) is not None and due.at <= end:
            self.now = max(self.now, due.at)
            events += self.do(due.command, due.command_id)
        self.now = end
        return events

    # commands

    def attempt(
        self,
        command: c.Command,
        command_id: str = "",
        observe: Callable[[Event], None] = lambda event: None,
    ) -> list[Event] | Refusal:
        """Decide, and apply what was decided; `observe` is told each event then.

        What the clock does at once after it (letting people in) is done, too.
        """
        events = self._carry_out(command, command_id, observe)
        if not isinstance(events, Refusal) and (due := follow_up(self.day, self.now)):
            self._carry_out(due.command, due.command_id, observe)
        return events

    def _carry_out(
        self, command: c.Command, command_id: str, observe: Callable[[Event], None]
    ) -> list[Event] | Refusal:
        events = decide(self.day, command, self.now)
        if isinstance(events, Refusal):
            return events
        self.commands += 1
        for event in events:
            record = Record(
                version=self.day.version + 1,
                at=self.now,
                actor="test",
                event=event,
                command_id=command_id or f"command-{self.commands}",
                fingerprint=repr(command),
            )
            apply(self.day, record)
            self.records.append(record)
            observe(event)
        return events

    def do(self, command: c.Command, command_id: str = "") -> list[Event]:
        """Carry out a command that must be accepted."""
        events = self.attempt(command, command_id)
        assert not isinstance(events, Refusal), events
        return events

    def refused(self, command: c.Command) -> Refusal:
        """Give a command that must be refused."""
        answer = self.attempt(command)
        assert isinstance(answer, Refusal), answer
        return answer

    def code(self, command: c.Command) -> RefusalCode:
        """The code with which a command is refused."""
        return self.refused(command).code

    # tickets

    def reserve(self, *services: str, priority: bool = False, **details: Any) -> str:
        """A number that nobody has confirmed. Returns the ticket's id."""
        ticket_id = details.pop("ticket_id", f"t{len(self.day.tickets) + 1}")
        self.do(
            c.IssueTicket(ticket_id, f"hash-{ticket_id}", services or ("a",), priority, **details)
        )
        return str(ticket_id)

    def issue(self, *services: str, priority: bool = False, **details: Any) -> str:
        """A number, confirmed. Returns the ticket's id."""
        ticket_id = self.reserve(*services, priority=priority, **details)
        self.do(c.ConfirmTicket(ticket_id))
        return ticket_id

    def line_up(self, *services: str, priority: bool = False) -> list[str]:
        """One ticket for each service named, a second apart."""
        ids = []
        for service in services:
            ids.append(self.issue(service, priority=priority))
            self.wait(1)
        return ids

    def ticket(self, ticket_id: str) -> Ticket:
        return self.day.tickets[ticket_id]

    def state(self, ticket_id: str) -> TicketState:
        return self.ticket(ticket_id).state

    # counters

    def counter(self, counter_id: str) -> CounterDay:
        return self.day.counters[counter_id]

    def command(self, kind: type[c.CounterCommand], counter_id: str, **fields: Any) -> Any:
        """A counter's command, with the counter as an up-to-date screen shows it."""
        counter = self.counter(counter_id)
        return kind(counter_id, c.BasedOn(counter.ticket_id, counter.last_call), **fields)

    def press(self, kind: type[c.CounterCommand], counter_id: str, **fields: Any) -> list[Event]:
        """A counter's command that must be accepted."""
        return self.do(self.command(kind, counter_id, **fields))

    def press_refused(
        self, kind: type[c.CounterCommand], counter_id: str, **fields: Any
    ) -> RefusalCode:
        """The code with which a counter's command is refused."""
        return self.code(self.command(kind, counter_id, **fields))

    def call(self, counter_id: str) -> str | None:
        """Open the counter if need be and call the next. Returns the ticket's id."""
        if self.counter(counter_id).state != "open":
            self.press(c.OpenCounter, counter_id)
        self.press(c.CallNext, counter_id)
        return self.counter(counter_id).ticket_id

    def call_all(self, counter_id: str) -> list[str]:
        """Call and serve everybody whom this counter may call, in the order of the calls."""
        order = []
        while not isinstance(self.attempt(self.command(c.CallNext, counter_id)), Refusal):
            order.append(str(self.counter(counter_id).ticket_id))
            self.press(c.FinishService, counter_id)
            assert len(order) <= 2 * len(self.day.tickets), "the same ticket again and again"
        return order


def opened_counters(*counter_ids: str, office: Office = OFFICE) -> Rehearsal:
    """A rehearsal at 08:00 with these counters open."""
    rehearsal = Rehearsal(office)
    for counter_id in counter_ids:
        rehearsal.press(c.OpenCounter, counter_id)
    return rehearsal


def numbers(rehearsal: Rehearsal) -> list[str]:
    """All numbers in the order of their issue."""
    return [
        record.event.number
        for record in rehearsal.records
        if isinstance(record.event, TicketIssued)
    ]


def all_ahead(day: Day) -> dict[str, int]:
    """`ahead` of every waiting and reserved ticket."""
    standing = Standing(day)
    stands = {TicketState.WAITING, TicketState.RESERVED}
    return {
        ticket.id: standing.ahead(ticket)
        for ticket in day.tickets.values()
        if ticket.state in stands
    }
