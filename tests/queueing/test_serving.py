import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.events import (
    HoldEnded,
    ServiceFinished,
    ServiceStarted,
    TicketCalled,
    TicketResumed,
)
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import Rehearsal, clock, opened_counters


def serving(*services: str) -> Rehearsal:
    """Counter 1 serves the first of these; the others wait."""
    day = opened_counters("1")
    day.line_up(*services)
    day.call("1")
    day.press(c.StartService, "1")
    return day


def test_starting_and_finishing_keep_their_moments():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    day.wait(30)
    day.press(c.StartService, "1")
    day.wait(300)
    day.press(c.FinishService, "1")
    ticket = day.ticket("t1")
    (leg,) = ticket.legs
    assert ticket.state is TicketState.DONE
    assert (leg.called_at, leg.started_at) == (clock("08:00:01"), clock("08:00:31"))
    assert leg.finished_at == ticket.ended_at == clock("08:05:31")
    assert (ticket.counter, leg.counter) == (None, "1")
    assert day.counter("1").ticket_id is None
    assert day.counter("1").served == 1


def test_who_never_pressed_start_has_served_all_the_same():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    assert day.press(c.FinishService, "1") == [
        ServiceStarted("t1", "1"),
        ServiceFinished("t1", "1"),
    ]
    assert day.state("t1") is TicketState.DONE


@pytest.mark.parametrize("kind", [c.StartService, c.FinishService, c.FinishAndNext, c.HoldTicket])
def test_nothing_in_hand_is_nothing_to_serve(kind):
    day = opened_counters("1")
    day.line_up("a")
    assert day.press_refused(kind, "1") is RefusalCode.NO_TICKET_IN_HAND


def test_finish_and_next_is_one_step():
    day = serving("a", "b")
    assert day.press(c.FinishAndNext, "1") == [
        ServiceFinished("t1", "1"),
        TicketCalled("t2", "1", 2, 0),
    ]
    assert day.counter("1").ticket_id == "t2"


def test_finish_and_next_with_nobody_waiting_finishes():
    day = serving("a")
    assert day.press(c.FinishAndNext, "1") == [ServiceFinished("t1", "1")]


# several services in one visit


def test_a_visit_goes_on_to_the_next_service_with_its_seniority():
    day = opened_counters("1", "2")
    visit = day.issue("a", "x")
    day.wait(60)
    (later,) = day.line_up("x")
    day.call("1")
    day.wait(300)
    day.press(c.FinishService, "1")
    ticket = day.ticket(visit)
    assert (ticket.state, ticket.service, ticket.number) == (TicketState.WAITING, "x", "A-001")
    assert ticket.place.at == ticket.issued_at
    assert (ticket.ended_at, ticket.calls) == (None, 0)
    assert day.call_all("2") == [visit, later]
    assert day.state(visit) is TicketState.DONE


def test_a_visit_is_never_called_for_one_service_while_called_for_another():
    day = opened_counters("1", "2", "3")
    day.issue("a", "x")
    day.call("1")
    assert day.press_refused(c.CallNext, "2") is RefusalCode.NOBODY_WAITING
    day.press(c.StartService, "1")
    assert day.press_refused(c.CallNext, "3") is RefusalCode.NOBODY_WAITING


def test_finish_and_next_may_call_the_same_visit_for_its_next_service():
    day = opened_counters("1")
    visit = day.issue("a", "b")
    day.wait(1)
    day.line_up("a")
    day.call("1")
    assert day.press(c.FinishAndNext, "1") == [
        ServiceStarted(visit, "1"),
        ServiceFinished(visit, "1"),
        TicketCalled(visit, "1", 2, 0),
    ]
    ticket = day.ticket(visit)
    assert (ticket.service, ticket.state, ticket.calls) == ("b", TicketState.CALLED, 1)
    assert day.counter("1").ticket_id == visit


def test_finish_and_next_uses_the_share_of_the_line_that_the_visit_joins():
    day = opened_counters("1")
    visit = day.issue("a", "b", priority=True)
    day.wait(1)
    (family,) = day.line_up("b")
    day.call("1")
    day.press(c.FinishAndNext, "1")
    assert day.counter("1").ticket_id == visit
    assert day.day.lines["b"].balance == -2
    day.press(c.FinishAndNext, "1")
    assert day.counter("1").ticket_id == family


# holding


def test_a_held_ticket_comes_back_into_free_hands_without_a_call():
    day = serving("a", "a")
    day.press(c.HoldTicket, "1")
    assert day.state("t1") is TicketState.HELD
    assert day.ticket("t1").held_at == day.now
    assert day.press(c.ResumeTicket, "1", ticket_id="t1") == [TicketResumed("t1", "1")]
    assert day.counter("1").ticket_id == "t1"
    assert day.counter("1").last_call == 1
    assert (day.state("t1"), day.ticket("t1").held_at) == (TicketState.SERVING, None)


