"""Rules of leases: which numbers a kiosk holds, so that it can go on while the server is away.

How many: as many as the kiosk would probably give in `minutes`. With *m* numbers expected at the
rate of its last hour it holds m + 2 x sqrt(m): visitors come about as a Poisson process, whose
standard deviation is sqrt(m), so in 49 of 50 outages of that length it has enough.

Of the next open day a kiosk may hold leases before that day begins, so that it can be switched on
in the morning without a server. Nobody knows yet how many come, nor for how long it will be alone:
it holds `most`. Once the day has begun the rate counts, and what the kiosk holds beyond that goes
as ever: it stays until it is used, or until the quota runs out.

Leased numbers count against the quota, so all kiosks together hold at most half of what is left of
it, each the same share: the other half is for whoever stands before a kiosk that works. As the
quota runs out the leases shrink with it, down to none.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from math import ceil, sqrt

from msgspec import Struct

from protocol.refusals import Refusal
from server.queueing.commands import HoldLeases
from server.queueing.day import Day
from server.queueing.events import Event, LeaseEnded, LeaseShrunk, NumbersLeased, Record
from server.queueing.lease_day import Lease
from server.queueing.moments import is_to_come
from server.queueing.office import OfflineRules, Service
from server.queueing.schedule import Period

RATE_SECONDS = 3600
"""How far back the rate of a kiosk is looked for."""

LEAST_RATE_SECONDS = 900
"""The first visitors of the morning come at once; they are not a quarter of an hour's measure."""


class Held(Struct, frozen=True):
    """A kiosk's lease as the kiosk says that it stands."""

    lease: Lease
    used: int

    @property
    def unused(self) -> int:
        """Numbers that the kiosk can still give."""
        return max(0, self.lease.count - self.used)

    @property
    def on_the_way(self) -> int:
        """Numbers that somebody has, and that are not handed in yet."""
        return max(0, min(self.used, self.lease.count) - self.lease.handed_in)


def hold(day: Day, command: HoldLeases, now: datetime) -> list[Event] | Refusal:
    """The kiosk's leases as they should be now. An ended day has none."""
    if day.ended:
        return []
    own = [lease for lease in day.leased.live() if lease.kiosk == command.kiosk]
    lost: list[Event] = [
        LeaseEnded(lease.id, lease.count - min(lease.used, lease.count))
        for lease in own
        if lease.book != command.book
    ]
    held = [
        Held(lease, max(lease.used, min(command.used.get(lease.id, 0), lease.granted)))
        for lease in own
        if lease.book == command.book
    ]
    given = _given_lately(day, command.kiosk, now)
    changed: list[Event] = []
    for service in day.office.services:
        of_service = [each for each in held if each.lease.service == service.id]
        changed += _as_it_should_be(day, command, service, of_service, given[service.id], now)
    return [*lost, *changed]


def leases_of(day: Day, kiosk: str, book: str) -> list[Lease]:
    """The leases that a kiosk may use now."""
    return [each for each in day.leased.live() if (each.kiosk, each.book) == (kiosk, book)]


def leases_end(day: Day) -> list[Event]:
    """At the end of the day the numbers that nobody used come back."""
    return [
        LeaseEnded(lease.id, lease.count - min(lease.used, lease.count))
        for lease in day.leased.live()
    ]


def valid_spans(day: Day) -> list[Period]:
    """When a kiosk may give numbers of its leases, as far as is known now. Breaks count."""
    schedule = day.schedule
    if day.ended or day.issuing_stopped:
        return []
    if schedule.tickets_from is None or schedule.tickets_until is None:
        return []
    return [Period(schedule.tickets_from, schedule.tickets_until)]


def wanted(rules: OfflineRules, given: int, seconds: float) -> int:
    """How many numbers a kiosk that gave so many in so many seconds should hold."""
    if not rules.minutes:
        return 0
    expected = given / seconds * rules.minutes * 60
    return max(rules.least, min(rules.most, ceil(expected + 2 * sqrt(expected))))


def numbers_leased(day: Day, event: NumbersLeased, record: Record) -> None:
    """Apply."""
    day.leased.put(
        Lease(
            id=event.lease_id,
            kiosk=event.kiosk,
            book=event.book,
            service=event.service,
            letter=event.letter,
            first=event.first,
            granted=event.count,
            count=event.count,
            granted_at=record.at,
        )
    )


