from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.events import HoldEnded, PhaseEntered, TicketExpired, TicketMissed
from server.queueing.schedule import Period, Phase, due_at, stopped_periods
from server.queueing.ticket import ExpiryReason, TicketState
from server.queueing.timers import ticket_due
from tests.queueing.rehearsal import CLOSED, SCHEDULE, Rehearsal, clock, opened_counters


def due_time(day: Rehearsal, ticket: str) -> str | None:
    """When the clock ends a ticket's state, on the office's clock."""
    due = ticket_due(day.day, day.ticket(ticket))
    return None if due is None else (due.at + timedelta(hours=7)).strftime("%H:%M:%S")


def called(day: Rehearsal, *, priority: bool = False) -> str:
    ticket = day.issue("a", priority=priority)
    assert day.call("1") == ticket
    return ticket


# what falls due


def test_a_reservation_runs_out():
    day = Rehearsal()
    ticket = day.reserve("a")
    assert due_time(day, ticket) == "08:02:00"
    assert day.code(c.EndReservation(ticket)) is RefusalCode.COMMAND_NOT_DUE
    assert TicketExpired(ticket, ExpiryReason.UNCONFIRMED) in day.run("08:02")


@pytest.mark.parametrize(("priority", "time"), [(False, "08:03:00"), (True, "08:05:00")])
def test_a_call_is_missed_later_with_priority(priority, time):
    day = Rehearsal()
    ticket = called(day, priority=priority)
    assert due_time(day, ticket) == time
    assert TicketMissed(ticket, "1") not in day.run("08:02:59")
    day.run("08:05:00")
    assert day.state(ticket) is TicketState.NO_SHOW
    assert day.counter("1").ticket_id is None


def test_a_recall_begins_the_time_anew():
    day = Rehearsal()
    ticket = called(day)
    stale = day.due()
    assert stale is not None
    day.at("08:02:00")
    day.press(c.Recall, "1")
    assert due_time(day, ticket) == "08:05:00"
    day.at("08:03:00")
    assert day.code(c.MissCall(ticket, 1)) is RefusalCode.COMMAND_NOT_DUE
    day.at("08:05:00")
    assert day.code(c.MissCall(ticket, 1)) is RefusalCode.COMMAND_NOT_DUE
    day.do(c.MissCall(ticket, 2))


def test_the_clock_misses_a_call_whatever_the_count():
    day = Rehearsal()
    ticket = called(day)
    day.run("08:03")
    assert (day.ticket(ticket).calls, day.state(ticket)) == (1, TicketState.NO_SHOW)


def test_who_has_come_is_not_missed():
    day = Rehearsal()
    ticket = called(day)
    day.press(c.StartService, "1")
    assert due_time(day, ticket) is None
    day.run("11:00")
    assert day.state(ticket) is TicketState.SERVING


def test_a_hold_ends_with_seniority():
    day = opened_counters("1")
    held, other = day.line_up("a", "a")
    day.call("1")
    day.press(c.HoldTicket, "1")
    assert due_time(day, held) == "08:15:02"
    assert HoldEnded(held, at_head=False) in day.run("08:15:02")
    assert day.call_all("1") == [held, other]


# office time


def test_timers_stand_in_breaks():
    day = Rehearsal(time="11:59")
    ticket = called(day)
    reserved = day.reserve("a")
    assert due_time(day, ticket) == "13:02:00"
    assert due_time(day, reserved) == "13:01:00"
    assert [type(event) for event in day.run("12:59:59")] == [PhaseEntered, PhaseEntered]
    assert day.state(ticket) is TicketState.CALLED


def test_a_timer_that_would_run_out_as_a_break_begins_waits_for_its_end():
    day = Rehearsal(time="11:57")
    assert due_time(day, called(day)) == "13:00:00"


def test_what_begins_in_a_break_begins_to_run_after_it():
    day = Rehearsal(time="12:30")
    assert due_time(day, called(day)) == "13:03:00"


def test_timers_run_before_the_first_and_after_the_last_hour_of_service():
    day = Rehearsal(time="07:00")
    assert due_time(day, called(day)) == "07:03:00"
    day.press(c.FinishService, "1")
    ticket = day.issue("a")
    day.at("15:30")
    day.call("1")
    assert due_time(day, ticket) == "15:33:00"


def test_timers_of_a_suspended_service_stand():
    day = Rehearsal()
    ticket = called(day)
    other = day.reserve("b")
    day.wait(60)
    day.do(c.SuspendService("a", "system"))
    assert due_time(day, ticket) is None
    assert due_time(day, other) == "08:02:00"
    day.run("09:01")
    assert day.state(ticket) is TicketState.CALLED
    day.do(c.ResumeSuspended("a"))
    assert due_time(day, ticket) == "09:03:00"


def test_a_suspension_in_a_break_is_not_counted_twice():
    day = Rehearsal(time="11:59")
    ticket = called(day)
    day.at("12:30")
    day.do(c.SuspendService("a", "system"))
    day.at("13:30")
    day.do(c.ResumeSuspended("a"))
    assert due_time(day, ticket) == "13:32:00"


