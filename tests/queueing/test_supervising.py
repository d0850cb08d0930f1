import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.apply import replay
from server.queueing.day import CounterState
from server.queueing.events import CounterPaused, ServicesAssigned, TicketPutBack
from server.queueing.standing import RiseReason, ahead, rise_reason
from server.queueing.supervising import unserved
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import OFFICE, SCHEDULE, opened_counters
from tests.queueing.test_days import without

# other services


def test_an_assigned_counter_calls_for_its_new_services_only():
    day = opened_counters("1")
    day.line_up("a")
    (birth,) = day.line_up("x")
    assert day.do(c.AssignServices("1", ("x",))) == [ServicesAssigned("1", ("x",))]
    assert day.call_all("1") == [birth]
    assert unserved(day.day) == ["a"]


def test_whoever_is_at_an_assigned_counter_is_served_to_the_end():
    day = opened_counters("1")
    (ticket,) = day.line_up("a")
    day.call("1")
    day.do(c.AssignServices("1", ("x",)))
    day.press(c.StartService, "1")
    day.press(c.FinishService, "1")
    assert day.state(ticket) is TicketState.DONE


def test_a_call_before_an_assignment_can_still_be_undone():
    day = opened_counters("1")
    (ticket,) = day.line_up("a")
    day.call("1")
    day.do(c.AssignServices("1", ("x",)))
    day.press(c.UndoLast, "1")
    assert day.state(ticket) is TicketState.WAITING
    assert day.press_refused(c.CallNext, "1") is RefusalCode.NOBODY_WAITING


def test_assigned_services_stand_in_the_offices_own_order():
    day = opened_counters()
    day.do(c.AssignServices("3", ("x", "a")))
    assert day.day.counter("3").services == ("a", "x")


@pytest.mark.parametrize(
    ("services", "code"),
    [
        ((), RefusalCode.NO_SERVICE_CHOSEN),
        (("a", "none"), RefusalCode.SERVICE_UNKNOWN),
        (("a", "e"), RefusalCode.SERVICE_ELSEWHERE),
        (("a", "x", "a"), RefusalCode.SERVICE_REPEATED),
        (("b", "a"), RefusalCode.SERVICES_UNCHANGED),
    ],
)
def test_assignments_that_make_no_sense_are_refused(services, code):
    assert opened_counters().code(c.AssignServices("1", services)) is code


def test_a_counter_that_is_not_there_is_assigned_nothing():
    assert opened_counters().refused(c.AssignServices("9", ("a",))) == Refusal(
        RefusalCode.COUNTER_UNKNOWN, {"counter": "9"}
    )


def test_an_assignment_changes_how_many_are_ahead_and_says_why():
    day = opened_counters("1", "3")
    day.line_up("a", "a")
    (birth,) = day.line_up("x")
    assert ahead(day.day, day.ticket(birth)) == 0
    (event,) = day.do(c.AssignServices("3", ("a", "x")))
    assert ahead(day.day, day.ticket(birth)) == 2
    assert rise_reason(day.day, event) is RiseReason.COUNTERS


def test_a_changed_file_does_not_undo_an_assignment():
    day = opened_counters("1")
    day.do(c.AssignServices("1", ("x",)))
    quota = tuple(replace(service, quota=50) for service in OFFICE.services)
    day.do(c.ConfigureOffice(replace(OFFICE, services=quota), SCHEDULE))
    assert day.day.counter("1").services == ("x",)
    assert day.day.counter("2").services == ("b", "x")
    assert day.do(c.ConfigureOffice(replace(OFFICE, services=quota), SCHEDULE)) == []


def test_an_assignment_to_a_service_that_has_gone_gives_way_to_the_file():
    day = opened_counters("1")
    day.do(c.AssignServices("1", ("x",)))
    day.do(c.ConfigureOffice(without(OFFICE, service="x"), SCHEDULE))
    assert day.day.counter("1").services == ("a", "b")
    day.do(c.ConfigureOffice(OFFICE, SCHEDULE))
    assert day.day.counter("1").services == ("x",)


def test_an_assigned_counter_goes_on_with_a_service_that_has_gone_while_somebody_has_it():
    day = opened_counters("1")
    (birth,) = day.line_up("x")
    day.do(c.AssignServices("1", ("x",)))
    day.do(c.ConfigureOffice(without(OFFICE, service="x"), SCHEDULE))
    assert day.call("1") == birth


