"""Rules of places: who is asked to come in, to which place, and what if nobody comes.

Near is whoever is among the next `per_counter` that a counter at work would call, or has fewer
people ahead than `per_counter` for each counter of the service. Of them people who are inside
already (sent on to another service) come first, then priority, then the turn. Nobody passes a
party that does not fit yet, so that a large one is not kept out for ever; one that can never fit
is called to its counter straight from outside. Nobody inside is sent out or moved.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing.commands import LetIn, MissComeIn
from server.queueing.day import CounterState, Day, serving_counters
from server.queueing.events import (
    CallInRepeated,
    Event,
    Record,
    SpotPassedOn,
    TicketCalledIn,
)
from server.queueing.hall import (
    Inside,
    has_room_for,
    has_waiting_room_for,
    inside,
    is_leaving,
    leaving,
    profile_of,
    rules_of,
    usable_spots,
)
from server.queueing.hall_day import waits_outside
from server.queueing.hall_rules import Point, Spot
from server.queueing.standing import Standing
from server.queueing.ticket import Before, Place, Stay, Ticket

SMALLEST = 1
"""Of parties, in people."""


class _Next(NamedTuple):
    """Somebody near; the smallest is let in first."""

    is_outside: bool
    is_regular: bool
    ahead: int
    place: Place
    ticket: Ticket


def let_in(day: Day, command: LetIn, now: datetime) -> list[Event] | Refusal:
    """Everybody who is near and has room, in their order."""
    if day.office.hall is None:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    return list(called_in(day, now)) or Refusal(RefusalCode.COMMAND_NOT_DUE)


def called_in(day: Day, now: datetime) -> Iterator[TicketCalledIn]:
    """Who is asked to come in now; the office must give places."""
    _, today = rules_of(day)
    if not usable_spots(day) - today.taken.keys():
        return
    counted = inside(day, now)
    gone = {each for each in leaving(day, now) if waits_outside(day.tickets[each])}
    is_full = not gone and not has_room_for(day, counted, SMALLEST)
    if is_full or not has_waiting_room_for(day, counted, SMALLEST):
        return  # as below, without asking whose turn is near
    free = FreeSpots(day)
    for each in sorted(_near(day, gone)):
        ticket = each.ticket
        if not _can_ever_fit(day, counted, ticket):
            continue
        people = 0 if ticket.id in gone else ticket.party_size
        if not has_room_for(day, counted, people):
            return
        if not has_waiting_room_for(day, counted, ticket.party_size):
            return
        spot = free.nearest(ticket)
        if spot is None:
            return
        free.take(spot, ticket.party_size)
        counted = _moved_in(counted, ticket.party_size, has_left=people == 0)
        yield TicketCalledIn(ticket.id, spot, is_inside=ticket.id in gone)


class Nearness:
    """Whose turn is near, at one moment; before any counter is at work, as if all were."""

    def __init__(self, day: Day) -> None:
        hall, _ = rules_of(day)
        self._day, self._standing = day, Standing(day)
        self._next: Counter[tuple[str, ...]] = Counter()  # how many are next, by services
        self._together: Counter[str] = Counter()  # the same of all counters of a service
        at_work = [each for each in day.office.counters if _is_at_work(day, each.id)]
        for counter in at_work or day.office.counters:
            self._next[counter.services] += hall.letting_in.per_counter
            for service_id in counter.services:
                self._together[service_id] += hall.letting_in.per_counter

    def most(self, service_id: str) -> int:
        """More than so many of one line are never near."""
        return self._together[service_id]

    def ahead(self, ticket: Ticket) -> int | None:
        """How many are called before a ticket at the counters where it is near; None: nowhere."""
        counts = (
            count
            for services, window in self._next.items()
            if ticket.service in services and (count := self._before(ticket, services)) < window
        )
        found = min(counts, default=None)
        if found is None and (all_ahead := self._standing.ahead(ticket)) < self.most(
            ticket.service
        ):
            return all_ahead
        return found

    def _before(self, ticket: Ticket, services: tuple[str, ...]) -> int:
        lines = self._day.lines
        key = lines[ticket.service].key(ticket)
        others = (
            lines[each].before_key(key)
            for each in services
            if each != ticket.service and not self._day.is_suspended(each)
        )
        return lines[ticket.service].before(ticket) + sum(others)


def miss_come_in(day: Day, command: MissComeIn, now: datetime) -> list[Event] | Refusal:
    """Nobody came: asked again, and in the end the place is for somebody else."""
    ticket = on_the_way(day, command.ticket_id, command.order)
    if ticket is None or ticket.stay is None or ticket.stay.calls != command.calls:
        return Refusal(RefusalCode.COMMAND_NOT_DUE)
    hall, _ = rules_of(day)
    if ticket.stay.calls < hall.letting_in.calls:
        return [CallInRepeated(ticket.id)]
    return [SpotPassedOn(ticket.id)]


def ticket_called_in(day: Day, event: TicketCalledIn, record: Record) -> None:
    """Apply: the place is theirs."""
    arrived_at = record.at if event.is_inside else None
    ticket = day.tickets[event.ticket_id]
    stay = Stay(
        event.spot,
        record.version,
        record.at,
        arrived_at=arrived_at,
        before=_before(day, ticket, record) if event.is_inside else None,
    )
    day.amend(
        replace(
            ticket,
            stay=stay,
            missed_come_in=False,
            let_in_at=ticket.let_in_at or record.at,
            arrived_at=ticket.arrived_at or arrived_at,
        )
    )


def _before(day: Day, ticket: Ticket, record: Record) -> Before | None:
    """How it was with somebody who is seen at the door without having been asked."""
    if is_leaving(day, ticket, record.at):
        return None  # sent on to another service: they have been inside all the time
    return Before.MISSED if ticket.missed_come_in else Before.UNASKED


def call_in_repeated(day: Day, event: CallInRepeated, record: Record) -> None:
    """Apply."""
    ticket = day.tickets[event.ticket_id]
    if ticket.stay is not None:
        stay = replace(ticket.stay, called_in_at=record.at, calls=ticket.stay.calls + 1)
        day.amend(replace(ticket, stay=stay))


def spot_passed_on(day: Day, event: SpotPassedOn, record: Record) -> None:
    """Apply: outside again, and not asked again by the clock."""
    day.amend(replace(day.tickets[event.ticket_id], stay=None, missed_come_in=True))


class FreeSpots:
    """The places that can still be given, as some are."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._hall, today = rules_of(day)
        self._profile = profile_of(day)
        taken = today.taken
        usable = usable_spots(day)
        self._spots = [
            each for each in self._hall.spots if each.number in usable and each.number not in taken
        ]
        spots = {each.number: each for each in self._hall.spots}
        self._standing = [
            (spots[number], day.tickets[ticket_id].party_size)
            for number, ticket_id in taken.items()
            if number in spots
        ]
        self._planned = frozenset(self._profile.spots)

    def nearest(self, ticket: Ticket) -> int | None:
        """Of the places that keep the distance from everybody the nearest to the ticket's counters.

        With equal ones the lowest number.
        """
        counters = [
            at
            for counter in serving_counters(self._day, ticket.service)
            if (at := self._hall.counter_at(counter.id)) is not None
        ]
        nearest_first = sorted(self._spots, key=lambda each: (_way(each.at, counters), each.number))
        fitting = (each.number for each in nearest_first if self._fits(each, ticket.party_size))
        return next(fitting, None)

    def take(self, number: int, people: int) -> None:
        """This place is given."""
        spot = next(each for each in self._spots if each.number == number)
        self._spots.remove(spot)
        self._standing.append((spot, people))

    def _fits(self, spot: Spot, people: int) -> bool:
        return spot.largest >= people and all(
            self._is_apart(spot, people, other, others) for other, others in self._standing
        )

    def _is_apart(self, spot: Spot, people: int, other: Spot, others: int) -> bool:
        if people == others == 1 and other.number in self._planned:
            return True  # the plan has seen to that
        needed = self._profile.distance + self._hall.radius(people) + self._hall.radius(others)
        return _squared(spot.at, other.at) >= needed * needed


