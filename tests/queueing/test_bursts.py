"""Bursts: a kiosk that gives many numbers in a row is slowed, and staff can void the run."""

import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.apply import replay
from server.queueing.bursts import runs_left
from server.queueing.office import BurstRules
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import OFFICE, Rehearsal, opened_counters
from tests.queueing.test_tickets import ONE_CALL, in_every_state


def asked(kiosk: str | None = "kiosk-1", **details: str) -> c.IssueTicket:
    return c.IssueTicket("more", "hash-more", ("a",), kiosk=kiosk, **details)


def drawn(day: Rehearsal, count: int, apart: float = 1, kiosk: str = "kiosk-1") -> list[str]:
    """So many numbers from a kiosk, some seconds apart; the clock stands at the last one."""
    ids = [day.issue("a", kiosk=kiosk)]
    for _ in range(count - 1):
        day.wait(apart)
        ids.append(day.issue("a", kiosk=kiosk))
    return ids


def runs(day: Rehearsal) -> list[tuple[str, list[str]]]:
    return [(kiosk, [ticket.id for ticket in tickets]) for kiosk, tickets in runs_left(day.day)]


def test_a_kiosk_waits_after_many_numbers_at_once():
    day = Rehearsal()
    drawn(day, 6)
    assert day.refused(asked()) == Refusal(RefusalCode.TOO_MANY_AT_ONCE, {"seconds": 20})
    day.wait(4.5)
    assert day.refused(asked()) == Refusal(RefusalCode.TOO_MANY_AT_ONCE, {"seconds": 16})
    day.wait(15.5)
    day.do(asked())


def test_whoever_goes_on_is_slowed_again():
    day = Rehearsal()
    drawn(day, 6)
    day.wait(20)
    day.issue("a", kiosk="kiosk-1")  # six within 24 s
    assert day.code(asked()) is RefusalCode.TOO_MANY_AT_ONCE
    day.wait(20)
    drawn(day, 4)  # six within 43 s: not many
    day.do(asked())


@pytest.mark.parametrize(("apart", "is_burst"), [(6, True), (6.1, False)])
def test_many_at_once_is_so_many_within_so_many_seconds(apart: float, is_burst: bool):
    day = Rehearsal()
    drawn(day, 6, apart)
    assert isinstance(day.attempt(asked()), Refusal) is is_burst


def test_kiosks_are_counted_apart_and_nobody_else_is_slowed():
    day = Rehearsal()
    drawn(day, 6)
    day.do(asked("kiosk-2"))
    day.reserve("a", reason="no_phone")  # by staff
    day.reserve("a")  # by a desk
    day.reserve("a", kiosk="kiosk-1", reason="no_phone")
    assert day.code(c.IssueTicket("z", "z", ("a",), kiosk="kiosk-1")) == "too_many_at_once"


def test_numbers_of_staff_do_not_slow_a_kiosk():
    day = Rehearsal()
    drawn(day, 5)
    day.reserve("a", reason="no_phone")
    day.reserve("a", kiosk="kiosk-1", reason="no_phone")
    day.reserve("a", kiosk="kiosk-2")
    day.do(asked())


def test_a_number_that_cannot_be_had_is_not_waited_for():
    day = Rehearsal()
    drawn(day, 6)
    assert day.code(c.IssueTicket("z", "z", ("e",), kiosk="kiosk-1")) == "service_elsewhere"
    day.do(c.StopIssuing())
    assert day.code(asked()) is RefusalCode.ISSUING_STOPPED


def test_an_office_may_slow_nobody():
    day = Rehearsal(replace(OFFICE, bursts=BurstRules(numbers=0)))
    drawn(day, 40, apart=0)
    assert runs(day) == []


def test_other_rules_hold_from_the_moment_they_are_configured():
    day = Rehearsal()
    drawn(day, 5)
    stricter = replace(OFFICE, bursts=BurstRules(numbers=3))
    day.do(c.ConfigureOffice(stricter, day.day.schedule))
    assert day.code(asked()) is RefusalCode.TOO_MANY_AT_ONCE
    day.do(c.ConfigureOffice(OFFICE, day.day.schedule))
    day.do(asked())


def test_little_is_remembered_of_each_kiosk():
    day = Rehearsal()
    drawn(day, 30, apart=60)
    assert len(day.day.drawn["kiosk-1"]) == 6


# runs


def test_a_burst_is_a_run():
    day = Rehearsal()
    drawn(day, 5)
    assert runs(day) == []
    day.wait(1)
    day.issue("a", kiosk="kiosk-1")
    assert runs(day) == [("kiosk-1", [f"t{number}" for number in range(1, 7)])]


