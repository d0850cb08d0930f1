from datetime import timedelta

import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.day import CounterState
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import Rehearsal, clock, opened_counters

STOPS = pytest.mark.parametrize("stop", [c.PauseCounter, c.CloseCounter])


def test_a_counter_opens_pauses_goes_on_and_closes():
    day = Rehearsal()
    states = []
    for kind in (c.OpenCounter, c.PauseCounter, c.OpenCounter, c.PauseCounter, c.CloseCounter):
        day.wait(60)
        day.press(kind, "1")
        counter = day.counter("1")
        states.append(counter.state)
        assert counter.since == day.now
    assert states == [
        *(CounterState.OPEN, CounterState.PAUSED, CounterState.OPEN),
        *(CounterState.PAUSED, CounterState.CLOSED),
    ]


def test_a_pause_tells_its_reason_until_it_ends():
    day = opened_counters("1")
    assert day.press_refused(c.PauseCounter, "1", reason="why") is RefusalCode.REASON_UNKNOWN
    day.press(c.PauseCounter, "1", reason="meal")
    assert day.counter("1").pause_reason == "meal"
    day.press(c.OpenCounter, "1")
    assert day.counter("1").pause_reason is None


def test_what_is_so_already_is_refused():
    day = Rehearsal()
    assert day.press_refused(c.CloseCounter, "1") is RefusalCode.COUNTER_ALREADY_CLOSED
    assert day.refused(day.command(c.PauseCounter, "1")) == Refusal(
        RefusalCode.COUNTER_CLOSED, {"counter": 1}
    )


@STOPS
def test_a_called_ticket_goes_back_to_the_head_without_counting_the_call(stop):
    day = opened_counters("1", "2")
    day.line_up("b", "b")
    day.line_up("b", priority=True)
    day.call("1")
    first = day.counter("1").ticket_id
    day.wait(20)
    day.press(c.Recall, "1")
    day.press(stop, "1")
    ticket = day.ticket(str(first))
    assert (ticket.state, ticket.counter, ticket.calls) == (TicketState.WAITING, None, 0)
    assert day.counter("1").ticket_id is None
    day.line_up("b", priority=True)
    assert day.call("2") == first
    assert day.press_refused(c.MarkNoShow, "2") is RefusalCode.CALL_AGAIN_FIRST


@STOPS
def test_being_put_back_costs_nobody_a_turn(stop):
    day = opened_counters("1", "2")
    regular = day.line_up(*"bbb")
    priority = day.line_up("b", priority=True)
    assert day.call("1") == priority[0]
    day.press(stop, "1")
    balance = day.day.lines["b"].balance
    assert day.call("2") == priority[0]
    assert day.day.lines["b"].balance == balance
    assert [day.press(c.FinishAndNext, "2")[-1].ticket_id for _ in regular] == regular


def test_those_put_back_keep_their_order():
    day = opened_counters("1", "2")
    first, second, third = day.line_up(*"bbb")
    day.call("1")
    day.call("2")
    day.press(c.PauseCounter, "2")
    day.press(c.PauseCounter, "1")
    day.press(c.OpenCounter, "1")
    assert day.call_all("1") == [first, second, third]


@STOPS
def test_who_is_being_served_is_finished_first(stop):
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    day.press(c.StartService, "1")
    assert day.refused(day.command(stop, "1")) == Refusal(
        RefusalCode.FINISH_FIRST, {"number": "A-001"}
    )


def test_a_pause_tells_when_it_ends_until_it_does():
    day = opened_counters("1")
    back_at = clock("08:30")
    day.press(c.PauseCounter, "1", back_at=back_at)
    assert day.counter("1").back_at == back_at
    day.press(c.OpenCounter, "1")
    assert day.counter("1").back_at is None
    day.press(c.PauseCounter, "1")
    assert day.counter("1").back_at is None


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_pause_ends_at_a_moment_still_to_come_today(days):
    day = opened_counters("1")
    back_at = day.now + timedelta(days=days)
    refusal = day.refused(day.command(c.PauseCounter, "1", back_at=back_at))
    assert refusal.code is RefusalCode.MOMENT_NOT_AHEAD
    assert refusal.params["at"].endswith("T08:00:00+07:00")