def _near(day: Day, gone: set[str]) -> Iterator[_Next]:
    """Those without a place whose turn is near."""
    nearness = Nearness(day)
    for row in _rows(day, nearness):
        for ticket in row:
            if ticket.stay is not None or ticket.missed_come_in:
                continue
            ahead = nearness.ahead(ticket)
            if ahead is None:
                break  # whoever is behind in the row is not nearer
            is_outside, is_regular = ticket.id not in gone, not ticket.is_priority
            yield _Next(is_outside, is_regular, ahead, ticket.place, ticket)


def _rows(day: Day, nearness: Nearness) -> Iterator[Iterator[Ticket]]:
    """Who waits and who has not confirmed yet, each in an order in which nobody gets nearer."""
    _, today = rules_of(day)
    for service_id, line in day.lines.items():
        if not day.is_suspended(service_id):
            places = islice(line.in_order(), nearness.most(service_id))
            yield (day.tickets[line.ticket_ids[place]] for place in places)
    for (service_id, _), reserved in today.reserved.items():
        if not day.is_suspended(service_id):
            first = islice(reserved, nearness.most(service_id))
            yield map(day.tickets.__getitem__, first)


def _is_at_work(day: Day, counter_id: str) -> bool:
    return day.counters[counter_id].state is CounterState.OPEN


def _can_ever_fit(day: Day, counted: Inside, ticket: Ticket) -> bool:
    """Whether a party would have a place if everybody who waits inside had gone."""
    profile, usable = profile_of(day), usable_spots(day)
    hall, _ = rules_of(day)
    fixed = counted.staff + counted.at_kiosks + counted.others
    return (
        any(each.largest >= ticket.party_size for each in hall.spots if each.number in usable)
        and (profile.people is None or fixed + ticket.party_size <= profile.people)
        and (profile.waiting_room is None or ticket.party_size <= profile.waiting_room)
    )


def _moved_in(counted: Inside, people: int, *, has_left: bool) -> Inside:
    """The count with one more party that has a place; `has_left`: it counted as leaving."""
    if has_left:
        return counted._replace(waiting=counted.waiting + people, leaving=counted.leaving - people)
    return counted._replace(coming=counted.coming + people)


def on_the_way(day: Day, ticket_id: str, order: int) -> Ticket | None:
    """The ticket of that asking, while its people are not seen; else None."""
    ticket = day.tickets.get(ticket_id)
    if ticket is None or ticket.stay is None or ticket.stay.order != order:
        return None
    return None if ticket.stay.arrived_at is not None else ticket


def _way(spot: Point, counters: list[Point]) -> int:
    return min((_squared(spot, each) for each in counters), default=0)


def _squared(one: Point, other: Point) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
