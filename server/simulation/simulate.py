"""A whole day in numbers: who waited how long and where, and whether anything went wrong."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import mean

from msgspec import Struct
from msgspec.structs import replace

from server.queueing import events as e
from server.queueing.days import visitors_left
from server.queueing.office import Office
from server.queueing.schedule import Schedule
from server.queueing.ticket import Ticket, TicketState
from server.simulation.arrivals import Visitor, visitors_of_a_day
from server.simulation.people import People, Shift, shifts_of
from server.simulation.played_day import PlayedDay
from server.simulation.witness import Look, Witness

EVERY = timedelta(minutes=1)
BEFORE_THE_END = timedelta(minutes=1)
"""How long before numbers end the last visitor comes."""
AFTERWARDS = timedelta(hours=4)
"""Whoever is still waiting so long after the last number is not served any more."""


class Waits(Struct, frozen=True):
    """How long people waited, in minutes."""

    mean: float = 0.0
    longest_of_95: float = 0.0  # 95 of 100 waited at most so long
    longest: float = 0.0


class Outcome(Struct, frozen=True):
    """What became of a simulated day. All but the looks are whole-day figures."""

    profile: str | None  # None: without places
    distance: int  # millimetres; 0 without places
    visitors: int
    served: int
    missed: int
    left: int
    most_people: int  # inside at one moment, as seen by eye
    most_counted: int  # inside at one moment, as the rules counted
    capacity: int | None  # the profile's people
    above: int  # events with more people inside than that
    overlooked: int  # events with more people inside than the rules counted
    crowded: int  # pairs nearer to each other than the distance
    crossed: int  # pairs of walks that came nearer than the distance
    calls: int
    held: int
    mean_hold_seconds: float
    longest_hold_seconds: float
    asked_again: int
    passed_on: int
    waits: Waits  # from the number to the call
    outside: Waits
    inside: Waits
    looks: tuple[Look, ...]


def simulate(
    office: Office,
    schedule: Schedule,
    visitors: Sequence[Visitor],
    seed: int,
    profile: str | None = None,
) -> Outcome:
    """Play a day. `profile`: other health rules than the office begins with.

    The same arguments give the same day. Raises ValueError for a day without numbers.
    """
    if schedule.tickets_from is None or schedule.tickets_until is None:
        raise ValueError(f"no numbers are given on {schedule.date}")
    if profile is not None and office.hall is not None:
        office = replace(office, hall=replace(office.hall, profile=profile))
    played = PlayedDay(office, schedule, schedule.tickets_from)
    staff = office.hall.staff if office.hall else len(office.counters)
    witness = Witness(played, staff)
    people = People(played, witness, seed)
    people.come(visitors)
    for counter in office.counters:
        people.work(counter.id, _shifts(office, schedule, counter.id))
    tally = _Tally(played)
    _look_every_minute(played, witness, schedule.tickets_until)
    played.run(min(schedule.tickets_until + AFTERWARDS, schedule.ends_at))
    return tally.outcome(witness, len(visitors))


def without_places(office: Office) -> Office:
    """The same office, where everybody waits inside."""
    return replace(office, hall=None)


def people_of(
    office: Office, schedule: Schedule, count: int, seed: int, demand: Mapping[str, float] | None
) -> list[Visitor]:
    """Visitors with the shape of a real day. Raises ValueError for a day without numbers.

    Without a `demand` (weights by service) what takes half as long is asked for twice as often.
    """
    if schedule.tickets_from is None or schedule.tickets_until is None:
        raise ValueError(f"no numbers are given on {schedule.date}")
    usual = {
        service.id: 1 / service.minutes for service in office.services if not service.elsewhere
    }
    last = schedule.tickets_until - BEFORE_THE_END
    return visitors_of_a_day(
        count, schedule.tickets_from, last, dict(demand or usual), office.languages, seed
    )


def _shifts(office: Office, schedule: Schedule, counter_id: str) -> list[Shift]:
    """The counter's plan; without one all hours of service."""
    counter = office.counter(counter_id)
    if counter is None or not counter.plan or not schedule.service:
        return [Shift(span.start, span.end) for span in schedule.service]
    plan = [(span.opens, span.closes) for span in counter.plan]
    return shifts_of(plan, schedule.service[0].start, office.timezone)


def _look_every_minute(played: PlayedDay, witness: Witness, numbers_end: datetime) -> None:
    """As long as numbers are given or somebody is left."""

    def look() -> None:
        witness.looks.append(witness.look())
        if played.now < numbers_end or visitors_left(played.day):
            played.at(played.now + EVERY, look)

    played.at(played.now, look)


class _Tally:
    """Counts what happens, event by event."""

    def __init__(self, played: PlayedDay) -> None:
        self._played = played
        self._holds: list[float] = []
        self._asked_again = self._passed_on = 0
        played.watch(self._note)

    def outcome(self, witness: Witness, visitors: int) -> Outcome:
        """The day's figures."""
        day = self._played.day
        hall, tickets = day.office.hall, list(day.tickets.values())
        profile = hall.health_profile(hall.profile) if hall is not None else None
        states = [each.state for each in tickets]
        return Outcome(
            profile=profile.id if profile else None,
            distance=profile.distance if profile else 0,
            visitors=visitors,
            served=states.count(TicketState.DONE),
            missed=states.count(TicketState.NO_SHOW),
            left=sum(state not in {TicketState.DONE, TicketState.NO_SHOW} for state in states),
            most_people=witness.most_people,
            most_counted=witness.most_counted,
            capacity=profile.people if profile else None,
            above=witness.above,
            overlooked=witness.overlooked,
            crowded=len(witness.crowded),
            crossed=len(witness.crossed),
            calls=len(self._holds),
            held=sum(hold > 0 for hold in self._holds),
            mean_hold_seconds=mean(self._holds) if self._holds else 0.0,
            longest_hold_seconds=max(self._holds, default=0.0),
            asked_again=self._asked_again,
            passed_on=self._passed_on,
            waits=_waits(tickets, lambda each: (each.issued_at, first_call(each))),
            outside=_waits(tickets, lambda each: (each.issued_at, _let_in(each))),
            inside=_waits(tickets, lambda each: (_let_in(each), first_call(each))),
            looks=tuple(witness.looks),
        )

    def _note(self, event: e.Event) -> None:
        match event:
            case e.TicketCalled():
                self._holds.append(event.hold_seconds)
            case e.CallInRepeated():
                self._asked_again += 1
            case e.SpotPassedOn():
                self._passed_on += 1


def first_call(ticket: Ticket) -> datetime | None:
    """When a ticket was first called."""
    return ticket.legs[0].called_at


def _let_in(ticket: Ticket) -> datetime | None:
    """When its people were asked in; at the call, where they came straight from outside."""
    called = first_call(ticket)
    if ticket.let_in_at is None or called is None:
        return called
    return min(ticket.let_in_at, called)


def _waits(
    tickets: Sequence[Ticket],
    span: Callable[[Ticket], tuple[datetime | None, datetime | None]],
) -> Waits:
    minutes = sorted(
        (end - start).total_seconds() / 60
        for each in tickets
        for start, end in [span(each)]
        if start is not None and end is not None
    )
    if not minutes:
        return Waits()
    return Waits(mean(minutes), minutes[int(0.95 * (len(minutes) - 1))], minutes[-1])
