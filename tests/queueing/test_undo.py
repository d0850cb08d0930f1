from copy import deepcopy

import pytest
from msgspec.structs import replace

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.events import TicketRestored
from server.queueing.office import CallRules
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import OFFICE, Rehearsal, opened_counters

ONE_CALL = replace(OFFICE, calls=CallRules(calls_before_no_show=1))


def idle(day: Rehearsal) -> None:
    pass


def called(day: Rehearsal) -> None:
    day.call("1")


def serving(day: Rehearsal) -> None:
    day.call("1")
    day.press(c.StartService, "1")


def holding(day: Rehearsal) -> None:
    day.call("1")
    day.press(c.HoldTicket, "1")


def holding_one_with_another_in_hand(day: Rehearsal) -> None:
    holding(day)
    day.call("1")


def state_of(day: Rehearsal) -> dict[str, object]:
    """A copy of all that undo gives back: not versions, moments of undo, nor what was heard."""
    now = deepcopy(day.day)
    return {
        "tickets": {
            ticket.id: replace(ticket, touched=0, restored_at=None)
            for ticket in now.tickets.values()
        },
        "lines": {
            service: (line.balance, line.front, line.priority, line.regular, line.ticket_ids)
            for service, line in now.lines.items()
        },
        "counters": {
            counter_id: (counter.state, counter.ticket_id, counter.served)
            for counter_id, counter in now.counters.items()
        },
        "taken": now.taken,
        "sequences": now.sequences,
        "timed": now.timed,
    }


UNDOABLE = [
    pytest.param(idle, c.CallNext, {}, id="call_next"),
    pytest.param(called, c.StartService, {}, id="start"),
    pytest.param(serving, c.FinishService, {}, id="finish"),
    pytest.param(called, c.FinishService, {}, id="finish_without_start"),
    pytest.param(serving, c.FinishAndNext, {}, id="finish_and_next"),
    pytest.param(called, c.MarkNoShow, {}, id="no_show"),
    pytest.param(called, c.HoldTicket, {}, id="hold_called"),
    pytest.param(serving, c.HoldTicket, {}, id="hold_serving"),
    pytest.param(holding, c.ResumeTicket, {"ticket_id": "v"}, id="resume"),
    pytest.param(
        holding_one_with_another_in_hand, c.ResumeTicket, {"ticket_id": "v"}, id="resume_aside"
    ),
    pytest.param(serving, c.TransferTicket, {"service": "x"}, id="transfer"),
    pytest.param(called, c.TransferTicket, {"service": "b"}, id="transfer_called"),
]


def hall() -> Rehearsal:
    """Both classes wait for both services; the first in line is a visit to two of them."""
    day = opened_counters("1", "2", office=ONE_CALL)
    day.issue("a", "b", ticket_id="v")
    day.wait(1)
    day.line_up(*"abab")
    day.line_up(*"bb", priority=True)
    return day


@pytest.mark.parametrize(("prepare", "kind", "fields"), UNDOABLE)
def test_undo_returns_what_was(prepare, kind, fields):
    day = hall()
    prepare(day)
    before = state_of(day)
    call = day.day.call
    day.wait(5)
    day.press(kind, "1", **fields)
    assert state_of(day) != before
    calls = len(day.day.calls)
    day.wait(5)
    day.press(c.UndoLast, "1")
    assert state_of(day) == before
    assert len(day.day.calls) == calls  # what the hall heard stays
    assert day.day.call >= call


@pytest.mark.parametrize(("prepare", "kind", "fields"), UNDOABLE)
def test_an_undo_is_not_undone(prepare, kind, fields):
    day = hall()
    prepare(day)
    day.press(kind, "1", **fields)
    day.press(c.UndoLast, "1")
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO


@pytest.mark.parametrize(("prepare", "kind", "fields"), UNDOABLE)
def test_the_same_may_be_done_again_after_undo(prepare, kind, fields):
    day = hall()
    prepare(day)
    first = day.press(kind, "1", **fields)
    day.press(c.UndoLast, "1")
    again = day.press(kind, "1", **fields)
    assert [type(event) for event in again] == [type(event) for event in first]
    assert [event.ticket_id for event in again] == [event.ticket_id for event in first]


@pytest.mark.parametrize(("prepare", "kind", "fields"), UNDOABLE)
def test_it_is_too_late_once_somebody_built_on_it(prepare, kind, fields):
    day = hall()
    prepare(day)
    day.press(kind, "1", **fields)
    touched = day.counter("1").last.tickets_before[0].id
    other_class = not day.ticket(touched).is_priority
    day.do(c.ChangePriority(touched, other_class, "asked"))
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.TOO_LATE_TO_UNDO


def test_a_call_by_another_counter_makes_a_finished_leg_too_late_to_undo():
    day = hall()
    serving(day)
    day.press(c.FinishService, "1")
    while day.call("2") != "v":
        day.press(c.FinishService, "2")
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.TOO_LATE_TO_UNDO


def test_only_the_last_command_of_this_counter_is_undone():
    day = hall()
    first = day.call("1")
    second = day.call("2")
    day.press(c.UndoLast, "1")
    assert day.state(str(first)) is TicketState.WAITING
    assert day.state(str(second)) is TicketState.CALLED
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO


@pytest.mark.parametrize("kind", [c.PauseCounter, c.CloseCounter])
def test_nothing_is_undone_across_a_pause(kind):
    day = hall()
    day.call("1")
    day.press(kind, "1")
    day.press(c.OpenCounter, "1")
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO


def test_a_call_that_was_said_again_is_not_undone():
    day = hall()
    day.call("1")
    day.wait(20)
    day.press(c.Recall, "1")
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO


def test_a_call_that_the_visitor_answered_by_leaving_is_not_undone():
    day = hall()
    ticket = day.call("1")
    day.do(c.CancelTicket(str(ticket)))
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO


def test_what_the_clock_did_at_the_counter_is_undone_like_the_rest():
    day = hall()
    ticket = day.call("1")
    day.run("08:10")
    assert day.counter("1").ticket_id is None
    day.press(c.UndoLast, "1")
    assert day.counter("1").ticket_id == ticket
    assert day.state(str(ticket)) is TicketState.CALLED


def test_a_share_that_nobody_used_since_goes_back():
    day = opened_counters("1", "2")
    regular = day.line_up("b", "b")
    priority = day.line_up("b", "b", priority=True)
    assert day.call("1") == priority[0]
    assert day.day.lines["b"].balance == -2
    day.press(c.UndoLast, "1")
    assert day.day.lines["b"].balance == 0
    assert day.call("2") == priority[0]
    day.press(c.FinishAndNext, "2")
    assert day.counter("2").ticket_id == regular[0]


def test_a_share_that_others_used_since_stays():
    day = opened_counters("1", "2")
    regular = day.line_up("b", "b")
    priority = day.line_up("b", "b", priority=True)
    assert day.call("1") == priority[0]
    assert day.call("2") == regular[0]
    balance = day.day.lines["b"].balance
    day.press(c.UndoLast, "1")
    assert day.day.lines["b"].balance == balance
    assert day.state(priority[0]) is TicketState.WAITING
    assert day.call("1") == regular[1]


def test_an_undo_says_what_it_returns_to():
    day = hall()
    serving(day)
    day.press(c.FinishAndNext, "1")
    called_next = str(day.counter("1").ticket_id)
    events = day.press(c.UndoLast, "1")
    assert all(isinstance(event, TicketRestored) for event in events)
    assert [event.ticket_id for event in events] == [called_next, "v"]
    assert {event.in_hand for event in events} == {"v"}
    assert day.counter("1").served == 0