def test_holding_keeps_the_moment_at_which_service_began():
    day = serving("a")
    started = day.ticket("t1").legs[0].started_at
    day.press(c.HoldTicket, "1")
    day.wait(60)
    day.press(c.ResumeTicket, "1", ticket_id="t1")
    assert day.ticket("t1").legs[0].started_at == started


def test_with_full_hands_a_held_ticket_waits_at_the_head():
    day = serving("a", "a", "a")
    day.press(c.HoldTicket, "1")
    day.line_up("a", priority=True)
    day.press(c.CallNext, "1")
    in_hand = day.counter("1").ticket_id
    assert day.press(c.ResumeTicket, "1", ticket_id="t1") == [
        HoldEnded("t1", at_head=True, counter="1")
    ]
    assert day.counter("1").ticket_id == in_hand
    day.press(c.FinishAndNext, "1")
    assert day.counter("1").ticket_id == "t1"


def test_another_counter_of_the_service_may_take_a_held_ticket():
    day = opened_counters("1", "2", "3")
    day.line_up("b")
    day.call("1")
    day.press(c.HoldTicket, "1")
    refusal = day.refused(day.command(c.ResumeTicket, "3", ticket_id="t1"))
    assert refusal == Refusal(
        RefusalCode.SERVICE_NOT_AT_COUNTER, {"service": {"en": "Families"}, "counter": 3}
    )
    day.press(c.ResumeTicket, "2", ticket_id="t1")
    assert day.ticket("t1").counter == "2"


def test_only_a_held_ticket_is_resumed():
    day = serving("a", "a")
    day.press(c.FinishService, "1")
    assert day.press_refused(c.ResumeTicket, "1", ticket_id="t2") is RefusalCode.TICKET_NOT_IN_STATE
    assert day.press_refused(c.ResumeTicket, "1", ticket_id="t9") is RefusalCode.TICKET_UNKNOWN


# sending on


def test_a_transfer_keeps_number_and_seniority():
    day = opened_counters("1", "3")
    sent = day.issue("a")
    day.wait(60)
    (later,) = day.line_up("x")
    day.call("1")
    day.wait(300)
    day.press(c.TransferTicket, "1", service="x")
    ticket = day.ticket(sent)
    assert (ticket.number, ticket.service, ticket.state) == ("A-001", "x", TicketState.WAITING)
    assert ticket.place.at == ticket.issued_at
    assert ticket.legs[0].finished_at == day.now
    assert day.call_all("3") == [sent, later]


def test_a_transfer_goes_before_the_rest_of_the_visit():
    day = opened_counters("1", "3")
    visit = day.issue("a", "b")
    day.call("1")
    day.press(c.TransferTicket, "1", service="x")
    assert [leg.service for leg in day.ticket(visit).legs] == ["a", "x", "b"]
    day.call("3")
    day.press(c.FinishService, "3")
    assert day.ticket(visit).service == "b"


def test_a_transfer_to_a_later_service_of_the_visit_leads_there_once():
    day = opened_counters("1")
    visit = day.issue("a", "x", "b")
    day.call("1")
    day.press(c.TransferTicket, "1", service="b")
    assert [leg.service for leg in day.ticket(visit).legs] == ["a", "b", "x"]


@pytest.mark.parametrize(
    ("service", "code"),
    [
        ("z", RefusalCode.SERVICE_UNKNOWN),
        ("e", RefusalCode.SERVICE_ELSEWHERE),
        ("a", RefusalCode.SAME_SERVICE),
    ],
)
def test_transfers_that_lead_nowhere_are_refused(service, code):
    day = serving("a")
    assert day.press_refused(c.TransferTicket, "1", service=service) is code


def test_a_transfer_to_a_suspended_service_keeps_the_place():
    day = serving("a")
    day.do(c.SuspendService("b", "system"))
    day.press(c.TransferTicket, "1", service="b")
    assert day.press_refused(c.CallNext, "1") is RefusalCode.NOBODY_WAITING
    day.do(c.ResumeSuspended("b"))
    day.press(c.CallNext, "1")
    assert day.counter("1").ticket_id == "t1"


def test_a_note_goes_with_the_ticket_to_the_next_service_only():
    day = serving("a")
    day.press(c.TransferTicket, "1", service="x", note_id="note-1")
    ticket = day.ticket("t1")
    assert [leg.note_id for leg in ticket.legs] == [None, "note-1"]
    day.call("2")
    day.press(c.TransferTicket, "2", service="b")
    ticket = day.ticket("t1")
    assert ticket.legs[ticket.leg].note_id is None


def test_undoing_a_transfer_takes_the_note_back():
    day = serving("a")
    before = day.ticket("t1").legs
    day.press(c.TransferTicket, "1", service="x", note_id="note-1")
    day.press(c.UndoLast, "1")
    assert day.ticket("t1").legs == before
    day.press(c.TransferTicket, "1", service="b", note_id="note-2")
    assert day.ticket("t1").legs[1].note_id == "note-2"