def lease_shrunk(day: Day, event: LeaseShrunk, record: Record) -> None:
    """Apply."""
    day.leased.change(event.lease_id, count=event.count)


def lease_ended(day: Day, event: LeaseEnded, record: Record) -> None:
    """Apply."""
    day.leased.change(event.lease_id, ended=True)


def _as_it_should_be(
    day: Day,
    command: HoldLeases,
    service: Service,
    held: list[Held],
    given: int,
    now: datetime,
) -> list[Event]:
    """What makes a kiosk's leases of one service right: more numbers, fewer, or nothing."""
    unused = sum(each.unused for each in held)
    most = _most(day, command.kiosk, service, held)
    if unused > most:
        return list(_shrunk(held, unused - most))
    want = min(most, _wanted(day, given, now))
    missing = min(want - unused, _free(day, service, held))
    # up to a third may be missing, or every number that was given would make a lease of its own
    if missing <= 0 or unused * 3 > want * 2 or not _takes_numbers(day, service, now):
        return []
    at_least = max(day.office.offline.numbers_from, day.sequences.get(service.letter, 0) + 1)
    first = day.leased.free_number(service.letter, at_least)
    return [
        NumbersLeased(
            lease_id=f"{day.schedule.date.isoformat()}.{service.letter}-{first}",
            kiosk=command.kiosk,
            book=command.book,
            service=service.id,
            letter=service.letter,
            first=first,
            count=missing,
        )
    ]


def _wanted(day: Day, given: int, now: datetime) -> int:
    """How many the kiosk should hold, the quota aside."""
    if is_to_come(day, now):
        return day.office.offline.most
    return wanted(day.office.offline, given, _rate_seconds(day, now))


def _takes_numbers(day: Day, service: Service, now: datetime) -> bool:
    """Whether the service will give numbers today that a kiosk could need."""
    if service.elsewhere is not None or not valid_spans(day):
        return False
    until = day.schedule.tickets_until
    return until is not None and now < until and not day.is_suspended(service.id)


def _most(day: Day, kiosk: str, service: Service, held: list[Held]) -> int:
    """The kiosk's share of what its service's quota has left; what the rules allow without one."""
    rules = day.office.offline
    if not rules.minutes:
        return 0
    if service.quota is None:
        return max(rules.most, sum(each.unused for each in held))
    on_the_way = sum(each.on_the_way for each in held)
    left = service.quota - day.taken.get(service.id, 0) - on_the_way
    kiosks = {lease.kiosk for lease in day.leased.live()} | {kiosk}
    return max(0, left) // (2 * len(kiosks))


def _free(day: Day, service: Service, held: list[Held]) -> int:
    """Numbers of the quota that neither a ticket nor a kiosk has."""
    if service.quota is None:
        return day.office.offline.most
    used = day.taken.get(service.id, 0) + day.leased.waiting(service.id)
    beyond = sum(max(0, each.used - each.lease.count) for each in held)
    return max(0, service.quota - used - beyond)


def _shrunk(held: list[Held], too_many: int) -> Iterator[Event]:
    """Numbers come back from the newest lease first, and only such as the kiosk has not used."""
    for each in reversed(held):
        step = min(too_many, each.unused)
        if step:
            too_many -= step
            yield LeaseShrunk(each.lease.id, each.lease.count - step)


def _given_lately(day: Day, kiosk: str, now: datetime) -> "Counter[str]":
    """The numbers that a kiosk gave in the last hour, by the service asked for first."""
    since = now - timedelta(seconds=RATE_SECONDS)
    return Counter(
        ticket.chosen[0]
        for ticket in day.tickets.values()
        if ticket.kiosk == kiosk and ticket.issued_at > since
    )


def _rate_seconds(day: Day, now: datetime) -> float:
    """The stretch in which those were given: the last hour, less before numbers began."""
    began = day.schedule.tickets_from
    passed = RATE_SECONDS if began is None else (now - began).total_seconds()
    return min(RATE_SECONDS, max(LEAST_RATE_SECONDS, passed))
