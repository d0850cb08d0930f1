"""Claims: the first phone that opens a ticket may act on it."""

import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.commands import Visitor
from server.queueing.ticket import TicketState
from server.queueing.timers import ticket_due
from tests.queueing.rehearsal import Rehearsal, opened_counters
from tests.queueing.test_tickets import ONE_CALL, in_every_state

MINE, OTHER = Visitor("hash-mine"), Visitor("hash-other")
NO_PHONE = Visitor()
BY_OTHER = Refusal(RefusalCode.CLAIMED_BY_OTHER_PHONE, {"number": "A-001"})


def claimed() -> Rehearsal:
    day = Rehearsal()
    day.do(c.ClaimTicket(day.issue("a"), "hash-mine"))
    return day


def test_the_first_phone_wins():
    day = claimed()
    assert day.ticket("t1").phone_hash == "hash-mine"
    assert day.refused(c.ClaimTicket("t1", "hash-other")) == BY_OTHER


def test_the_same_phone_may_ask_again():
    day = claimed()
    version = day.day.version
    assert day.do(c.ClaimTicket("t1", "hash-mine")) == []
    day.do(c.CancelTicket("t1", MINE))
    assert day.do(c.ClaimTicket("t1", "hash-mine")) == []
    assert day.day.version == version + 1


@pytest.mark.parametrize("visitor", [OTHER, NO_PHONE])
@pytest.mark.parametrize("kind", [c.CancelTicket, c.DelayTicket, c.ReturnTicket, c.UndoCancel])
def test_other_phones_only_look(kind: type[c.OwnCommand], visitor: Visitor):
    assert claimed().refused(kind("t1", visitor)) == BY_OTHER


@pytest.mark.parametrize("visitor", [MINE, None])
def test_the_phone_that_claimed_a_ticket_and_staff_act_on_it(visitor: Visitor | None):
    day = claimed()
    day.issue("a")
    day.do(c.DelayTicket("t1", visitor))
    day.do(c.CancelTicket("t1", visitor))
    day.do(c.UndoCancel("t1", visitor))
    assert day.state("t1") is TicketState.WAITING


@pytest.mark.parametrize("visitor", [OTHER, NO_PHONE])
def test_anybody_with_the_code_acts_on_a_ticket_that_nobody_claimed(visitor: Visitor):
    day = Rehearsal()
    day.do(c.CancelTicket(day.issue("a"), visitor))


@pytest.mark.parametrize("state", list(TicketState))
def test_tickets_are_claimed_while_a_visitor_can_act(state: TicketState):
    day = Rehearsal(ONE_CALL)
    ticket = in_every_state(day)[state]
    answer = day.attempt(c.ClaimTicket(ticket, "hash-mine"))
    if state in {TicketState.DONE, TicketState.VOID, TicketState.EXPIRED}:
        assert isinstance(answer, Refusal)
        assert answer.code is RefusalCode.TICKET_NOT_IN_STATE
    else:
        assert answer == [e.TicketClaimed(ticket, "hash-mine")]


def test_a_copy_leads_to_the_ticket_as_it_was_claimed():
    day = claimed()
    day.do(c.ReprintTicket("t1", "lost", "hash-copy"))
    assert day.day.ids_by_token["hash-copy"] == "t1"
    assert day.refused(c.ClaimTicket("t1", "hash-other")) == BY_OTHER
    day.do(c.CancelTicket("t1", MINE))


def test_a_claim_does_not_keep_a_counter_from_undo_nor_does_undo_lose_it():
    day = opened_counters("1")
    ticket = day.issue("a")
    day.call("1")
    day.do(c.ClaimTicket(ticket, "hash-mine"))
    day.press(c.UndoLast, "1")
    assert day.state(ticket) is TicketState.WAITING
    assert day.ticket(ticket).phone_hash == "hash-mine"


def test_a_claim_changes_nobodys_timer():
    day = opened_counters("1")
    ticket = day.issue("a")
    day.call("1")
    due = ticket_due(day.day, day.ticket(ticket))
    day.do(c.ClaimTicket(ticket, "hash-mine"))
    assert due is not None
    assert ticket_due(day.day, day.ticket(ticket)) == due


def test_an_unknown_ticket_is_not_claimed():
    assert Rehearsal().code(c.ClaimTicket("z", "hash-mine")) is RefusalCode.TICKET_UNKNOWN
