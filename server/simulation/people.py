"""The people of a simulated day: visitors who come, walk and wait, and clerks who call.

What they do does not hang on the rules' own count: somebody who is asked in takes time, some do
not come at the first asking, some never come when called.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

from msgspec import Struct

from server.queueing import commands as c
from server.queueing.day import CounterState
from server.queueing.events import CallInRepeated, Event, TicketCalledIn
from server.queueing.hall_rules import LettingIn
from server.queueing.ticket import TicketState
from server.simulation.arrivals import ServiceTimes, Visitor
from server.simulation.played_day import PlayedDay
from server.simulation.witness import Witness

DAWDLING_PART = 0.05
"""Of those asked to come in: they come at the second asking only."""
COMING_IN = (10.0, 70.0)
"""Seconds from being asked until somebody stands at the place, where arrival is seen."""
FROM_COUNTER = (4.0, 10.0)
"""Seconds from a counter to a place, of somebody who is sent on."""
GOING_OUT = 0.3
"""The quickest are out in this part of the seconds that the office allows for."""
CLERK = (1.0, 4.0)
"""Seconds until a clerk presses the next key."""
PATIENCE = 45.0
"""Seconds for which a clerk waits for somebody who was called, before each next step."""
UNANNOUNCED = 5.0
"""Seconds until somebody from outside is at the counter at the earliest, where no way is known."""


class Shift(Struct, frozen=True):
    """From when to when a counter is staffed."""

    start: datetime
    end: datetime


class People:
    """Everybody of one day."""

    def __init__(self, played: PlayedDay, witness: Witness, seed: int) -> None:
        self._played, self._witness = played, witness
        self._chance = Random(seed)
        self._times = ServiceTimes(seed)
        self._visitors: dict[str, Visitor] = {}
        self._dawdling: set[str] = set()
        self._idle: set[str] = set()
        played.watch(self._hear)

    def come(self, visitors: Sequence[Visitor]) -> None:
        """Each takes a number in their time, at a kiosk before the door."""
        for index, visitor in enumerate(visitors):
            ticket_id = f"v{index + 1}"
            self._visitors[ticket_id] = visitor
            if self._chance.random() < DAWDLING_PART:
                self._dawdling.add(ticket_id)
            self._played.at(visitor.comes_at, partial(self._take_number, ticket_id))

    def work(self, counter: str, shifts: Sequence[Shift]) -> None:
        """A clerk keeps to the shifts, and finishes whoever is there."""
        for index, shift in enumerate(shifts):
            self._played.at(shift.start, lambda: self._open(counter))
            is_last = index == len(shifts) - 1
            self._played.at(shift.end, partial(self._rest, counter, is_last))

    @property
    def _coming_in(self) -> tuple[float, float]:
        """Where arrival is taken for granted, the office knows how long it takes at most."""
        hall = self._played.day.office.hall
        known = hall.letting_in.assume_seconds if hall is not None else None
        return COMING_IN if known is None else (min(COMING_IN[0], known), float(known))

    @property
    def _leave_seconds(self) -> float:
        hall = self._played.day.office.hall
        return float(LettingIn().leave_seconds if hall is None else hall.letting_in.leave_seconds)

    def _take_number(self, ticket_id: str) -> None:
        visitor = self._visitors[ticket_id]
        self._played.give(
            c.IssueTicket(
                ticket_id,
                ticket_id,
                visitor.services,
                visitor.priority,
                visitor.language,
                visitor.party_size,
            )
        )
        self._played.give(c.ConfirmTicket(ticket_id))
        self._rouse()

    # inside

    def _hear(self, event: Event) -> None:
        if isinstance(event, TicketCalledIn | CallInRepeated):
            self._asked_in(event.ticket_id, is_again=isinstance(event, CallInRepeated))

    def _asked_in(self, ticket_id: str, *, is_again: bool) -> None:
        ticket = self._played.day.tickets[ticket_id]
        stay = ticket.stay
        if stay is None or not self._visitors[ticket_id].comes_when_called:
            return
        if stay.arrived_at is not None:
            wait = self._chance.uniform(*FROM_COUNTER)
            self._played.after(wait, lambda: self._come_in(ticket_id, stay.order))
        elif is_again or ticket_id not in self._dawdling:
            wait = self._chance.uniform(*self._coming_in)
            self._played.after(wait, lambda: self._come_in(ticket_id, stay.order))

    def _come_in(self, ticket_id: str, order: int) -> None:
        ticket = self._played.day.tickets[ticket_id]
        if ticket.stay is None or ticket.stay.order != order:
            return  # called to a counter on the way, or too late
        self._witness.stands(ticket_id)
        if ticket.stay.arrived_at is None:
            self._played.give(c.ArriveTicket(ticket_id))
        self._rouse()

    # at the counters

    def _open(self, counter: str) -> None:
        self._played.press(c.OpenCounter, counter)
        self._soon(counter)

    def _rest(self, counter: str, is_last: bool) -> None:
        """At the end of a shift: later, if somebody is there; at the end of the day, if waiting."""
        day = self._played.day
        waits = any(len(day.lines[each]) for each in day.counter(counter).services)
        if day.counters[counter].ticket_id is not None or (is_last and waits):
            self._played.after(20.0, lambda: self._rest(counter, is_last))
            return
        self._idle.discard(counter)
        self._played.press(c.CloseCounter if is_last else c.PauseCounter, counter)

    def _rouse(self) -> None:
        """Somebody may be there to be called: whoever has free hands tries."""
        for counter in sorted(self._idle):
            self._idle.discard(counter)
            self._soon(counter)

    def _soon(self, counter: str) -> None:
        self._played.after(self._chance.uniform(*CLERK), lambda: self._call(counter))

    def _call(self, counter: str) -> None:
        today = self._played.day.counters[counter]
        if today.state is not CounterState.OPEN or today.ticket_id is not None:
            return
        if not self._played.press(c.CallNext, counter):
            self._idle.add(counter)
            self._played.after(10.0, lambda: self._try_again(counter))
            return
        self._expect(counter)

    def _try_again(self, counter: str) -> None:
        if counter in self._idle:
            self._idle.discard(counter)
            self._call(counter)

    def _expect(self, counter: str) -> None:
        """The visitor comes, some time after the call is heard; or never."""
        ticket = self._played.day.in_hand(counter)
        if ticket is None:
            return
        held = ticket.announced_at or self._played.now
        wait = (held - self._played.now).total_seconds()
        if not self._visitors[ticket.id].comes_when_called:
            self._played.after(wait + PATIENCE, lambda: self._recall(counter, ticket.id))
            return
        rises = self._chance.uniform(0.0, self._witness.reaction_seconds)
        way = self._witness.walks(ticket, counter, held, rises)
        seconds = UNANNOUNCED if way is None else way
        self._played.after(wait + rises + seconds, lambda: self._begin(counter, ticket.id))

    def _recall(self, counter: str, ticket_id: str) -> None:
        if self._has(counter, ticket_id):
            self._played.press(c.Recall, counter)
            self._played.after(PATIENCE, lambda: self._give_up(counter, ticket_id))

    def _give_up(self, counter: str, ticket_id: str) -> None:
        if self._has(counter, ticket_id):
            self._played.press(c.MarkNoShow, counter)
            self._soon(counter)
            self._rouse()

    def _begin(self, counter: str, ticket_id: str) -> None:
        ticket = self._played.day.in_hand(counter)
        if ticket is None or ticket.id != ticket_id or ticket.state is not TicketState.CALLED:
            return
        self._played.press(c.StartService, counter)
        minutes = self._played.day.service(ticket.service).minutes
        took = self._times.draw(minutes).total_seconds()
        self._played.after(took, lambda: self._finish(counter, ticket_id))

    def _finish(self, counter: str, ticket_id: str) -> None:
        self._played.press(c.FinishService, counter)
        ticket = self._played.day.tickets[ticket_id]
        if ticket.stay is None:
            longest = self._leave_seconds
            wait = self._chance.uniform(GOING_OUT * longest, longest)
            self._played.after(wait, lambda: self._witness.goes_out(ticket_id))
        self._soon(counter)
        self._rouse()

    def _has(self, counter: str, ticket_id: str) -> bool:
        return self._played.day.counters[counter].ticket_id == ticket_id


def shifts_of(plan: Sequence[tuple[str, str]], moment: datetime, timezone: str) -> list[Shift]:
    """The shifts of a plan of wall clocks "HH:MM" on the date of `moment`."""
    zone = ZoneInfo(timezone)
    date = moment.astimezone(zone).date()

    def on_that_day(text: str) -> datetime:
        hour, minute = map(int, text.split(":"))
        return datetime(date.year, date.month, date.day, hour, minute, tzinfo=zone)

    return [Shift(on_that_day(opens), on_that_day(closes)) for opens, closes in plan]
