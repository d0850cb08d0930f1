"""What would be called if nobody else came: the real rules, one call after the other."""

from copy import deepcopy
from datetime import datetime

import msgspec

from server.queueing import commands as c
from server.queueing.apply import apply
from server.queueing.day import CounterState, Day, serving_counters
from server.queueing.decide import decide
from server.queueing.events import Record
from server.queueing.ticket import Ticket, TicketState


def called_before(day: Day, ticket: Ticket, now: datetime) -> set[str]:
    """Whoever is called before `ticket` at any counter that may call it, each working alone.

    The ticket waits or is reserved; a suspension of its own service is thought away.
    """
    return {
        ticket_id
        for counter in serving_counters(day, ticket.service)
        for ticket_id in _called_at(counter.id, day, ticket, now)
    }


def _called_at(counter_id: str, day: Day, ticket: Ticket, now: datetime) -> list[str]:
    day = deepcopy(day)
    day.put_counter(counter_id, state=CounterState.OPEN, ticket_id=None, last=None)
    day.suspensions.pop(ticket.service, None)
    if ticket.state is TicketState.RESERVED:
        day.put(msgspec.structs.replace(ticket, state=TicketState.WAITING))
    called: list[str] = []
    while ticket.id not in called:
        counter = day.counters[counter_id]
        _carry_out(day, c.CallNext(counter_id, c.BasedOn(None, counter.last_call)), now)
        called.append(str(day.counters[counter_id].ticket_id))
        assert len(called) == len(set(called)), "the same ticket twice"
        _carry_out(day, c.CancelTicket(called[-1]), now)
    return called[:-1]


def _carry_out(day: Day, command: c.Command, now: datetime) -> None:
    events = decide(day, command, now)
    assert isinstance(events, list), events
    for event in events:
        apply(day, Record(day.version + 1, now, "test", event, f"call-{day.version}", ""))
