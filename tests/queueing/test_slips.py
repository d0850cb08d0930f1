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


# giving it again


def copy(ticket: str, reason: str = "kiosk", **how: bool) -> c.ReprintTicket:
    return c.ReprintTicket(ticket, reason, "hash-copy", **how)


def with_slip(slip: Slip | None) -> Rehearsal:
    day = Rehearsal()
    ticket = day.reserve("a")
    if slip is not None:
        day.do(c.ConfirmTicket(ticket, slip))
    return day


@pytest.mark.parametrize("slip", [None, *Slip])
def test_a_kiosk_gives_a_copy_by_the_number_alone_only_where_the_slip_failed(slip: Slip | None):
    day = with_slip(slip)
    if slip is Slip.FAILED:
        day.do(copy("t1", by_kiosk=True))
    else:
        refusal = Refusal(RefusalCode.SLIP_ALREADY_OUT, {"number": "A-001"})
        assert day.refused(copy("t1", by_kiosk=True)) == refusal


@pytest.mark.parametrize("slip", [None, *Slip])
def test_a_kiosk_that_has_the_code_and_staff_give_copies_always(slip: Slip | None):
    with_slip(slip).do(copy("t1", by_kiosk=True, has_code=True))
    with_slip(slip).do(copy("t1", "lost"))


def test_once_a_copy_is_out_the_number_alone_gives_no_other():
    day = with_slip(Slip.FAILED)
    day.do(copy("t1", by_kiosk=True))
    day.do(c.ConfirmTicket("t1", Slip.PRINTED))
    again = c.ReprintTicket("t1", "kiosk", "hash-another", by_kiosk=True)
    assert day.code(again) is RefusalCode.SLIP_ALREADY_OUT


def test_kiosks_give_their_own_reason_and_staff_the_offices():
    day = with_slip(Slip.FAILED)
    refusal = Refusal(RefusalCode.REASON_UNKNOWN, {"reason": "lost", "known": "kiosk"})
    assert day.refused(copy("t1", "lost", by_kiosk=True)) == refusal
    assert day.code(copy("t1", "kiosk")) is RefusalCode.REASON_UNKNOWN


def test_a_copy_of_an_ended_ticket_is_refused():
    day = with_slip(Slip.FAILED)
    day.do(c.CancelTicket("t1"))
    assert day.code(copy("t1", by_kiosk=True)) is RefusalCode.TICKET_NOT_IN_STATE
