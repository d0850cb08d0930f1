"""What must be true of the state of every day, whatever led to it. A part of the witness."""

from collections import Counter

from server.queueing.day import CounterState, Day
from server.queueing.line import Line
from server.queueing.ticket import FRONT_TIER, IN_HAND, TicketState

GIVEN_BACK = {TicketState.CANCELLED, TicketState.VOID, TicketState.EXPIRED}
CLOCKED = {TicketState.RESERVED, TicketState.CALLED, TicketState.HELD}


def check_hands(day: Day) -> None:
    """No ticket is at two counters, and ticket and counter agree."""
    by_counter = {
        counter_id: counter.ticket_id
        for counter_id, counter in day.counters.items()
        if counter.ticket_id is not None
    }
    by_ticket = {
        str(ticket.counter): ticket.id for ticket in day.tickets.values() if ticket.state in IN_HAND
    }
    assert by_counter == by_ticket
    assert len(by_ticket) == sum(ticket.state in IN_HAND for ticket in day.tickets.values())
    assert all(
        ticket.counter is None for ticket in day.tickets.values() if ticket.state not in IN_HAND
    )
    for counter_id in by_counter:
        assert day.counters[counter_id].state is CounterState.OPEN


def check_lines(day: Day) -> None:
    """Every waiting ticket is in the one line of its service, at its place, and nobody else is."""
    expected = {service: Line(line.share) for service, line in day.lines.items()}
    for ticket in day.tickets.values():
        if ticket.state is TicketState.WAITING:
            expected[ticket.service].add(ticket)
    for service, line in day.lines.items():
        assert line.ticket_ids == expected[service].ticket_ids
        for name in ("front", "priority", "regular"):
            assert getattr(line, name) == getattr(expected[service], name)
        assert all(place.tier == FRONT_TIER for place in line.front)
        assert -line.share.regular <= line.balance < line.share.priority
        configured = day.office.service(service)
        assert configured is None or configured.share == line.share
        assert configured is not None or not line.ticket_ids


def check_counts(day: Day) -> None:
    """Quotas, clocked tickets and calls are what the tickets say."""
    taken: Counter[str] = Counter()
    for ticket in day.tickets.values():
        begun = {leg.service for leg in ticket.legs if leg.started_at is not None}
        taken.update(
            service
            for service in ticket.chosen
            if ticket.state not in GIVEN_BACK or service in begun
        )
    assert +taken == +Counter(day.taken)
    clocked = {ticket.id for ticket in day.tickets.values() if ticket.state in CLOCKED}
    assert day.timed == clocked
    assert [call.call for call in day.calls] == list(range(1, len(day.calls) + 1))
    assert all(
        ticket.leg == len(ticket.legs) - 1
        for ticket in day.tickets.values()
        if ticket.state is TicketState.DONE
    )
