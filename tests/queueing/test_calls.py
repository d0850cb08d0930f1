import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.events import CallRepeated, TicketCalled
from server.queueing.office import CallRules
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import OFFICE, Rehearsal, opened_counters


def test_who_waits_longest_is_called_first():
    day = opened_counters("1")
    tickets = day.line_up("b", "a", "b", "a")
    assert day.call_all("1") == tickets


def test_a_counter_calls_for_its_own_services_only():
    day = opened_counters("1", "3")
    birth, card = day.line_up("x", "a")
    assert day.call("1") == card
    assert day.call("3") == birth


def test_one_priority_call_to_two_regular_ones():
    day = opened_counters("1")
    regular = day.line_up(*"aaaaaa")
    priority = day.line_up(*"aaaa", priority=True)
    assert day.call_all("1") == [
        *(priority[0], *regular[0:2]),
        *(priority[1], *regular[2:4]),
        *(priority[2], *regular[4:6]),
        priority[3],
    ]


def test_the_share_is_the_services_own_whoever_calls():
    day = opened_counters("1", "2")
    regular = day.line_up(*"bbbb")
    priority = day.line_up(*"bb", priority=True)
    order = []
    for counter in "121212":
        order.append(day.call(counter))
        day.press(c.FinishService, counter)
    assert order == [priority[0], *regular[0:2], priority[1], *regular[2:4]]


def test_calls_while_only_one_class_waits_leave_the_share_as_it_is():
    day = opened_counters("1")
    day.line_up(*"aaa", priority=True)
    day.call_all("1")
    assert day.day.lines["a"].balance == 0
    regular = day.line_up("a")
    priority = day.line_up("a", priority=True)
    assert day.call_all("1") == [*priority, *regular]


def test_calls_have_running_numbers_and_are_kept():
    day = opened_counters("1", "2")
    day.line_up("a", "b")
    day.call("1")
    day.call("2")
    day.wait(20)
    day.press(c.Recall, "1")
    assert [(call.call, call.number, call.counter, call.is_recall) for call in day.day.calls] == [
        (1, "A-001", "1", False),
        (2, "B-001", "2", False),
        (3, "A-001", "1", True),
    ]
    assert day.counter("1").last_call == 3
    assert day.ticket("t1").call == 3


def test_a_call_is_kept_on_the_ticket():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    ticket = day.ticket("t1")
    assert (ticket.state, ticket.counter, ticket.calls) == (TicketState.CALLED, "1", 1)
    assert ticket.call_at == ticket.legs[0].called_at == day.now
    assert ticket.legs[0].counter == "1"


def test_nobody_waiting():
    day = opened_counters("1")
    assert day.press_refused(c.CallNext, "1") is RefusalCode.NOBODY_WAITING
    day.line_up("x")
    day.reserve("a")
    assert day.press_refused(c.CallNext, "1") is RefusalCode.NOBODY_WAITING


def test_the_ticket_in_hand_is_finished_first():
    day = opened_counters("1")
    day.line_up("a", "a")
    day.call("1")
    assert day.refused(day.command(c.CallNext, "1")) == Refusal(
        RefusalCode.FINISH_FIRST, {"number": "A-001"}
    )


# saying it again


def test_a_recall_keeps_a_minimum_gap():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    day.wait(0.5)
    assert day.refused(day.command(c.Recall, "1")) == Refusal(
        RefusalCode.RECALL_TOO_SOON, {"seconds": 20}
    )
    day.wait(19.5)
    assert day.press(c.Recall, "1") == [CallRepeated("t1", "1", 2)]
    day.wait(19)
    assert day.refused(day.command(c.Recall, "1")).params == {"seconds": 1}


def test_only_a_called_ticket_is_recalled():
    day = opened_counters("1")
    day.line_up("a")
    assert day.press_refused(c.Recall, "1") is RefusalCode.NO_TICKET_IN_HAND
    day.call("1")
    day.press(c.StartService, "1")
    day.wait(60)
    assert day.press_refused(c.Recall, "1") is RefusalCode.TICKET_NOT_IN_STATE


# nobody coming


def test_a_no_show_needs_as_many_calls_as_the_office_asks_for():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    assert day.refused(day.command(c.MarkNoShow, "1")) == Refusal(
        RefusalCode.CALL_AGAIN_FIRST, {"calls": 2, "called": 1}
    )
    day.wait(20)
    day.press(c.Recall, "1")
    day.press(c.MarkNoShow, "1")
    assert day.state("t1") is TicketState.NO_SHOW
    assert day.ticket("t1").missed_at == day.now
    assert day.counter("1").ticket_id is None


def test_calls_count_anew_after_coming_back():
    day = opened_counters("1", office=replace(OFFICE, calls=CallRules(recall_gap_seconds=0)))
    day.line_up("a")
    day.call("1")
    day.press(c.Recall, "1")
    day.press(c.MarkNoShow, "1")
    day.do(c.ReturnTicket("t1"))
    day.call("1")
    assert day.press_refused(c.MarkNoShow, "1") is RefusalCode.CALL_AGAIN_FIRST