def test_a_replayed_day_has_the_same_assignments():
    day = opened_counters("1")
    day.do(c.AssignServices("1", ("x",)))
    again = replay(day.records)
    assert again == day.day
    assert again is not None
    assert again.assigned == {"1": ("x",)}


def test_only_services_that_somebody_waits_for_are_told_as_unserved():
    day = opened_counters("1", "2", "3")
    day.do(c.AssignServices("1", ("b",)))
    assert unserved(day.day) == []
    (ticket,) = day.line_up("a")
    assert unserved(day.day) == ["a"]
    day.do(c.CancelTicket(ticket))
    assert unserved(day.day) == []


# a forgotten counter


@pytest.mark.parametrize("is_serving", [False, True])
def test_a_released_ticket_goes_to_the_head_with_its_seniority(is_serving):
    day = opened_counters("1", "2")
    forgotten, *others = day.line_up("b", "b", "b")
    place = day.ticket(forgotten).place
    day.call("1")
    if is_serving:
        day.press(c.StartService, "1")
    day.line_up("b", priority=True)
    events = day.press(c.ReleaseCounter, "1")
    assert events == [TicketPutBack(forgotten, "1"), CounterPaused("1")]
    ticket = day.ticket(forgotten)
    assert ticket.state is TicketState.WAITING
    assert ticket.place == place._replace(tier=0)
    assert ticket.legs[0].started_at is None
    assert day.counter("1").state is CounterState.PAUSED
    assert day.counter("1").ticket_id is None
    assert day.call("2") == forgotten
    assert len(others) == 2


def test_a_release_costs_nobody_a_turn():
    day = opened_counters("1", "2")
    day.line_up(*"bbb")
    day.line_up("b", priority=True)
    called = day.call("1")
    balance = day.day.lines["b"].balance
    day.press(c.StartService, "1")
    day.press(c.ReleaseCounter, "1")
    assert day.call("2") == called
    assert day.day.lines["b"].balance == balance


def test_a_released_service_was_not_used():
    day = opened_counters("1")
    (ticket,) = day.line_up("a")
    day.call("1")
    day.press(c.StartService, "1")
    day.press(c.ReleaseCounter, "1")
    day.do(c.CancelTicket(ticket))
    assert day.day.taken["a"] == 0


def test_a_desk_that_wakes_up_after_a_release_is_out_of_date():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    finish, undo = day.command(c.FinishService, "1"), day.command(c.UndoLast, "1")
    day.press(c.ReleaseCounter, "1")
    assert day.code(finish) is RefusalCode.SCREEN_OUT_OF_DATE
    assert day.code(undo) is RefusalCode.SCREEN_OUT_OF_DATE


def test_a_supervisor_who_looks_at_an_old_screen_releases_nobody():
    day = opened_counters("1")
    day.line_up("a", "a")
    day.call("1")
    release = day.command(c.ReleaseCounter, "1")
    day.press(c.FinishAndNext, "1")
    assert day.code(release) is RefusalCode.SCREEN_OUT_OF_DATE


def test_a_counter_with_free_hands_is_paused_and_a_resting_one_refused():
    day = opened_counters("1")
    assert day.press(c.ReleaseCounter, "1") == [CounterPaused("1")]
    assert day.press_refused(c.ReleaseCounter, "1") is RefusalCode.COUNTER_ALREADY_PAUSED
    assert day.press_refused(c.ReleaseCounter, "2") is RefusalCode.COUNTER_ALREADY_CLOSED


def test_there_is_nothing_to_undo_after_a_release():
    day = opened_counters("1")
    (ticket,) = day.line_up("a")
    day.call("1")
    day.press(c.ReleaseCounter, "1")
    day.press(c.OpenCounter, "1")
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO
    assert day.call("1") == ticket


def test_a_released_ticket_of_a_suspended_service_keeps_its_place():
    day = opened_counters("1")
    (ticket,) = day.line_up("a")
    day.call("1")
    day.do(c.SuspendService("a", "system"))
    day.press(c.ReleaseCounter, "1")
    day.press(c.OpenCounter, "1")
    assert day.press_refused(c.CallNext, "1") is RefusalCode.NOBODY_WAITING
    day.do(c.ResumeSuspended("a"))
    assert day.call("1") == ticket
