"""Personal data: what may come with a number, who saw it, and that it was erased."""

import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.asking import kinds_asked, kinds_needed
from server.queueing.commands import Visitor
from server.queueing.ticket import TicketState
from tests.queueing.rehearsal import OFFICE, Rehearsal, reasons

ASKING = replace(
    OFFICE,
    services=tuple(
        replace(service, needs=("nik",), asks=("phone",)) if service.id == "a" else service
        for service in OFFICE.services
    ),
    reasons=replace(OFFICE.reasons, contacts=reasons("reach")),
)
NEEDED = Refusal(RefusalCode.CONTACT_NEEDED, {"kind": "nik"})


def ask(day: Rehearsal, *services: str, contacts: tuple[str, ...] = (), reason: str | None = None):
    command = c.IssueTicket("t1", "hash-t1", services, contacts=contacts, reason=reason)
    return day.attempt(command)


def given() -> Rehearsal:
    day = Rehearsal(ASKING)
    ask(day, "a", contacts=("nik", "phone"))
    return day


def test_number_says_which_kinds_came_with_it():
    day = given()
    assert day.ticket("t1").contacts == ("nik", "phone")


def test_kind_that_is_asked_for_may_be_left_out():
    day = Rehearsal(ASKING)
    ask(day, "a", contacts=("nik",))
    assert day.ticket("t1").contacts == ("nik",)


def test_kind_that_is_needed_may_not_be_left_out_at_a_kiosk():
    assert ask(Rehearsal(ASKING), "a", contacts=("phone",)) == NEEDED
    assert ask(Rehearsal(ASKING), "b", "a") == NEEDED


def test_staff_may_leave_out_what_is_needed():
    day = Rehearsal(ASKING)
    ask(day, "a", reason="no_phone")
    assert day.ticket("t1").contacts == ()


@pytest.mark.parametrize("reason", [None, "no_phone"])
def test_kind_that_nobody_asks_for_is_refused(reason):
    refusal = ask(Rehearsal(ASKING), "b", contacts=("phone",), reason=reason)
    assert refusal == Refusal(RefusalCode.CONTACT_NOT_ASKED, {"kind": "phone"})


def test_visit_of_several_services_asks_for_each_kind_once():
    services = [replace(OFFICE.services[0], needs=("nik",), asks=("phone",))] * 2
    assert kinds_asked(services) == ("nik", "phone")
    assert kinds_needed(services) == ("nik",)


def test_seeing_it_is_recorded_with_its_reason():
    day = given()
    assert day.do(c.ShowContacts("t1", "reach")) == [
        e.ContactsShown("t1", ("nik", "phone"), "reach")
    ]


def test_seeing_it_needs_a_reason_of_the_office():
    refusal = given().refused(c.ShowContacts("t1", "curious"))
    assert refusal == Refusal(RefusalCode.REASON_UNKNOWN, {"reason": "curious", "known": "reach"})


def test_what_is_not_there_is_neither_seen_nor_erased():
    day = Rehearsal(ASKING)
    ask(day, "b")
    nothing = Refusal(RefusalCode.NO_CONTACTS, {"number": "B-001"})
    assert day.refused(c.ShowContacts("t1", "reach")) == nothing
    assert day.refused(c.EraseContacts("t1")) == nothing


@pytest.mark.parametrize("command", [c.ShowContacts("none", "reach"), c.EraseContacts("none")])
def test_of_no_ticket_there_is_none(command):
    assert given().refused(command) == Refusal(RefusalCode.TICKET_UNKNOWN)


def test_erasing_leaves_the_number():
    day = given()
    day.do(c.ConfirmTicket("t1"))
    assert day.do(c.EraseContacts("t1")) == [e.ContactsErased("t1", ("nik", "phone"))]
    assert day.ticket("t1").contacts == ()
    assert day.state("t1") is TicketState.WAITING


def test_erasing_is_for_the_phone_that_claimed_the_ticket():
    day = given()
    day.do(c.ClaimTicket("t1", "hash-mine"))
    refusal = day.refused(c.EraseContacts("t1", Visitor("hash-other")))
    assert refusal == Refusal(RefusalCode.CLAIMED_BY_OTHER_PHONE, {"number": "A-001"})
    assert day.do(c.EraseContacts("t1", Visitor("hash-mine")))


def test_when_the_day_has_ended_it_can_be_seen_and_erased_and_nothing_else():
    day = given()
    day.do(c.EndDay(left=1))
    assert day.do(c.ShowContacts("t1", "reach"))
    assert day.do(c.EraseContacts("t1"))
    assert day.refused(c.CancelTicket("t1")) == Refusal(RefusalCode.DAY_ENDED)


def test_seeing_and_erasing_do_not_stand_in_the_way_of_an_undo():
    day = given()
    day.do(c.ConfirmTicket("t1"))
    day.press(c.OpenCounter, "1")
    day.call("1")
    day.do(c.ShowContacts("t1", "reach"))
    day.do(c.EraseContacts("t1"))
    day.press(c.UndoLast, "1")
    assert day.state("t1") is TicketState.WAITING
    assert day.ticket("t1").contacts == ()