def test_only_a_called_ticket_is_missed():
    day = opened_counters("1")
    day.line_up("a")
    day.call("1")
    day.press(c.StartService, "1")
    assert day.press_refused(c.MarkNoShow, "1") is RefusalCode.TICKET_NOT_IN_STATE


# screens and races


def test_the_loser_of_a_race_gets_the_next_ticket_in_the_same_press():
    day = opened_counters("2", "3")
    first, second = day.line_up("x", "x")
    presses = [day.command(c.CallNext, counter) for counter in "23"]
    for press in presses:
        day.do(press)
    assert [day.counter(counter).ticket_id for counter in "23"] == [first, second]


def in_hand(day: Rehearsal) -> None:
    day.call("1")


def serving(day: Rehearsal) -> None:
    day.call("1")
    day.press(c.StartService, "1")


def called_again(day: Rehearsal) -> None:
    day.call("1")
    day.wait(20)
    day.press(c.Recall, "1")


def holding(day: Rehearsal) -> None:
    day.call("1")
    day.press(c.HoldTicket, "1")


def nothing(day: Rehearsal) -> None:
    pass


@pytest.mark.parametrize(
    ("prepare", "kind", "fields", "second"),
    [
        (nothing, c.OpenCounter, {}, RefusalCode.COUNTER_ALREADY_OPEN),
        (nothing, c.CallNext, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (in_hand, c.FinishAndNext, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (called_again, c.Recall, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (in_hand, c.StartService, {}, RefusalCode.TICKET_NOT_IN_STATE),
        (serving, c.FinishService, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (called_again, c.MarkNoShow, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (serving, c.HoldTicket, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (holding, c.ResumeTicket, {"ticket_id": "t1"}, RefusalCode.SCREEN_OUT_OF_DATE),
        (serving, c.TransferTicket, {"service": "b"}, RefusalCode.SCREEN_OUT_OF_DATE),
        (in_hand, c.UndoLast, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (serving, c.UndoLast, {}, RefusalCode.NOTHING_TO_UNDO),
        (in_hand, c.PauseCounter, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (nothing, c.PauseCounter, {}, RefusalCode.COUNTER_ALREADY_PAUSED),
        (in_hand, c.CloseCounter, {}, RefusalCode.SCREEN_OUT_OF_DATE),
        (nothing, c.CloseCounter, {}, RefusalCode.COUNTER_ALREADY_CLOSED),
    ],
)
def test_a_double_press_does_nothing_twice(prepare, kind, fields, second):
    day = Rehearsal() if kind is c.OpenCounter else opened_counters("1")
    day.line_up(*"aaaa")
    prepare(day)
    day.wait(20)
    press = day.command(kind, "1", **fields)
    day.do(press)
    version = day.day.version
    assert day.code(press) is second
    assert day.day.version == version


COUNTER_COMMANDS = [
    (c.OpenCounter, {}),
    (c.CloseCounter, {}),
    (c.PauseCounter, {}),
    (c.CallNext, {}),
    (c.FinishAndNext, {}),
    (c.Recall, {}),
    (c.StartService, {}),
    (c.FinishService, {}),
    (c.MarkNoShow, {}),
    (c.HoldTicket, {}),
    (c.ResumeTicket, {"ticket_id": "t1"}),
    (c.TransferTicket, {"service": "b"}),
    (c.UndoLast, {}),
]


@pytest.mark.parametrize(("kind", "fields"), COUNTER_COMMANDS)
@pytest.mark.parametrize(
    "shown", [c.BasedOn(), c.BasedOn("t1", None), c.BasedOn("t2", 1), c.BasedOn("t1", 2)]
)
def test_a_screen_out_of_date_changes_nothing(kind, fields, shown):
    day = opened_counters("1")
    day.line_up("a", "a")
    day.call("1")
    assert day.code(kind("1", shown, **fields)) is RefusalCode.SCREEN_OUT_OF_DATE


@pytest.mark.parametrize(("kind", "fields"), COUNTER_COMMANDS)
def test_an_unknown_counter_is_refused(kind, fields):
    assert Rehearsal().refused(kind("9", c.BasedOn(), **fields)) == Refusal(
        RefusalCode.COUNTER_UNKNOWN, {"counter": "9"}
    )


@pytest.mark.parametrize(("kind", "fields"), COUNTER_COMMANDS[3:])
def test_nothing_is_done_from_a_closed_or_paused_counter(kind, fields):
    day = Rehearsal()
    day.line_up("a")
    assert day.press_refused(kind, "1", **fields) is RefusalCode.COUNTER_CLOSED
    day.press(c.OpenCounter, "1")
    day.press(c.PauseCounter, "1")
    assert day.press_refused(kind, "1", **fields) is RefusalCode.COUNTER_PAUSED


def test_a_call_tells_the_share_after_it():
    day = opened_counters("1")
    day.line_up("a")
    day.line_up("a", priority=True)
    assert day.press(c.CallNext, "1") == [TicketCalled("t2", "1", 1, balance=-2)]
