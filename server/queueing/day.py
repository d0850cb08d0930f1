"""One office on one day: the state that its events add up to.

`Day` is changed by `apply` alone, and by nothing but the office's writer; everybody else reads
published snapshots. Two days that were given the same records are equal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from server.queueing.hall_day import WAITS, HallDay
from server.queueing.lease_day import LeaseDay
from server.queueing.line import Line
from server.queueing.office import Counter, Office, Service
from server.queueing.schedule import Period, Phase, Schedule, stopped_periods
from server.queueing.ticket import IN_HAND, Ticket, TicketState

TIMED = frozenset({TicketState.RESERVED, TicketState.CALLED, TicketState.HELD})
"""States that the clock ends."""

GIVEN_BACK = frozenset({TicketState.CANCELLED, TicketState.VOID, TicketState.EXPIRED})
"""States in which services that were not begun count against no quota."""


class CounterState(StrEnum):
    """Whether calls come from a counter."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class LastCommand(Struct, frozen=True):
    """What undo needs of the last undoable command at a counter."""

    command_id: str
    last_version: int
    tickets_before: tuple[Ticket, ...]
    hand_before: str | None
    served_before: int = 0
    balance_before: int | None = None  # of the line that the call came from
    balance_service: str | None = None
    balance_version: int = 0  # the event that moved it


class CounterDay(Struct, frozen=True):
    """A counter today. `last_call` only grows, so that a stale screen is always seen."""

    state: CounterState = CounterState.CLOSED
    since: datetime | None = None
    ticket_id: str | None = None  # in hand
    last_call: int | None = None
    pause_reason: str | None = None
    back_at: datetime | None = None  # when somebody who pauses said to be back
    served: int = 0  # services finished here today
    last: LastCommand | None = None
    free_since: datetime | None = None  # when it last had nobody in hand while at work


class Call(Struct, frozen=True):
    """One announcement: a number and where it should go. Recalls have calls of their own."""

    call: int
    ticket_id: str
    number: str
    service: str
    counter: str
    at: datetime
    is_recall: bool


class Help(Struct, frozen=True):
    """Somebody is needed. `about` is the id of the ticket that it is about."""

    since: datetime
    about: str | None = None


class Notice(Struct, frozen=True):
    """Something that the hall is told. `until`: when the clock ends it. Its words are elsewhere."""

    id: str
    at: datetime
    until: datetime | None = None
    ended_at: datetime | None = None


class Suspension(Struct, frozen=True):
    """A stretch in which a service was suspended. `ended_at` is None while it lasts."""

    since: datetime
    reason: str
    until: datetime | None = None
    ended_at: datetime | None = None


class Drawn(Struct, frozen=True):
    """A number that a kiosk gave."""

    at: datetime
    ticket_id: str


class Accepted(Struct, frozen=True):
    """What an accepted command did, so that repeating it gives the same facts."""

    fingerprint: str
    version: int
    ticket_id: str | None = None
    call: int | None = None