def test_time_taken_back_by_undo_begins_anew():
    day = Rehearsal()
    ticket = called(day)
    day.run("08:03")
    missed = day.records[-1]
    assert isinstance(missed.event, TicketMissed)
    day.at("08:04")
    day.press(c.UndoLast, "1")
    assert day.state(ticket) is TicketState.CALLED
    assert day.ticket(ticket).call_at == clock("08:00")
    assert due_time(day, ticket) == "08:07:00"
    again = day.due()
    assert again is not None
    assert again.command_id != missed.command_id
    day.run("08:07")
    assert day.state(ticket) is TicketState.NO_SHOW


def test_the_clock_says_the_same_call_is_missed_under_one_id():
    day = Rehearsal()
    called(day)
    first, again = day.due(), day.due()
    assert first is not None
    assert first == again
    day.press(c.UndoLast, "1")
    day.call("1")
    second = day.due()
    assert second is not None
    assert second.command_id != first.command_id


MINUTES = st.integers(0, 600)


@given(MINUTES, st.integers(0, 3600), st.lists(st.tuples(MINUTES, MINUTES), max_size=5))
def test_office_time_is_real_time_less_the_stops(start_minute, seconds, spans):
    start = clock("07:00") + timedelta(minutes=start_minute)
    others = [
        Period(clock("07:00") + timedelta(minutes=low), clock("07:00") + timedelta(minutes=high))
        for low, high in spans
        if low <= high
    ]
    stopped = stopped_periods(SCHEDULE, others)
    due = due_at(start, seconds, stopped)
    assert not any(period.start <= due < period.end for period in stopped if period.end > start)
    stood = sum(
        (min(due, period.end) - max(start, period.start)).total_seconds()
        for period in stopped
        if period.end > start and period.start < due
    )
    assert (due - start).total_seconds() - stood == seconds


def test_stops_are_merged():
    spans = [("09:00", "10:00"), ("11:30", "12:30"), ("10:00", "10:10"), ("09:10", "09:20")]
    others = [Period(clock(start), clock(end)) for start, end in spans]
    assert stopped_periods(SCHEDULE, others) == [
        Period(clock("09:00"), clock("10:10")),
        Period(clock("11:30"), clock("13:00")),
    ]


# the day's own moments


def test_the_clock_tells_each_phase_once_and_then_midnight():
    day = Rehearsal(time="06:30")
    entered = []
    while (due := day.due()) is not None and due.at < SCHEDULE.ends_at:
        day.now = max(day.now, due.at)
        (event,) = day.do(due.command)
        assert isinstance(event, PhaseEntered)
        entered.append((event.phase, day.now))
    assert entered == [
        (Phase.BEFORE, clock("06:30")),
        (Phase.NUMBERS, clock("07:00")),
        (Phase.OPEN, clock("08:00")),
        (Phase.BREAK, clock("12:00")),
        (Phase.OPEN, clock("13:00")),
        (Phase.CLOSING, clock("14:00")),
    ]
    assert due is not None
    assert due.command == c.PassMidnight()
    assert due.command_id == "midnight:2026-06-23"


def test_a_closed_day_passes_too():
    day = Rehearsal(schedule=CLOSED, time="09:00")
    assert day.run("23:59") == [PhaseEntered(Phase.CLOSED_TODAY)]
    due = day.due()
    assert due is not None
    assert (due.at, due.command) == (CLOSED.ends_at, c.PassMidnight())


def test_a_phase_is_entered_when_it_is_there_and_once():
    day = Rehearsal()
    assert day.code(c.EnterPhase(Phase.BREAK)) is RefusalCode.COMMAND_NOT_DUE
    day.do(c.EnterPhase(Phase.OPEN))
    assert day.code(c.EnterPhase(Phase.OPEN)) is RefusalCode.COMMAND_NOT_DUE


def test_a_server_that_slept_catches_up():
    day = Rehearsal()
    ticket = called(day)
    reserved = day.reserve("b")
    day.at("13:30")
    while (due := day.due()) is not None and due.at <= day.now:
        day.do(due.command)
    assert day.day.phase is Phase.OPEN
    assert day.state(ticket) is TicketState.NO_SHOW
    assert day.state(reserved) is TicketState.EXPIRED


@pytest.mark.parametrize(
    "command",
    [c.EndReservation("t9"), c.MissCall("t9", 1), c.EndHold("t9"), c.EndHold("t1")],
)
def test_what_is_not_due_is_refused(command):
    day = Rehearsal()
    day.issue("a")
    day.at("10:00")
    assert day.code(command) is RefusalCode.COMMAND_NOT_DUE


def test_the_earliest_comes_first():
    day = opened_counters("1")
    day.do(c.EnterPhase(Phase.OPEN))
    ticket = called(day)
    day.wait(70)
    day.reserve("b")
    due = day.due()
    assert due is not None
    assert due.command == c.MissCall(ticket, 1)
    sooner = replace(day.day.office, tickets=replace(day.day.office.tickets, confirm_seconds=60))
    day.do(c.ConfigureOffice(sooner, SCHEDULE))
    due = day.due()
    assert due is not None
    assert due.command == c.EndReservation("t2")
