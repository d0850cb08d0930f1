"""Hand-in: numbers that a kiosk gave while the server was away."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.ticket import ExpiryReason, Slip, TicketState
from tests.queueing.away import AwayKiosk
from tests.queueing.rehearsal import OFFICE, SCHEDULE, Rehearsal, opened_counters


def cut_off(*counters: str) -> tuple[Rehearsal, AwayKiosk]:
    """A kiosk that has its leases, and then hears nothing any more."""
    day, kiosk = opened_counters(*counters), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    kiosk.hears(day)
    day.wait(60)
    return day, kiosk


def given(day: Rehearsal, kiosk: AwayKiosk, *services: str, **more: Any) -> c.HandInTicket:
    """The kiosk gives a number, as it will be handed in."""
    assert kiosk.gives(day, *(services or ("a",)), **more)
    return kiosk.book.given[-1]


def test_a_handed_in_number_waits_where_it_belongs():
    day, kiosk = cut_off("1")
    before = day.issue("a")
    day.wait(1)
    paper = given(day, kiosk)
    day.wait(1)
    after = day.issue("a")
    day.wait(600)
    (event,) = day.do(paper)
    assert isinstance(event, e.TicketHandedIn)
    ticket = day.ticket(paper.ticket_id)
    assert (ticket.number, ticket.kiosk, ticket.handed_in_at) == ("A-500", "kiosk-1", day.now)
    assert ticket.issued_at == paper.issued_at
    assert day.call_all("1") == [before, paper.ticket_id, after]


def test_handing_in_again_changes_nothing():
    day, kiosk = cut_off("1")
    paper = given(day, kiosk)
    day.do(paper)
    version = day.day.version
    assert day.do(paper) == []
    day.call("1")
    assert day.do(paper) == []
    assert day.day.version == version + 1
    assert day.state(paper.ticket_id) is TicketState.CALLED


def test_a_slip_that_came_after_all_is_told_by_handing_in_again():
    day, kiosk = cut_off()
    paper = replace(given(day, kiosk), slip=Slip.FAILED)
    day.do(paper)
    assert day.do(replace(paper, slip=Slip.PRINTED)) == [
        e.SlipReported(paper.ticket_id, Slip.PRINTED)
    ]
    assert day.do(replace(paper, slip=Slip.SHOWN)) == []


def test_a_lease_of_the_evening_before_buys_no_earlier_place_than_the_first_number():
    day, kiosk = Rehearsal(time="16:30", days_before=1), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    kiosk.hears(day)
    day.at("07:20")
    night = replace(given(day, kiosk), issued_at=day.now - timedelta(hours=9))
    morning = given(day, kiosk)
    day.at("09:00")
    for paper in (night, morning):
        day.do(paper)
    assert day.ticket(night.ticket_id).place.at == SCHEDULE.tickets_from
    assert day.ticket(morning.ticket_id).place.at == morning.issued_at


@pytest.mark.parametrize("claimed", [-86_400 * 900, -60, 60, 86_400 * 900])
def test_an_invented_moment_of_issue_is_bounded(claimed: int):
    day, kiosk = cut_off()
    granted = day.day.leased.leases["2026-06-23.A-500"].granted_at
    moment = day.now + timedelta(seconds=claimed)
    paper = replace(given(day, kiosk), issued_at=moment)
    day.wait(300)
    day.do(paper)
    seniority = day.ticket(paper.ticket_id).place.at
    assert seniority == min(max(moment, granted), day.now)
    assert granted <= seniority <= day.now


def test_a_wrong_clock_changes_no_order():
    day, kiosk = cut_off("2")
    papers = []
    for hours in (5, -3, 0, -9):
        kiosk.clock_is_off = timedelta(hours=hours)
        papers.append(given(day, kiosk, "x" if hours % 2 else "b"))
        day.wait(60)
    for paper in papers:
        day.do(paper)
    assert day.call_all("2") == [paper.ticket_id for paper in papers]


def test_moments_at_the_edge_of_time_are_taken():
    day, kiosk = cut_off()
    for moment in (datetime.min, datetime.max):
        paper = replace(given(day, kiosk), issued_at=moment.replace(tzinfo=UTC))
        day.do(paper)
        assert day.state(paper.ticket_id) is TicketState.WAITING


REFUSING: dict[str, Callable[[Rehearsal], object]] = {
    "closing": lambda day: day.run("14:30"),
    "stopped": lambda day: day.do(c.StopIssuing()),
    "suspended": lambda day: day.do(c.SuspendService("a", "system")),
    "a break": lambda day: day.run("12:30"),
    "no quota": lambda day: day.do(
        c.ConfigureOffice(
            replace(OFFICE, services=(replace(OFFICE.services[0], quota=0), *OFFICE.services[1:])),
            SCHEDULE,
        )
    ),
    "a service that is gone": lambda day: day.do(
        c.ConfigureOffice(
            replace(OFFICE, services=OFFICE.services[1:], counters=OFFICE.counters[1:]), SCHEDULE
        )
    ),
}


@pytest.mark.parametrize("what", REFUSING)
def test_nothing_of_the_office_refuses_a_paper(what: str):
    day, kiosk = cut_off()
    paper = given(day, kiosk)
    REFUSING[what](day)
    day.do(paper)
    assert day.state(paper.ticket_id) is TicketState.WAITING


def test_a_number_that_was_taken_back_meanwhile_is_good():
    services = (replace(OFFICE.services[0], quota=10), *OFFICE.services[1:])
    day, kiosk = Rehearsal(replace(OFFICE, services=services)), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    kiosk.hears(day)
    asks = kiosk.asks()
    papers = [given(day, kiosk) for _ in range(5)]
    for _ in range(4):
        day.issue("a")
    shrunk = day.do(asks)  # it arrives late, and says that nothing is used
    assert shrunk == [e.LeaseShrunk("2026-06-23.A-500", 3)]
    for _ in range(3):
        day.issue("a")
    for paper in papers:
        day.do(paper)
    assert day.day.taken["a"] == 12  # two more than the quota: the papers exist
    assert day.day.leased.waiting("a") == 0


def test_a_day_that_has_ended_takes_the_ticket_and_says_what_became_of_it():
    day, kiosk = cut_off()
    paper = given(day, kiosk)
    day.do(c.EndDay(0))
    day.do(paper)
    ticket = day.ticket(paper.ticket_id)
    assert (ticket.state, ticket.reason) == (TicketState.EXPIRED, ExpiryReason.HANDED_IN_LATE)
    assert day.day.taken["a"] == 0
    assert day.do(paper) == []
    assert day.code(c.CancelTicket(paper.ticket_id)) is RefusalCode.DAY_ENDED


@pytest.mark.parametrize(
    "changes",
    [
        {"lease_id": "2026-06-22.A-500"},
        {"kiosk": "kiosk-2"},
        {"number": "A-501x"},
        {"number": "A-0500"},
        {"number": "A-499"},
        {"number": "A-505"},
        {"number": "A-\u0665\u0660\u0660"},
        {"number": "A-" + "5" * 64},
        {"number": "B-500"},
        {"services": ("b",)},
        {"services": ()},
    ],
    ids=str,
)
def test_a_number_that_is_not_the_kiosks_is_refused(changes: dict[str, Any]):
    day, kiosk = cut_off()
    paper = given(day, kiosk)
    assert day.code(replace(paper, **changes)) is RefusalCode.NUMBER_NOT_LEASED
    assert day.code(replace(paper, **changes)) is RefusalCode.NUMBER_NOT_LEASED
    day.do(paper)


def test_a_number_that_somebody_has_is_refused():
    day, kiosk = cut_off()
    paper = given(day, kiosk)
    day.do(paper)
    other = replace(paper, ticket_id="other", token_hash="hash-other")
    assert day.code(other) is RefusalCode.NUMBER_TAKEN


def test_an_id_or_a_token_that_somebody_has_is_refused():
    day, kiosk = cut_off()
    mine = day.issue("a")
    paper = given(day, kiosk)
    assert day.code(replace(paper, ticket_id=mine)) is RefusalCode.TICKET_ID_TAKEN
    assert day.code(replace(paper, token_hash=f"hash-{mine}")) is RefusalCode.TICKET_ID_TAKEN
    day.do(paper)


def test_the_number_that_the_visitor_saw_wins():
    day, kiosk = cut_off("1")
    lost = day.reserve("a", kiosk="kiosk-1")
    paper = replace(given(day, kiosk, instead_of=lost), token_hash=f"hash-{lost}")
    day.do(paper)
    assert (day.state(lost), day.ticket(lost).reason) == (TicketState.VOID, "answer_lost")
    assert day.day.ids_by_token[f"hash-{lost}"] == paper.ticket_id
    assert day.code(c.ConfirmTicket(lost)) is RefusalCode.TICKET_NOT_IN_STATE
    assert day.call_all("1") == [paper.ticket_id]


def test_a_lost_one_that_ran_out_meanwhile_is_void_too():
    day, kiosk = cut_off()
    lost = day.reserve("a", kiosk="kiosk-1")
    paper = given(day, kiosk, instead_of=lost)
    day.run("08:10")
    assert day.state(lost) is TicketState.EXPIRED
    day.do(paper)
    assert (day.state(lost), day.ticket(lost).reason) == (TicketState.VOID, "answer_lost")


def test_a_lost_one_that_comes_later_is_given_to_nobody():
    day, kiosk = cut_off()
    paper = given(day, kiosk, instead_of="t-late")
    day.do(paper)
    late = c.IssueTicket("t-late", "hash-late", ("a",), kiosk="kiosk-1")
    assert day.code(late) is RefusalCode.TICKET_ID_TAKEN


def test_nobody_elses_number_is_voided():
    day, kiosk = cut_off()
    confirmed = day.issue("a", kiosk="kiosk-1")
    of_another = day.reserve("a", kiosk="kiosk-2")
    for ticket_id in (confirmed, of_another):
        state = day.state(ticket_id)
        day.do(given(day, kiosk, instead_of=ticket_id))
        assert day.state(ticket_id) is state


def test_what_makes_no_sense_is_made_to_fit():
    day, kiosk = cut_off()
    paper = replace(
        given(day, kiosk, "a"),
        services=("a", "x", "gone", "x"),
        language="tlh",
        party_size=99,
    )
    day.do(paper)
    ticket = day.ticket(paper.ticket_id)
    assert (ticket.chosen, ticket.language, ticket.party_size) == (("a", "x"), "id", 10)


def test_papers_are_no_burst():
    day, kiosk = cut_off()
    for _ in range(4):
        day.do(given(day, kiosk))
        day.issue("b", kiosk="kiosk-1")
    assert not day.day.runs


def test_a_handed_in_number_is_like_any_other():
    day, kiosk = cut_off("1")
    paper = given(day, kiosk, "a", "b")
    day.do(paper)
    day.do(c.ClaimTicket(paper.ticket_id, "phone"))
    day.do(c.CancelTicket(paper.ticket_id, c.Visitor("phone")))
    day.do(c.UndoCancel(paper.ticket_id, c.Visitor("phone")))
    assert day.call("1") == paper.ticket_id
    day.press(c.StartService, "1")
    day.press(c.FinishService, "1")
    assert (day.state(paper.ticket_id), day.ticket(paper.ticket_id).service) == (
        TicketState.WAITING,
        "b",
    )
