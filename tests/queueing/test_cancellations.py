"""Giving a number up, and keeping it after all."""

import pytest
from msgspec.structs import replace

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.leaving import cancel_undone_until
from server.queueing.office import TicketRules
from server.queueing.ticket import FRONT_TIER, TicketState
from tests.queueing.rehearsal import OFFICE, Rehearsal, all_ahead, clock, opened_counters
from tests.queueing.test_tickets import ONE_CALL, in_every_state


def test_who_stays_after_all_has_the_old_place():
    day = opened_counters("1")
    tickets = day.line_up("a", "a", "a")
    before = day.ticket(tickets[1])
    day.do(c.CancelTicket(tickets[1]))
    day.line_up("a")
    day.do(c.UndoCancel(tickets[1]))
    after = day.ticket(tickets[1])
    assert replace(after, touched=0, restored_at=None) == replace(before, touched=0)
    assert day.call_all("1") == [*tickets, "t4"]


def test_who_stays_counts_ahead_of_others_again():
    day = opened_counters("1")
    first, second = day.line_up("a", "a")
    day.do(c.CancelTicket(first))
    assert all_ahead(day.day)[second] == 0
    day.do(c.UndoCancel(first))
    assert all_ahead(day.day)[second] == 1


def test_who_gave_up_a_call_waits_at_the_head():
    day = opened_counters("1", "2")
    called, *_ = day.line_up("b", "b", "b")
    day.call("1")
    day.do(c.CancelTicket(called))
    assert day.counter("1").ticket_id is None
    day.do(c.UndoCancel(called))
    ticket = day.ticket(called)
    assert (ticket.state, ticket.place.tier, ticket.calls) == (TicketState.WAITING, FRONT_TIER, 0)
    assert day.counter("1").ticket_id is None
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.NOTHING_TO_UNDO
    assert day.call("2") == called


@pytest.mark.parametrize(
    "state",
    [TicketState.RESERVED, TicketState.WAITING, TicketState.HELD, TicketState.NO_SHOW],
)
def test_a_cancellation_is_undone_to_the_state_before(state: TicketState):
    day = Rehearsal(ONE_CALL)
    ticket = in_every_state(day)[state]
    day.do(c.CancelTicket(ticket))
    day.wait(299)
    day.do(c.UndoCancel(ticket))
    assert (day.state(ticket), day.ticket(ticket).ended_at) == (state, None)


@pytest.mark.parametrize("state", [TicketState.RESERVED, TicketState.HELD])
def test_a_timer_begins_anew_with_the_undo(state: TicketState):
    day = Rehearsal(ONE_CALL)
    ticket = in_every_state(day)[state]
    day.do(c.CancelTicket(ticket))
    day.wait(250)
    day.do(c.UndoCancel(ticket))
    again = day.now
    day.due_command(ticket)
    seconds = {TicketState.RESERVED: 120, TicketState.HELD: 900}[state]
    assert (day.now - again).total_seconds() == seconds


@pytest.mark.parametrize("state", [state for state in TicketState if state != "cancelled"])
def test_only_a_cancellation_is_undone(state: TicketState):
    day = Rehearsal(ONE_CALL)
    ticket = in_every_state(day)[state]
    assert day.code(c.UndoCancel(ticket)) is RefusalCode.TICKET_NOT_IN_STATE


def test_a_cancellation_is_undone_for_five_minutes():
    day = Rehearsal()
    ticket = day.issue("a")
    day.do(c.CancelTicket(ticket))
    assert cancel_undone_until(day.day, day.ticket(ticket), day.now) == clock("08:05")
    day.at("08:05")
    assert cancel_undone_until(day.day, day.ticket(ticket), day.now) is None
    assert day.code(c.UndoCancel(ticket)) is RefusalCode.TOO_LATE_TO_UNDO
    day.at("08:04:59")
    day.do(c.UndoCancel(ticket))
    day.do(c.CancelTicket(ticket))
    day.at("08:09")
    day.do(c.UndoCancel(ticket))


def test_the_time_for_undoing_stands_in_breaks():
    day = Rehearsal(time="11:58")
    ticket = day.issue("a")
    day.do(c.CancelTicket(ticket))
    assert cancel_undone_until(day.day, day.ticket(ticket), day.now) == clock("13:03")
    day.at("13:02")
    day.do(c.UndoCancel(ticket))


def test_an_office_may_allow_no_undoing():
    day = Rehearsal(replace(OFFICE, tickets=TicketRules(undo_cancel_seconds=0)))
    ticket = day.issue("a")
    day.do(c.CancelTicket(ticket))
    assert day.code(c.UndoCancel(ticket)) is RefusalCode.TOO_LATE_TO_UNDO


def test_who_stays_takes_up_the_quota_again():
    services = tuple(replace(service, quota=1) for service in OFFICE.services)
    day = Rehearsal(replace(OFFICE, services=services))
    first = day.issue("a")
    day.do(c.CancelTicket(first))
    second = day.issue("a")
    day.do(c.UndoCancel(first))  # the number was given: it is not taken away
    assert day.day.taken["a"] == 2
    day.do(c.CancelTicket(second))
    assert day.code(c.IssueTicket("z", "hash-z", ("a",))) is RefusalCode.QUOTA_USED_UP


def test_who_stays_does_so_on_the_same_day():
    day = Rehearsal()
    ticket = day.issue("a")
    day.do(c.CancelTicket(ticket))
    day.do(c.EndDay(0))
    assert day.code(c.UndoCancel(ticket)) is RefusalCode.DAY_ENDED


def test_a_counter_cannot_undo_past_a_cancellation_that_was_undone():
    day = opened_counters("1")
    ticket = day.issue("a")
    day.call("1")
    day.press(c.HoldTicket, "1")
    day.do(c.CancelTicket(ticket))
    day.do(c.UndoCancel(ticket))
    assert day.press_refused(c.UndoLast, "1") is RefusalCode.TOO_LATE_TO_UNDO
    assert day.state(ticket) is TicketState.HELD
