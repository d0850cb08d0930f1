import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import Rehearsal, clock, opened_counters


def test_a_suspended_service_is_not_called_and_keeps_its_places():
    day = opened_counters("1")
    cards = day.line_up("a", "a")
    families = day.line_up("b", "b")
    day.do(c.SuspendService("a", "system", clock("09:00")))
    assert day.call_all("1") == families
    day.do(c.ResumeSuspended("a"))
    assert day.call_all("1") == cards


def test_an_expected_time_is_told_and_ends_nothing():
    day = opened_counters("1")
    day.line_up("a")
    day.do(c.SuspendService("a", "system", clock("08:10")))
    day.run("09:00")
    assert day.day.is_suspended("a")
    assert day.day.suspensions["a"][-1].until == clock("08:10")
    assert day.press_refused(c.CallNext, "1") is RefusalCode.NOBODY_WAITING


def test_who_is_at_the_counter_is_served_to_the_end():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    day.do(c.SuspendService("a", "system"))
    day.press(c.StartService, "1")
    day.press(c.FinishService, "1")
    assert day.state("t1") is TicketState.DONE


def test_a_visit_goes_on_when_its_next_service_does():
    day = opened_counters("1")
    day.issue("a", "b")
    day.call("1")
    day.do(c.SuspendService("b", "system"))
    day.press(c.FinishAndNext, "1")
    assert day.counter("1").ticket_id is None
    assert day.ticket("t1").service == "b"
    day.do(c.ResumeSuspended("b"))
    assert day.call("1") == "t1"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.SuspendService("z", "system"), RefusalCode.SERVICE_UNKNOWN),
        (c.SuspendService("a", "why"), RefusalCode.REASON_UNKNOWN),
        (c.ResumeSuspended("z"), RefusalCode.SERVICE_UNKNOWN),
        (c.ResumeSuspended("a"), RefusalCode.SERVICE_NOT_SUSPENDED),
    ],
)
def test_suspensions_that_make_no_sense_are_refused(command, code):
    assert Rehearsal().code(command) is code


def test_a_service_is_suspended_once():
    day = Rehearsal()
    day.do(c.SuspendService("a", "system"))
    assert day.refused(c.SuspendService("a", "system")) == Refusal(
        RefusalCode.SERVICE_ALREADY_SUSPENDED, {"service": {"en": "Cards"}}
    )
