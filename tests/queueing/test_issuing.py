from datetime import date

import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.events import TicketIssued
from server.queueing.office import Office
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import CLOSED, OFFICE, Rehearsal, clock, numbers


def ask(*services: str, **details) -> c.IssueTicket:
    return c.IssueTicket("new", "hash-new", services or ("a",), **details)


def with_quota(quota: int | None) -> Office:
    cards, *others = OFFICE.services
    return replace(OFFICE, services=(replace(cards, quota=quota), *others))


def test_numbers_run_by_letter():
    day = Rehearsal()
    day.line_up("a", "b", "a", "x", "b")
    assert numbers(day) == ["A-001", "B-001", "A-002", "X-001", "B-002"]


def test_numbers_that_were_given_up_are_not_given_again():
    day = Rehearsal()
    day.do(c.CancelTicket(day.issue("a")))
    day.issue("a")
    assert numbers(day) == ["A-001", "A-002"]


@pytest.mark.parametrize(
    ("time", "code", "params"),
    [
        ("06:59:59", RefusalCode.NUMBERS_NOT_YET, {"from": "2026-06-23T07:00:00+07:00"}),
        ("07:00:00", None, None),
        ("12:30:00", None, None),  # numbers go on in the break
        ("13:59:59", None, None),
        ("14:00:00", RefusalCode.NUMBERS_CLOSED, {"at": "2026-06-23T14:00:00+07:00"}),
    ],
)
def test_numbers_have_hours_of_their_own(time, code, params):
    day = Rehearsal(time=time)
    answer = day.attempt(ask())
    if code is None:
        assert not isinstance(answer, Refusal)
    else:
        assert answer == Refusal(code, params)


def test_a_closed_day_says_why_and_when_to_come_back():
    holiday = {"id": "Tahun Baru Islam", "en": "Islamic New Year"}
    day = Rehearsal(schedule=replace(CLOSED, closed_reason=holiday, next_open=date(2026, 6, 24)))
    assert day.refused(ask()) == Refusal(
        RefusalCode.OFFICE_CLOSED_TODAY, {"reason": holiday, "next": "2026-06-24"}
    )
    assert Rehearsal(schedule=CLOSED).refused(ask()).params == {"reason": {}, "next": ""}


def test_staff_may_stop_and_allow_numbers_within_the_hours():
    day = Rehearsal()
    assert day.code(c.AllowIssuing()) is RefusalCode.ISSUING_NOT_STOPPED
    day.do(c.StopIssuing())
    assert day.code(c.StopIssuing()) is RefusalCode.ISSUING_ALREADY_STOPPED
    assert day.code(ask()) is RefusalCode.ISSUING_STOPPED
    day.do(c.AllowIssuing())
    day.do(ask())
    day.do(c.StopIssuing())
    day.do(c.AllowIssuing())
    day.at("14:00")
    later = c.IssueTicket("later", "hash-later", ("a",))
    assert day.code(later) is RefusalCode.NUMBERS_CLOSED


def test_an_absent_quota_is_no_limit_and_zero_is_none_today():
    open_ended = Rehearsal(with_quota(None))
    open_ended.line_up(*"a" * 50)
    assert len(numbers(open_ended)) == 50
    none = Rehearsal(with_quota(0))
    assert none.refused(ask()) == Refusal(
        RefusalCode.QUOTA_USED_UP, {"service": {"en": "Cards"}, "quota": 0}
    )
    none.issue("b")


def test_reserved_numbers_count_against_the_quota():
    day = Rehearsal(with_quota(1))
    day.reserve("a")
    assert day.code(ask()) is RefusalCode.QUOTA_USED_UP


@pytest.mark.parametrize("how", ["cancelled", "void", "unconfirmed"])
def test_numbers_that_nobody_used_are_given_back_to_the_quota(how):
    day = Rehearsal(with_quota(1))
    ticket = day.reserve("a") if how == "unconfirmed" else day.issue("a")
    assert day.code(ask()) is RefusalCode.QUOTA_USED_UP
    match how:
        case "cancelled":
            day.do(c.CancelTicket(ticket))
        case "void":
            day.do(c.VoidTicket(ticket, "left"))
        case "unconfirmed":
            day.run("08:02")
            assert day.state(ticket) is TicketState.EXPIRED
    day.do(ask())
    assert day.day.taken == {"a": 1}


