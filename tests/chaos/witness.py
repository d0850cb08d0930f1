"""What must be true after every fault, judged from outside.

It knows what people were told (the ledger) and what the journal says now, and keeps books of its
own: nothing of the rules' code takes part. Everything that is wrong is told, in words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from server.queueing import events as e
from tests.chaos.ledger import Ledger, Shown

LAST_CALLS = 24
"""How many calls the hall's state holds."""

History = Mapping[date, Sequence[e.Record]]
"""The journal of an office: the records of each day."""


def objections(ledger: Ledger, history: History) -> list[str]:
    """All that is wrong; nothing if all is well. Displays are judged by `missed_calls`."""
    return [*_lost(ledger, history), *_given_twice(ledger, history), *_order(history)]


def _lost(ledger: Ledger, history: History) -> Iterator[str]:
    """Whatever was acknowledged is in the journal, just as it was told."""
    issued: Counter[tuple[date, str, str]] = Counter()
    calls: Counter[tuple[date, str, str, int]] = Counter()
    for day, records in history.items():
        for record in records:
            match record.event:
                case (
                    e.TicketIssued(ticket_id=ticket_id, number=number)
                    | e.TicketHandedIn(ticket_id=ticket_id, number=number)
                ):
                    issued[day, ticket_id, number] += 1
                case e.TicketCalled(ticket_id=ticket_id, counter=counter, call=call):
                    calls[day, ticket_id, counter, call] += 1
    for given in ledger.given:
        times = issued[given.day, given.ticket_id, given.number]
        if times != 1:
            yield f"{given.number} of {given.day} was acknowledged, and is there {times} times"
    for called in ledger.called:
        times = calls[called.day, called.ticket_id, called.counter, called.call]
        if times != 1:
            yield f"call {called.call}, {called.number}, was acknowledged: there {times} times"


def _given_twice(ledger: Ledger, history: History) -> Iterator[str]:
    told = Counter((given.day, given.number) for given in ledger.given)
    issued = Counter(
        (day, record.event.number)
        for day, records in history.items()
        for record in records
        if isinstance(record.event, e.TicketIssued | e.TicketHandedIn)
    )
    for where, numbers in (("people", told), ("the journal", issued)):
        for (day, number), times in numbers.items():
            if times > 1:
                yield f"{where}: number {number} of {day} was given {times} times"
    handed = defaultdict(set)
    for called in ledger.called:
        handed[called.day, called.ticket_id].add(called.counter)
    for (_, ticket_id), counters in handed.items():
        if len(counters) > 1:
            yield f"ticket {ticket_id} was called at {len(counters)} counters"


def missed_calls(ledger: Ledger, history: History) -> list[str]:
    """What displays that were there from the first call to the last have not shown rightly.

    Between two states that reach a display more calls may lie than a state holds: those before the
    last 24 it cannot know, and they are promised to nobody.
    """
    wanted: dict[tuple[date, int], Shown] = {}
    numbers: dict[str, str] = {}
    counters: dict[str, int] = {}
    for day, records in history.items():
        for record in records:
            match record.event:
                case e.DayOpened(office=office) | e.OfficeConfigured(office=office):
                    counters |= {counter.id: counter.number for counter in office.counters}
                case (
                    e.TicketIssued(ticket_id=ticket_id, number=number)
                    | e.TicketHandedIn(ticket_id=ticket_id, number=number)
                ):
                    numbers[ticket_id] = number
                case e.TicketCalled(ticket_id=ticket_id, counter=counter, call=call):
                    wanted[day, call] = Shown(numbers[ticket_id], counters[counter])
    return [
        f"{display} did not show call {call} of {day}: {expected}, but {shown.get((day, call))}"
        for display, shown in ledger.shown.items()
        for (day, call), expected in wanted.items()
        if shown.get((day, call)) != expected
        if not _was_passed(ledger.arrived.get(display, []), day, call)
    ]


def _was_passed(arrived: Sequence[tuple[date, int]], day: date, call: int) -> bool:
    """Whether more than a state's calls came at once, and this one was before the last of them."""
    newest = [0, *(number for date_, number in arrived if date_ == day)]
    return any(before < call <= after - LAST_CALLS for before, after in pairwise(newest))


@dataclass
class _Hall:
    """Who waits, in which order, and who is in whose hands: the witness's own book of a day."""

    services_of: dict[str, frozenset[str]] = field(default_factory=dict)  # by counter
    service_of: dict[str, str] = field(default_factory=dict)  # by ticket
    order: dict[str, int] = field(default_factory=dict)  # by ticket: the version of its number
    waiting: set[str] = field(default_factory=set)
    handed_in: set[str] = field(default_factory=set)
    in_hand: dict[str, str] = field(default_factory=dict)  # ticket by counter
    call: int = 0


def _order(history: History) -> Iterator[str]:
    """Nobody is called twice or out of turn, and calls are counted without a gap.

    For offices with one class of visitors, one service a visit, and nobody who comes back. Where
    numbers were given without the server, each kiosk's own are judged by the moment of their issue
    elsewhere (`tests/queueing/`); here only those that the server gave.
    """
    for records in history.values():
        hall = _Hall()
        for record in records:
            yield from _follow(hall, record)


def _follow(hall: _Hall, record: e.Record) -> Iterator[str]:
    match record.event:
        case e.DayOpened(office=office) | e.OfficeConfigured(office=office):
            hall.services_of = {each.id: frozenset(each.services) for each in office.counters}
        case e.TicketIssued(ticket_id=ticket_id, services=services):
            hall.order[ticket_id] = record.version
            hall.service_of[ticket_id] = services[0]
        case e.TicketHandedIn(ticket_id=ticket_id):
            hall.handed_in.add(ticket_id)
            hall.waiting.add(ticket_id)
        case e.TicketConfirmed(ticket_id=ticket_id):
            if ticket_id not in hall.order:
                yield f"ticket {ticket_id} is confirmed, and was never given"
                return
            hall.waiting.add(ticket_id)
        case e.TicketCalled():
            yield from _call(hall, record.event)
        case e.ServiceFinished(counter=counter) | e.TicketMissed(counter=counter):
            hall.in_hand.pop(counter, None)
        case (
            e.TicketExpired(ticket_id=ticket_id)
            | e.TicketCancelled(ticket_id=ticket_id)
            | e.TicketVoided(ticket_id=ticket_id)
        ):
            hall.waiting.discard(ticket_id)


def _call(hall: _Hall, event: e.TicketCalled) -> Iterator[str]:
    if event.call != hall.call + 1:
        yield f"call {event.call} comes after call {hall.call}"
    hall.call = event.call
    if event.counter in hall.in_hand:
        yield f"counter {event.counter} calls while it has somebody"
    if event.ticket_id not in hall.waiting:
        yield f"ticket {event.ticket_id} is called while it does not wait"
        return
    hall.waiting.discard(event.ticket_id)
    hall.in_hand[event.counter] = event.ticket_id
    if event.ticket_id in hall.handed_in:
        return
    others = hall.waiting - hall.handed_in
    earlier = [
        each
        for each in others
        if hall.service_of[each] in hall.services_of[event.counter]
        and hall.order[each] < hall.order[event.ticket_id]
    ]
    if earlier:
        yield f"ticket {event.ticket_id} is called at {event.counter} before {min(earlier)}"
