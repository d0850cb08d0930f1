"""Whether an event can have happened on the day as it stands: what no rule would have decided.

`apply` records without a question, so that it never fails on what was decided once. Here the
questions are asked, of a journal that somebody else may have changed since.
"""

from collections.abc import Callable, Iterator
from typing import Any

from server.queueing import events as e
from server.queueing.day import CounterState, Day
from server.queueing.ticket import TicketState

GIVING = e.TicketIssued, e.TicketHandedIn
"""The events that make a ticket."""


def doubts(day: Day, record: e.Record, numbers: set[str]) -> Iterator[str]:
    """What speaks against a record that is about to be applied, in words.

    `numbers`: all that were given on the day so far; what this record gives is added.
    """
    if day.last_at is not None and record.at < day.last_at:
        yield "its moment is before that of the event before it"
    accepted = day.accepted.get(record.command_id)
    if accepted is not None and accepted.fingerprint != record.fingerprint:
        yield "its command is another one than that of an earlier event under the same id"
    if isinstance(record.event, e.DayOpened):
        yield "the day was opened before"
    yield from _unknown(day, record.event)
    if isinstance(record.event, GIVING):
        yield from _given(day, record.event, numbers)
    question = _QUESTIONS.get(type(record.event))
    if question is not None:
        yield from question(day, record.event)


def _unknown(day: Day, event: e.Event) -> Iterator[str]:
    ticket_id = getattr(event, "ticket_id", None)
    is_new = isinstance(event, GIVING)
    if isinstance(ticket_id, str) and not is_new and ticket_id not in day.tickets:
        yield f"there is no ticket {ticket_id}"
    counter_id = getattr(event, "counter", None)
    if isinstance(counter_id, str) and counter_id not in day.counters:
        yield f"there is no counter {counter_id}"


def _given(day: Day, event: e.TicketIssued | e.TicketHandedIn, numbers: set[str]) -> Iterator[str]:
    if event.ticket_id in day.tickets:
        yield f"ticket {event.ticket_id} was given before"
    if event.number in numbers:
        yield f"number {event.number} was given before"
    holder = day.ids_by_token.get(event.token_hash)
    if holder is not None and holder != getattr(event, "instead_of", None):
        yield "its token is that of another ticket"
    numbers.add(event.number)


def _issued(day: Day, event: e.TicketIssued) -> Iterator[str]:
    leases = (each for each in day.leased.leases.values() if each.letter == event.letter)
    if any(lease.holds(event.sequence) for lease in leases):
        yield f"number {event.number} is one of those that a kiosk holds"


def _handed_in(day: Day, event: e.TicketHandedIn) -> Iterator[str]:
    lease = day.leased.leases.get(event.lease_id)
    if lease is None:
        yield f"there is no lease {event.lease_id}"
    elif not lease.holds(event.sequence):
        yield f"number {event.number} is not of lease {event.lease_id}"


def _leased(day: Day, event: e.NumbersLeased) -> Iterator[str]:
    if event.lease_id in day.leased.leases:
        yield f"lease {event.lease_id} was made before"
    last = event.first + event.count - 1
    if day.leased.may_be_lost(event.letter, event.first, last):
        if any(day.leased.is_held(event.letter, each) for each in range(event.first, last + 1)):
            yield "some of its numbers were leased before"
        return
    first_leased, last_leased = day.leased.ranges.get(event.letter, (event.first, 0))
    if event.first <= last_leased and last >= first_leased:
        yield "some of its numbers were leased before"
    if event.first <= day.sequences.get(event.letter, 0):
        yield "some of its numbers were given before"


def _changes_lease(day: Day, event: e.LeaseShrunk | e.LeaseEnded) -> Iterator[str]:
    if event.lease_id not in day.leased.leases:
        yield f"there is no lease {event.lease_id}"


def _called(day: Day, event: e.TicketCalled) -> Iterator[str]:
    if event.call != day.call + 1:
        yield f"it is call {event.call}, after call {day.call}"
    ticket, counter = day.tickets.get(event.ticket_id), day.counters.get(event.counter)
    if ticket is not None and ticket.state is not TicketState.WAITING:
        yield f"ticket {ticket.number} is called while it is {ticket.state.value}"
    if counter is not None and counter.state is not CounterState.OPEN:
        yield f"counter {event.counter} calls while it is {counter.state.value}"
    if counter is not None and counter.ticket_id is not None:
        yield f"counter {event.counter} calls with another ticket in hand"


def _started(day: Day, event: e.ServiceStarted) -> Iterator[str]:
    yield from _in_hand(day, event, TicketState.CALLED)


def _finished(day: Day, event: e.ServiceFinished) -> Iterator[str]:
    yield from _in_hand(day, event, TicketState.SERVING, TicketState.CALLED)


def _missed(day: Day, event: e.TicketMissed) -> Iterator[str]:
    yield from _in_hand(day, event, TicketState.CALLED)


def _in_hand(
    day: Day, event: e.ServiceStarted | e.ServiceFinished | e.TicketMissed, *states: TicketState
) -> Iterator[str]:
    ticket, counter = day.tickets.get(event.ticket_id), day.counters.get(event.counter)
    if ticket is None or counter is None:
        return
    if counter.ticket_id != ticket.id:
        yield f"counter {event.counter} does not have ticket {ticket.number} in hand"
    elif ticket.state not in states:
        yield f"ticket {ticket.number} is {ticket.state.value}"


_QUESTIONS: dict[type[e.Fact], Callable[[Day, Any], Iterator[str]]] = {
    e.TicketIssued: _issued,
    e.TicketHandedIn: _handed_in,
    e.NumbersLeased: _leased,
    e.LeaseShrunk: _changes_lease,
    e.LeaseEnded: _changes_lease,
    e.TicketCalled: _called,
    e.ServiceStarted: _started,
    e.ServiceFinished: _finished,
    e.TicketMissed: _missed,
}