@dataclass
class Day:
    """The state of one office on one day."""

    office: Office
    schedule: Schedule
    version: int = 0
    last_at: datetime | None = None
    phase: Phase | None = None
    issuing_stopped: bool = False
    ended: bool = False
    tickets: dict[str, Ticket] = field(default_factory=dict)
    ids_by_token: dict[str, str] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)  # last number by letter
    taken: dict[str, int] = field(default_factory=dict)  # numbers that count against a quota
    lines: dict[str, Line] = field(default_factory=dict)
    timed: set[str] = field(default_factory=set)  # tickets whose state the clock may end
    counters: dict[str, CounterDay] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    suspensions: dict[str, tuple[Suspension, ...]] = field(default_factory=dict)
    assigned: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by a supervisor, today
    notices: dict[str, Notice] = field(default_factory=dict)
    help: dict[str, Help] = field(default_factory=dict)  # by place, the longest wait first
    accepted: dict[str, Accepted] = field(default_factory=dict)
    drawn: dict[str, tuple[Drawn, ...]] = field(default_factory=dict)  # the last few, by kiosk
    runs: dict[str, list[list[str]]] = field(default_factory=dict)  # of ticket ids, by kiosk
    dismissed: set[str] = field(default_factory=set)  # tickets of runs that staff find harmless
    call: int = 0  # the running number of the last call of the day
    leased: LeaseDay = field(default_factory=LeaseDay)
    hall: HallDay | None = None  # None: the office gives no places

    def service(self, service_id: str) -> Service:
        """The service with this id; it must be known."""
        service = self.office.service(service_id)
        if service is None:
            raise KeyError(service_id)
        return service

    def counter(self, counter_id: str) -> Counter:
        """The counter with this id; it must be known."""
        counter = self.office.counter(counter_id)
        if counter is None:
            raise KeyError(counter_id)
        return counter

    def in_hand(self, counter_id: str) -> Ticket | None:
        """The ticket that a counter has called or serves."""
        ticket_id = self.counters[counter_id].ticket_id
        return None if ticket_id is None else self.tickets[ticket_id]

    def is_suspended(self, service_id: str) -> bool:
        """Whether a service is suspended now."""
        return self.suspension(service_id) is not None

    def suspension(self, service_id: str) -> Suspension | None:
        """The stretch in which a service is suspended now, or None."""
        stretches = self.suspensions.get(service_id, ())
        return stretches[-1] if stretches and stretches[-1].ended_at is None else None

    def stopped(self, service_id: str) -> list[Period]:
        """When the timers of a service's tickets stood: breaks and ended suspensions."""
        return stopped_periods(
            self.schedule,
            (
                Period(stretch.since, stretch.ended_at)
                for stretch in self.suspensions.get(service_id, ())
                if stretch.ended_at is not None
            ),
        )

    def put(self, ticket: Ticket) -> None:
        """Let `ticket` be as given, with its line, its quotas and its timer. For `apply` only."""
        before = self.tickets.get(ticket.id)
        ticket = self._placed(before, ticket)
        if before is not None:
            if before.state is TicketState.WAITING:
                self.lines[before.service].remove(before)
            self._count(before, -1)
        if ticket.state is TicketState.WAITING:
            self.lines[ticket.service].add(ticket)
        self._count(ticket, +1)
        self._time(ticket)
        self.tickets[ticket.id] = msgspec.structs.replace(ticket, touched=self.version)

    def amend(self, ticket: Ticket) -> None:
        """Let `ticket` differ in what no turn depends on: its slip, phone, place. For `apply` only.

        So it is not `touched`: undo at a counter does not mind.
        """
        ticket = self._placed(self.tickets.get(ticket.id), ticket)
        self._time(ticket)
        self.tickets[ticket.id] = ticket

    def put_counter(self, counter_id: str, **changes: object) -> None:
        """Change a counter's day. For `apply` only."""
        self.counters[counter_id] = msgspec.structs.replace(self.counters[counter_id], **changes)

    def _placed(self, before: Ticket | None, after: Ticket) -> Ticket:
        """The ticket with its place inside as it then is."""
        rules = self.office.hall
        if self.hall is None or rules is None or self.last_at is None:
            return after
        return self.hall.follow(before, after, self.last_at, rules.letting_in.leave_seconds)

    def _time(self, ticket: Ticket) -> None:
        is_on_the_way = ticket.stay is not None and not ticket.has_arrived
        if ticket.state in TIMED or (is_on_the_way and ticket.state in WAITS):
            self.timed.add(ticket.id)
        else:
            self.timed.discard(ticket.id)

    def _count(self, ticket: Ticket, step: int) -> None:
        """Count a ticket against the quotas of the services asked for, unless given back unused."""
        given_back = ticket.state in GIVEN_BACK
        used = {leg.service for leg in ticket.legs if leg.started_at is not None}
        for service_id in ticket.chosen:
            if not given_back or service_id in used:
                self.taken[service_id] = self.taken.get(service_id, 0) + step


def serving_counters(day: Day, service_id: str) -> list[Counter]:
    """The counters that may call for a service: those at work, or, with none, all that offer it."""
    offering = [counter for counter in day.office.counters if service_id in counter.services]
    at_work = [
        counter for counter in offering if day.counters[counter.id].state is not CounterState.CLOSED
    ]
    return at_work or offering


def tickets_in_hand(day: Day) -> Iterable[Ticket]:
    """All tickets called or being served, by counter."""
    for counter in day.office.counters:
        ticket = day.in_hand(counter.id)
        if ticket is not None and ticket.state in IN_HAND:
            yield ticket