def test_bursts_that_overlap_are_one_run_and_others_are_not():
    day = Rehearsal()
    first = drawn(day, 6)
    day.wait(20)
    first.append(day.issue("a", kiosk="kiosk-1"))
    day.wait(600)
    other = drawn(day, 6, apart=5, kiosk="kiosk-2")
    day.wait(600)
    second = drawn(day, 6)
    day.issue("a")
    assert runs(day) == [("kiosk-1", first), ("kiosk-1", second), ("kiosk-2", other)]
    assert replay(day.records) == day.day


def test_a_run_shows_what_can_still_be_taken_out():
    day = opened_counters("1")
    tickets = drawn(day, 6)
    day.call("1")
    day.press(c.StartService, "1")
    day.do(c.CancelTicket(tickets[2]))
    assert runs(day) == [("kiosk-1", [tickets[1], *tickets[3:]])]
    day.do(c.VoidRun(tuple(tickets), "left"))
    assert runs(day) == []


# taking runs out


def test_a_run_is_voided_as_far_as_it_can_be():
    day = Rehearsal(ONE_CALL)
    tickets = in_every_state(day)
    day.do(c.VoidRun(tuple(tickets.values()), "left"))
    stays = {TicketState.SERVING, TicketState.DONE, TicketState.CANCELLED, TicketState.EXPIRED}
    for state, ticket in tickets.items():
        assert day.state(ticket) is (state if state in stays else TicketState.VOID)
    assert day.counter("1").ticket_id is None  # its ticket was called
    assert day.counter("2").ticket_id == tickets[TicketState.SERVING]


def test_a_number_named_twice_is_voided_once():
    day = Rehearsal()
    ticket = day.issue("a")
    assert len(day.do(c.VoidRun((ticket, ticket), "left"))) == 1


def test_a_run_of_which_nothing_is_left_is_refused():
    day = Rehearsal()
    ticket = day.issue("a")
    day.do(c.CancelTicket(ticket))
    assert day.refused(c.VoidRun((ticket,), "left")) == Refusal(RefusalCode.NOTHING_TO_VOID)


def test_a_run_is_voided_as_a_whole_or_not_at_all():
    day = Rehearsal()
    ticket = day.issue("a")
    assert day.code(c.VoidRun((ticket, "z"), "left")) is RefusalCode.TICKET_UNKNOWN
    assert day.code(c.VoidRun((ticket,), "why")) is RefusalCode.REASON_UNKNOWN
    assert day.state(ticket) is TicketState.WAITING


# finding runs harmless


def test_a_dismissed_run_is_shown_no_more_and_its_numbers_count():
    day = opened_counters("1")
    tickets = drawn(day, 6)
    day.do(c.DismissRun(tuple(tickets)))
    assert runs(day) == []
    assert {day.state(ticket) for ticket in tickets} == {TicketState.WAITING}
    assert day.code(asked()) is RefusalCode.TOO_MANY_AT_ONCE  # harmless, and slowed all the same
    assert day.call("1") == tickets[0]
    assert replay(day.records) == day.day


def test_a_dismissed_run_that_goes_on_is_shown_again_as_a_whole():
    day = Rehearsal()
    tickets = drawn(day, 6)
    day.do(c.DismissRun(tuple(tickets)))
    day.wait(20)
    tickets.append(day.issue("a", kiosk="kiosk-1"))
    assert runs(day) == [("kiosk-1", tickets)]
    day.do(c.DismissRun(tuple(tickets)))
    assert runs(day) == []


def test_a_run_that_grew_meanwhile_stays_shown():
    day = Rehearsal()
    seen = drawn(day, 6)
    day.wait(20)
    grown = [*seen, day.issue("a", kiosk="kiosk-1")]
    day.do(c.DismissRun(tuple(seen)))
    assert runs(day) == [("kiosk-1", grown)]


def test_other_runs_stay_shown():
    day = Rehearsal()
    first = drawn(day, 6)
    second = drawn(day, 6, kiosk="kiosk-2")
    day.do(c.DismissRun(tuple(first)))
    assert runs(day) == [("kiosk-2", second)]


def test_what_is_no_run_cannot_be_dismissed():
    day = Rehearsal()
    ticket = day.issue("a")
    assert day.refused(c.DismissRun((ticket,))) == Refusal(RefusalCode.NOTHING_TO_DISMISS)
    assert day.code(c.DismissRun((ticket, "z"))) is RefusalCode.TICKET_UNKNOWN
    tickets = drawn(day, 6)
    day.do(c.DismissRun(tuple(tickets)))
    assert day.refused(c.DismissRun(tuple(tickets))) == Refusal(RefusalCode.NOTHING_TO_DISMISS)