def test_a_number_that_was_called_and_missed_stays_used():
    day = Rehearsal(with_quota(1))
    ticket = day.issue("a")
    day.call("1")
    day.run("08:05")
    assert day.state(ticket) is TicketState.NO_SHOW
    assert day.code(ask()) is RefusalCode.QUOTA_USED_UP


def test_a_visit_counts_for_all_its_services_until_it_is_given_up():
    day = Rehearsal(with_quota(2))
    day.issue("b", "a")
    assert day.day.taken == {"a": 1, "b": 1}
    day.issue("a")
    assert day.code(ask("b", "a")) is RefusalCode.QUOTA_USED_UP


def test_a_service_that_was_begun_stays_used_when_the_rest_of_the_visit_is_cancelled():
    day = Rehearsal()
    ticket = day.issue("a", "b")
    day.call("1")
    day.press(c.StartService, "1")
    day.press(c.FinishService, "1")
    day.do(c.CancelTicket(ticket))
    assert day.day.taken == {"a": 1, "b": 0}


def test_a_suspended_service_gives_no_numbers():
    day = Rehearsal()
    day.do(c.SuspendService("a", "system", clock("10:00")))
    assert day.refused(ask("b", "a")) == Refusal(
        RefusalCode.SERVICE_SUSPENDED,
        {"service": {"en": "Cards"}, "until": "2026-06-23T10:00:00+07:00"},
    )
    day.do(c.ResumeSuspended("a"))
    day.do(c.SuspendService("a", "system"))
    assert day.refused(ask("a")).params["until"] == ""
    day.do(ask("b"))


def test_a_service_done_elsewhere_says_where():
    assert Rehearsal().refused(ask("e")) == Refusal(
        RefusalCode.SERVICE_ELSEWHERE,
        {"service": {"en": "Copies"}, "where": {"en": "At the district office"}},
    )


@pytest.mark.parametrize(
    ("command", "code", "params"),
    [
        (ask("z"), RefusalCode.SERVICE_UNKNOWN, {"service": "z"}),
        (ask("a", "b", "a"), RefusalCode.SERVICE_REPEATED, {"service": {"en": "Cards"}}),
        (ask("a", "b", "x", "e"), RefusalCode.TOO_MANY_SERVICES, {"most": 3}),
        (c.IssueTicket("new", "h", ()), RefusalCode.NO_SERVICE_CHOSEN, {}),
        (ask(party_size=0), RefusalCode.PARTY_SIZE_OUT_OF_RANGE, {"most": 10}),
        (ask(party_size=11), RefusalCode.PARTY_SIZE_OUT_OF_RANGE, {"most": 10}),
        (ask(language="xx"), RefusalCode.LANGUAGE_UNKNOWN, {"language": "xx", "known": "id, en"}),
        (ask(reason="why"), RefusalCode.REASON_UNKNOWN, {"reason": "why", "known": "no_phone"}),
    ],
)
def test_choices_that_make_no_sense_are_refused(command, code, params):
    assert Rehearsal().refused(command) == Refusal(code, params)


def test_an_id_or_a_token_is_taken_once():
    day = Rehearsal()
    day.do(ask())
    assert day.code(c.IssueTicket("new", "other", ("a",))) is RefusalCode.TICKET_ID_TAKEN
    assert day.code(c.IssueTicket("other", "hash-new", ("a",))) is RefusalCode.TICKET_ID_TAKEN


def test_what_was_chosen_is_kept():
    day = Rehearsal()
    [event] = day.do(ask("b", "a", priority=True, language="en", party_size=4))
    assert isinstance(event, TicketIssued)
    ticket = day.ticket("new")
    assert ticket.number == "B-001"
    assert [leg.service for leg in ticket.legs] == ["b", "a"]
    assert (ticket.is_priority, ticket.language, ticket.party_size) == (True, "en", 4)
    assert ticket.state is TicketState.RESERVED
    assert (ticket.issued_at, ticket.confirmed_at) == (day.now, None)


def test_a_number_given_by_staff_waits_at_once():
    day = Rehearsal()
    day.do(ask(reason="no_phone"))
    assert day.state("new") is TicketState.WAITING
    assert day.ticket("new").confirmed_at == day.now
