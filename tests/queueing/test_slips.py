"""Slips: what became of the paper, told at the confirmation or later."""

import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.ticket import Slip, TicketState
from tests.queueing.rehearsal import Rehearsal, opened_counters


@pytest.mark.parametrize("slip", list(Slip))
def test_a_confirmation_says_what_became_of_the_slip(slip: Slip):
    day = Rehearsal()
    ticket = day.reserve("a")
    assert day.ticket(ticket).slip is None
    day.do(c.ConfirmTicket(ticket, slip))
    assert (day.state(ticket), day.ticket(ticket).slip) == (TicketState.WAITING, slip)


def test_a_confirmation_from_before_there_was_paper_says_shown():
    assert e.TicketConfirmed("t1").slip is Slip.SHOWN


@pytest.mark.parametrize("told", list(Slip))
@pytest.mark.parametrize("later", list(Slip))
def test_only_better_news_of_a_slip_is_news(told: Slip, later: Slip):
    order = list(Slip)
    day = Rehearsal()
    ticket = day.reserve("a")
    day.do(c.ConfirmTicket(ticket, told))
    answer = day.attempt(c.ConfirmTicket(ticket, later))
    if order.index(later) > order.index(told):
        assert answer == [e.SlipReported(ticket, later)]
        assert day.ticket(ticket).slip is later
    else:
        assert isinstance(answer, Refusal)
        assert answer.code is RefusalCode.TICKET_NOT_IN_STATE
        assert day.ticket(ticket).slip is told


def test_a_slip_may_come_out_after_the_call():
    day = opened_counters("1")
    ticket = day.reserve("a")
    day.do(c.ConfirmTicket(ticket, Slip.FAILED))
    day.call("1")
    day.do(c.ConfirmTicket(ticket, Slip.PRINTED))
    assert (day.state(ticket), day.ticket(ticket).slip) == (TicketState.CALLED, Slip.PRINTED)


def test_a_number_that_staff_gave_has_no_slip_to_report():
    day = Rehearsal()
    ticket = day.reserve("a", reason="no_phone")
    assert day.code(c.ConfirmTicket(ticket, Slip.PRINTED)) is RefusalCode.TICKET_NOT_IN_STATE


def test_news_of_a_slip_does_not_keep_a_counter_from_undo_nor_does_undo_lose_it():
    day = opened_counters("1")
    ticket = day.reserve("a")
    day.do(c.ConfirmTicket(ticket, Slip.FAILED))
    day.call("1")
    day.do(c.ConfirmTicket(ticket, Slip.PRINTED))
    day.press(c.UndoLast, "1")
    assert (day.state(ticket), day.ticket(ticket).slip) == (TicketState.WAITING, Slip.PRINTED)


def test_a_number_keeps_the_name_of_its_kiosk():
    day = Rehearsal()
    ticket = day.reserve("a", kiosk="kiosk-2")
    assert day.ticket(ticket).kiosk == "kiosk-2"
    assert day.ticket(day.reserve("a")).kiosk is None
