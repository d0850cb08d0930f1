import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.office import CallRules
from server.queueing.ticket import ExpiryReason, TicketState
from tests.queueing.rehearsal import OFFICE, Rehearsal, opened_counters

ONE_CALL = replace(OFFICE, calls=CallRules(calls_before_no_show=1))


def in_every_state(day: Rehearsal) -> dict[TicketState, str]:
    """A ticket in each state; counter 1 has called one, counter 2 serves another."""
    tickets = {}
    tickets[TicketState.CANCELLED] = day.issue("a")
    day.do(c.CancelTicket(tickets[TicketState.CANCELLED]))
    tickets[TicketState.VOID] = day.issue("a")
    day.do(c.VoidTicket(tickets[TicketState.VOID], "left"))
    tickets[TicketState.EXPIRED] = day.reserve("a")
    day.do(day.due_command(tickets[TicketState.EXPIRED]))
    for state, press in (
        (TicketState.DONE, c.FinishService),
        (TicketState.HELD, c.HoldTicket),
        (TicketState.NO_SHOW, c.MarkNoShow),
    ):
        tickets[state] = day.issue("a")
        day.call("1")
        day.press(press, "1")
    tickets[TicketState.SERVING] = day.issue("b")
    day.call("2")
    day.press(c.StartService, "2")
    tickets[TicketState.CALLED] = day.issue("a")
    day.call("1")
    tickets[TicketState.WAITING] = day.issue("a")
    tickets[TicketState.RESERVED] = day.reserve("a")
    day.issue("a")  # somebody behind, for whom one may be late
    assert {day.state(ticket): ticket for ticket in tickets.values()} == tickets
    return tickets


@pytest.mark.parametrize(
    ("make", "accepted"),
    [
        (c.ConfirmTicket, {"reserved", "expired"}),
        (c.CancelTicket, {"reserved", "waiting", "called", "held", "no_show"}),
        (c.DelayTicket, {"waiting"}),
        (c.ReturnTicket, {"no_show"}),
        (
            lambda ticket: c.VoidTicket(ticket, "left"),
            {"reserved", "waiting", "called", "held", "no_show"},
        ),
        (
            lambda ticket: c.ReprintTicket(ticket, "lost"),
            {"reserved", "waiting", "called", "serving", "held", "no_show"},
        ),
        (
            lambda ticket: c.ChangePriority(ticket, True, "asked"),
            {"reserved", "waiting", "called", "serving", "held", "no_show"},
        ),
    ],
    ids=["confirm", "cancel", "delay", "return", "void", "reprint", "priority"],
)
@pytest.mark.parametrize("state", list(TicketState))
def test_what_may_be_done_in_which_state(make, accepted, state):
    day = Rehearsal(ONE_CALL)
    ticket = in_every_state(day)[state]
    answer = day.attempt(make(ticket))
    if state in accepted:
        assert not isinstance(answer, Refusal), answer
    elif state is TicketState.SERVING and make is not c.ConfirmTicket:
        assert isinstance(answer, Refusal)
        assert answer.code in {RefusalCode.TICKET_IN_SERVICE, RefusalCode.TICKET_NOT_IN_STATE}
    else:
        number = day.ticket(ticket).number
        assert answer == Refusal(
            RefusalCode.TICKET_NOT_IN_STATE, {"number": number, "state": state.value}
        )


@pytest.mark.parametrize(
    "command",
    [
        c.ConfirmTicket("z"),
        c.CancelTicket("z"),
        c.DelayTicket("z"),
        c.ReturnTicket("z"),
        c.VoidTicket("z", "left"),
        c.ReprintTicket("z", "lost"),
        c.ChangePriority("z", True, "asked"),
    ],
)
def test_an_unknown_ticket_is_refused(command):
    assert Rehearsal().code(command) is RefusalCode.TICKET_UNKNOWN


