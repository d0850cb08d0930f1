"""`ahead` against the real `call_next`, one counter after the other."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.queueing import commands as c
from server.queueing.day import CounterState, serving_counters
from server.queueing.decide import decide
from server.queueing.events import TicketConfirmed, TicketIssued
from server.queueing.standing import (
    RiseReason,
    ahead,
    calling_order,
    rise_reason,
)
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import Rehearsal, all_ahead, opened_counters
from tests.queueing.simulation import called_before

SERVICES = st.lists(st.sampled_from("abx"), min_size=1, max_size=2, unique=True).map(tuple)
ARRIVALS = st.lists(st.tuples(SERVICES, st.booleans(), st.sampled_from([0, 1, 60])), max_size=14)
WORK = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("cfphu")), max_size=6)


@st.composite
def halls(draw: st.DrawFn) -> Rehearsal:
    """A hall with some waiting, some reserved, some put back, and counters in any state."""
    day = opened_counters(*draw(st.sets(st.sampled_from("123"))))
    for services, priority, seconds in draw(ARRIVALS):
        ticket = day.reserve(*services, priority=priority)
        if draw(st.integers(0, 5)):
            day.do(c.ConfirmTicket(ticket))
        day.wait(seconds)
    kinds = {
        "c": c.CallNext,
        "f": c.FinishAndNext,
        "p": c.PauseCounter,
        "h": c.HoldTicket,
        "u": c.UndoLast,
    }
    for counter, work in draw(WORK):
        day.attempt(day.command(kinds[work], counter))
    if draw(st.booleans()):
        day.do(c.SuspendService(draw(st.sampled_from("abx")), "system"))
    return day


@given(halls())
def test_ahead_counts_who_is_called_before_at_any_counter_that_may_call(hall):
    counts = all_ahead(hall.day)
    expected = {
        ticket.id: len(called_before(hall.day, ticket, hall.now))
        for ticket in hall.day.tickets.values()
        if ticket.state in {TicketState.WAITING, TicketState.RESERVED}
    }
    assert counts == expected
    assert counts == {
        ticket_id: ahead(hall.day, hall.day.tickets[ticket_id]) for ticket_id in counts
    }


@given(halls(), st.sampled_from("123"))
def test_the_calling_order_is_that_of_the_calls(hall, counter):
    order = [ticket.id for ticket in calling_order(hall.day, hall.day.counter(counter).services)]
    alone = deepcopy(hall)
    alone.day.put_counter(counter, state=CounterState.OPEN, ticket_id=None)
    called = []
    while isinstance(decide(alone.day, alone.command(c.CallNext, counter), alone.now), list):
        alone.press(c.CallNext, counter)
        ticket_id = alone.counter(counter).ticket_id
        assert ticket_id not in called
        called.append(ticket_id)
        alone.do(c.CancelTicket(str(ticket_id)))
    assert order == called


def test_ahead_counts_other_services_of_the_same_counter():
    day = opened_counters("1", "3")
    day.line_up("a", "b", "x", "b", "a")
    assert all_ahead(day.day) == {"t1": 0, "t2": 1, "t3": 0, "t4": 2, "t5": 3}


def test_a_counter_at_work_decides_who_competes():
    day = opened_counters("1")
    day.line_up("x", "b")
    assert ahead(day.day, day.ticket("t2")) == 0
    day.press(c.OpenCounter, "2")
    assert ahead(day.day, day.ticket("t2")) == 1
    day.press(c.PauseCounter, "2")
    assert ahead(day.day, day.ticket("t2")) == 1
    day.press(c.CloseCounter, "2")
    assert ahead(day.day, day.ticket("t2")) == 0
    day.press(c.CloseCounter, "1")
    assert [counter.id for counter in serving_counters(day.day, "b")] == ["1", "2"]
    assert ahead(day.day, day.ticket("t2")) == 1


def test_a_suspended_service_does_not_compete():
    day = opened_counters("1")
    day.line_up("a", "b")
    day.do(c.SuspendService("a", "system"))
    assert all_ahead(day.day) == {"t1": 0, "t2": 0}


def test_a_reserved_number_is_told_where_it_would_stand():
    day = opened_counters("1")
    day.line_up("a", "a")
    reserved = day.reserve("a")
    day.wait(1)
    later = day.issue("a")
    assert all_ahead(day.day)[reserved] == 2
    assert all_ahead(day.day)[later] == 2  # not yet before them
    day.do(c.ConfirmTicket(reserved))
    assert all_ahead(day.day)[later] == 3


# why a count rose


def reasons_of_rises(day: Rehearsal, command: c.Command) -> set[RiseReason]:
    """The reasons that the command's events give, if any count rose by them."""
    before = all_ahead(day.day)
    events = day.do(command)
    after = all_ahead(day.day)
    assert any(after[ticket] > count for ticket, count in before.items() if ticket in after)
    return {reason for event in events if (reason := rise_reason(day.day, event))}


def test_a_priority_visitor_is_the_reason():
    day = opened_counters("1")
    day.line_up("a", "a", "a")
    newcomer = day.reserve("a", priority=True)
    assert reasons_of_rises(day, c.ConfirmTicket(newcomer)) == {RiseReason.PRIORITY}
    day.do(c.CancelTicket(newcomer))
    assert reasons_of_rises(day, c.ChangePriority("t3", True, "asked")) == {RiseReason.PRIORITY}


def test_an_earlier_number_is_the_reason():
    day = opened_counters("1")
    earlier = day.reserve("a")
    day.line_up("a")
    assert reasons_of_rises(day, c.ConfirmTicket(earlier)) == {RiseReason.EARLIER}


def test_the_shared_turns_are_the_reason():
    day = opened_counters("1")
    day.line_up("a")
    day.line_up("a", "a", "a", priority=True)
    day.call("1")
    day.do(c.CancelTicket("t1"))
    newcomer = day.reserve("a")
    # a priority turn is used up, so that the next one is regular
    assert reasons_of_rises(day, c.ConfirmTicket(newcomer)) == {RiseReason.SHARED}


def test_somebody_who_came_back_is_the_reason():
    day = opened_counters("1")
    day.line_up("a", "a", "a", "a", "a")
    day.call("1")
    assert reasons_of_rises(day, day.command(c.PauseCounter, "1")) == {RiseReason.RETURNED}
    day.press(c.OpenCounter, "1")
    day.press(c.CallNext, "1")
    day.press(c.HoldTicket, "1")
    hold_over = day.due_command("t1")
    assert reasons_of_rises(day, hold_over) == {RiseReason.RETURNED}


def test_counters_and_services_are_the_reason():
    day = opened_counters("1")
    day.line_up("x", "b")
    assert reasons_of_rises(day, day.command(c.OpenCounter, "2")) == {RiseReason.COUNTERS}
    day.do(c.SuspendService("x", "system"))
    assert reasons_of_rises(day, c.ResumeSuspended("x")) == {RiseReason.COUNTERS}


@pytest.mark.parametrize("event", [TicketIssued, TicketConfirmed])
def test_the_newest_regular_number_came_before_nobody(event):
    day = Rehearsal()
    day.issue("a")
    found = next(record.event for record in day.records if isinstance(record.event, event))
    assert rise_reason(day.day, found) is RiseReason.SHARED
