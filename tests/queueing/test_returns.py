import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.office import CallRules, ReturnRules, Share
from tests.queueing.rehearsal import OFFICE, Rehearsal, opened_counters

ONE_CALL = replace(OFFICE, calls=CallRules(calls_before_no_show=1))


def returning(behind: int, most: int = 2) -> Rehearsal:
    """Counter 1 open, at an office where a missed call puts a visitor behind so many."""
    office = replace(ONE_CALL, returns=ReturnRules(behind=behind, most=most))
    return opened_counters("1", office=office)


def miss(day: Rehearsal, counter: str = "1") -> str:
    """Call the next, who does not come. Returns the ticket's id."""
    ticket = day.call(counter)
    day.press(c.MarkNoShow, counter)
    assert ticket is not None
    return ticket


@pytest.mark.parametrize("behind", [0, 1, 2, 3])
def test_a_missed_call_comes_back_behind_the_next_few(behind):
    day = returning(behind)
    missed, *others = day.line_up(*"aaaaa")
    miss(day)
    day.do(c.ReturnTicket(missed))
    assert day.call_all("1") == [*others[:behind], missed, *others[behind:]]


def test_a_missed_call_comes_back_behind_all_where_fewer_wait():
    day = returning(3)
    missed, other = day.line_up("a", "a")
    miss(day)
    day.do(c.ReturnTicket(missed))
    assert day.call_all("1") == [other, missed]


def test_the_next_few_are_those_of_both_classes():
    day = returning(3)
    missed, *regular = day.line_up(*"aaaa")
    miss(day)
    priority = day.line_up("a", "a", priority=True)
    day.do(c.ReturnTicket(missed))
    # one to two: a priority call, two regular ones, a priority call, and so on
    assert day.call_all("1") == [
        *(priority[0], regular[0], regular[1]),
        *(priority[1], missed, regular[2]),
    ]


def test_those_who_come_back_do_not_pass_each_other():
    day = returning(1)
    day.line_up(*"aaaaa")
    first, second = miss(day), miss(day)
    day.do(c.ReturnTicket(first))
    day.do(c.ReturnTicket(second))
    assert day.call_all("1") == ["t3", first, second, "t4", "t5"]


def test_those_who_come_back_never_pass_the_head_of_their_class():
    generous = replace(OFFICE.services[0], share=Share(1, 6))
    office = replace(ONE_CALL, services=(generous, *OFFICE.services[1:]))
    day = opened_counters("1", office=office)
    head, *missed = [day.issue("a", priority=True) for _ in range(3)]
    regular = day.line_up(*"aaaaaaa")
    for ticket in missed:
        day.do(c.ChangePriority(ticket, False, "asked"))
    assert [miss(day), miss(day)] == [head, missed[0]]
    for ticket in missed:
        day.do(c.ChangePriority(ticket, True, "asked"))
    day.do(c.ReturnTicket(head))
    day.do(c.ReturnTicket(missed[0]))
    order = [ticket for ticket in day.call_all("1") if ticket not in regular]
    assert order == [missed[1], head, missed[0]]


def test_who_comes_back_alone_of_a_class_waits_like_a_newcomer():
    day = returning(3)
    missed = day.issue("a", priority=True)
    miss(day)
    day.wait(60)
    (other,) = day.line_up("b")
    day.do(c.ReturnTicket(missed))
    assert day.call_all("1") == [other, missed]


def test_a_missed_call_comes_back_only_so_often():
    day = returning(1, most=2)
    (ticket,) = day.line_up("a")
    for _ in range(2):
        assert miss(day) == ticket
        day.do(c.ReturnTicket(ticket))
    miss(day)
    assert day.refused(c.ReturnTicket(ticket)) == Refusal(
        RefusalCode.RETURNS_USED_UP, {"number": "A-001", "most": 2}
    )


def test_delaying_counts_as_coming_back():
    day = returning(1, most=1)
    ticket, _ = day.line_up("a", "a")
    day.do(c.DelayTicket(ticket))
    assert day.code(c.DelayTicket(ticket)) is RefusalCode.RETURNS_USED_UP


@pytest.mark.parametrize("place", [0, 1, 3])
def test_delaying_lets_the_next_few_behind_go_first(place):
    day = returning(2)
    tickets = day.line_up(*"aaaaaaa")
    ticket = tickets[place]
    day.do(c.DelayTicket(ticket))
    rest = [other for other in tickets if other != ticket]
    assert day.call_all("1") == [*rest[: place + 2], ticket, *rest[place + 2 :]]


def test_nobody_is_late_for_nobody():
    day = returning(3)
    tickets = day.line_up(*"aaa")
    refusal = Refusal(RefusalCode.NOBODY_BEHIND, {"number": "A-003"})
    assert day.refused(c.DelayTicket(tickets[-1])) == refusal
    assert day.ticket(tickets[-1]).returns == 0
    assert day.call_all("1") == tickets


def test_who_is_alone_of_a_service_lets_others_of_the_counter_go_first():
    day = returning(3)
    (alone,) = day.line_up("a")
    assert day.code(c.DelayTicket(alone)) is RefusalCode.NOBODY_BEHIND
    day.wait(60)
    (other,) = day.line_up("b")
    day.wait(60)
    day.do(c.DelayTicket(alone))
    assert day.call_all("1") == [other, alone]


def test_where_nobody_is_let_first_nobody_can_be_late():
    day = returning(0)
    first, _ = day.line_up("a", "a")
    assert day.code(c.DelayTicket(first)) is RefusalCode.NOBODY_BEHIND


def test_who_was_put_back_may_be_late_too():
    day = returning(1)
    put_back, other, last = day.line_up(*"aaa")
    assert day.call("1") == put_back
    day.press(c.PauseCounter, "1", reason="meal")
    day.press(c.OpenCounter, "1")
    day.do(c.DelayTicket(put_back))
    assert day.call_all("1") == [other, put_back, last]


def test_seniority_after_a_return_ranks_among_services_as_among_the_line():
    day = returning(1)
    missed, second = day.line_up("a", "a")
    (family,) = day.line_up("b")
    (last,) = day.line_up("a")
    miss(day)
    day.do(c.ReturnTicket(missed))
    assert day.call_all("1") == [second, missed, family, last]