@pytest.mark.parametrize(
    ("command", "known"),
    [
        (c.VoidTicket("t1", "why"), "left"),
        (c.ReprintTicket("t1", "why"), "lost"),
        (c.ChangePriority("t1", True, "why"), "asked"),
    ],
)
def test_an_unknown_reason_is_refused(command, known):
    day = Rehearsal()
    day.issue()
    assert day.refused(command) == Refusal(
        RefusalCode.REASON_UNKNOWN, {"reason": "why", "known": known}
    )


# confirming


def test_a_number_is_not_called_before_it_is_confirmed():
    day = opened_counters("1")
    first = day.reserve("a")
    day.wait(1)
    second = day.issue("a")
    assert day.call("1") == second
    day.do(c.ConfirmTicket(first))
    day.press(c.FinishAndNext, "1")
    assert day.counter("1").ticket_id == first


def test_a_number_counts_also_when_its_reservation_ran_out():
    day = opened_counters("1")
    first = day.reserve("a")
    day.wait(1)
    second = day.issue("a")
    day.run("08:10")
    assert day.ticket(first).reason == ExpiryReason.UNCONFIRMED
    day.do(c.ConfirmTicket(first))
    ticket = day.ticket(first)
    assert (ticket.state, ticket.reason, ticket.ended_at) == (TicketState.WAITING, None, None)
    assert day.call_all("1") == [first, second]


def test_a_number_that_the_day_ended_cannot_be_confirmed():
    day = Rehearsal()
    ticket = day.reserve("a")
    day.do(c.EndDay(1))
    assert day.code(c.ConfirmTicket(ticket)) is RefusalCode.DAY_ENDED


# giving up


def test_who_cancels_after_the_call_frees_the_counter():
    day = opened_counters("1")
    ticket, other = day.line_up("a", "a")
    day.call("1")
    day.do(c.CancelTicket(ticket))
    assert day.counter("1").ticket_id is None
    assert day.ticket(ticket).counter is None
    assert day.call("1") == other


def test_who_is_being_served_cannot_be_taken_out():
    day = opened_counters("1")
    ticket = day.issue("a")
    day.call("1")
    day.press(c.StartService, "1")
    refusal = Refusal(RefusalCode.TICKET_IN_SERVICE, {"number": "A-001"})
    assert day.refused(c.CancelTicket(ticket)) == refusal
    assert day.refused(c.VoidTicket(ticket, "left")) == refusal


def test_a_void_number_keeps_its_reason():
    day = Rehearsal()
    ticket = day.issue("a")
    day.do(c.VoidTicket(ticket, "left"))
    assert (day.ticket(ticket).reason, day.ticket(ticket).ended_at) == ("left", day.now)
    assert day.code(c.VoidTicket(ticket, "left")) is RefusalCode.TICKET_NOT_IN_STATE


# what staff change


def test_a_copy_has_a_token_of_its_own_and_the_old_one_stays_good():
    day = Rehearsal()
    ticket = day.issue("a")
    day.do(c.ReprintTicket(ticket, "lost", "hash-copy"))
    assert day.day.ids_by_token == {f"hash-{ticket}": ticket, "hash-copy": ticket}
    again = c.ReprintTicket(ticket, "lost", "hash-copy")
    assert day.code(again) is RefusalCode.TICKET_ID_TAKEN
    assert day.state(ticket) is TicketState.WAITING


def test_priority_moves_to_the_other_class_with_seniority():
    day = opened_counters("1")
    day.line_up("a", "a", priority=True)
    tickets = day.line_up("a", "a")
    day.do(c.ChangePriority("t1", False, "asked"))
    assert day.code(c.ChangePriority("t1", False, "asked")) is RefusalCode.PRIORITY_UNCHANGED
    # the first of the regular line now, before those who came later
    assert day.call_all("1") == ["t2", "t1", *tickets]


def test_priority_of_a_called_ticket_changes_in_the_hand():
    day = opened_counters("1")
    ticket = day.issue("a")
    day.call("1")
    day.do(c.ChangePriority(ticket, True, "asked"))
    assert day.ticket(ticket).is_priority
    assert day.counter("1").ticket_id == ticket
