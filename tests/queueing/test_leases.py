"""Leases: how many numbers a kiosk holds for itself, and what becomes of them."""

from datetime import timedelta
from math import ceil, sqrt

import pytest
from msgspec.structs import replace

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.leases import leases_of, valid_spans, wanted
from server.queueing.office import Office, OfflineRules
from server.queueing.schedule import Period
from tests.queueing.away import AwayKiosk
from tests.queueing.rehearsal import CLOSED, DATE, OFFICE, SCHEDULE, Rehearsal, numbers

RULES = OfflineRules(minutes=60, least=3, most=20, numbers_from=500)


def office_with(quota: int | None = None, rules: OfflineRules = RULES) -> Office:
    """Service `a` alone gives numbers, and has a quota."""
    services = tuple(
        replace(each, quota=quota) if each.id == "a" else replace(each, quota=0)
        for each in OFFICE.services
    )
    return replace(
        OFFICE, services=services, offline=rules, bursts=replace(OFFICE.bursts, numbers=0)
    )


def asked(day: Rehearsal, kiosk: AwayKiosk) -> list[e.Event]:
    """The kiosk asks, and hears the answer."""
    events = day.do(kiosk.asks())
    kiosk.hears(day)
    return events


def held(day: Rehearsal, kiosk: AwayKiosk) -> int:
    """Numbers that the kiosk can still give."""
    return sum(
        max(0, lease.count - kiosk.book.used[lease.id]) for lease in kiosk.book.leases.values()
    )


def test_a_kiosk_holds_the_least_at_first():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    assert asked(day, kiosk) == [
        e.NumbersLeased(f"{DATE}.A-500", "kiosk-1", "kiosk-1-book-1", "a", "A", 500, 3)
    ]
    assert asked(day, kiosk) == []


@pytest.mark.parametrize(
    ("given", "seconds", "most", "expected"),
    [(0, 3600, 20, 3), (1, 3600, 20, 3), (9, 3600, 20, 15), (9, 900, 60, 48), (50, 3600, 20, 20)],
)
def test_a_kiosk_holds_what_it_would_probably_give(
    given: int, seconds: int, most: int, expected: int
):
    assert wanted(replace(RULES, most=most), given, seconds) == expected


def test_a_busier_kiosk_holds_more_than_a_quiet_one():
    day = Rehearsal(office_with(), time="09:00")
    busy, quiet = AwayKiosk("busy"), AwayKiosk("quiet")
    for _ in range(10):
        day.issue("a", kiosk="busy")
        day.wait(60)
    asked(day, busy)
    asked(day, quiet)
    assert held(day, busy) == ceil(10 + 2 * sqrt(10))
    assert held(day, quiet) == 3


def test_numbers_given_more_than_an_hour_ago_count_no_more():
    day, kiosk = Rehearsal(office_with(), time="09:00"), AwayKiosk("kiosk-1")
    for _ in range(10):
        day.issue("a", kiosk="kiosk-1")
    day.wait(3600)
    asked(day, kiosk)
    assert held(day, kiosk) == 3


def test_a_lease_is_filled_up_only_when_a_third_is_gone():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    kiosk.gives(day, "a")
    (more,) = asked(day, kiosk)
    assert isinstance(more, e.NumbersLeased)
    assert (more.first, more.count) == (503, 1)  # 2 of 3 were left
    rules = replace(RULES, least=10)
    day, kiosk = Rehearsal(office_with(rules=rules)), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    for _ in range(3):
        kiosk.gives(day, "a")
    assert asked(day, kiosk) == []
    kiosk.gives(day, "a")
    assert [event.count for event in asked(day, kiosk) if isinstance(event, e.NumbersLeased)] == [4]


def test_a_lost_answer_gives_the_same_numbers_again():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    assert asked(day, kiosk) == []
    assert [lease.first for lease in kiosk.book.leases.values()] == [500]


def test_another_file_gets_other_numbers():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    kiosk.gives(day, "a")
    kiosk.gets_another_file()
    assert asked(day, kiosk) == [
        e.LeaseEnded(f"{DATE}.A-500", 3),
        e.NumbersLeased(f"{DATE}.A-503", "kiosk-1", "kiosk-1-book-2", "a", "A", 503, 3),
    ]
    assert kiosk.gives(day, "a") == "A-503"


def test_leased_numbers_count_against_the_quota():
    day, kiosk = Rehearsal(office_with(quota=8)), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    assert held(day, kiosk) == 3
    for _ in range(5):
        day.issue("a")
    assert day.code(c.IssueTicket("t9", "h9", ("a",))) == RefusalCode.QUOTA_USED_UP
    assert asked(day, kiosk) == [e.LeaseShrunk(f"{DATE}.A-500", 1)]
    day.issue("a")
    day.issue("a")
    assert day.code(c.IssueTicket("t9", "h9", ("a",))) == RefusalCode.QUOTA_USED_UP
    assert asked(day, kiosk) == [e.LeaseShrunk(f"{DATE}.A-500", 0)]
    day.issue("a")
    assert day.code(c.IssueTicket("t9", "h9", ("a",))) == RefusalCode.QUOTA_USED_UP


def test_kiosks_share_half_of_what_is_left_of_the_quota():
    day = Rehearsal(office_with(quota=12, rules=replace(RULES, least=10)))
    kiosks = [AwayKiosk(f"kiosk-{number}") for number in (1, 2, 3)]
    for _ in range(2):
        for kiosk in kiosks:
            asked(day, kiosk)
    assert [held(day, kiosk) for kiosk in kiosks] == [2, 2, 2]


def test_only_unused_numbers_are_taken_back():
    day, kiosk = Rehearsal(office_with(quota=8)), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    kiosk.gives(day, "a")
    kiosk.gives(day, "a")
    for _ in range(5):
        day.issue("a")
    assert asked(day, kiosk) == [e.LeaseShrunk(f"{DATE}.A-500", 2)]
    assert kiosk.gives(day, "a") is None


def test_what_was_taken_back_is_leased_to_nobody_else():
    day, kiosk = Rehearsal(office_with(quota=8)), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    tickets = [day.issue("a") for _ in range(5)]
    asked(day, kiosk)
    for ticket_id in tickets:
        day.do(c.CancelTicket(ticket_id))
    (lease,) = asked(day, kiosk)
    assert isinstance(lease, e.NumbersLeased)
    assert lease.first == 503


def test_running_numbers_pass_over_leased_ones():
    day, kiosk = Rehearsal(office_with(rules=replace(RULES, numbers_from=3))), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    for _ in range(3):
        day.issue("a")
    assert numbers(day) == ["A-001", "A-002", "A-006"]
    kiosk.gives(day, "a")
    (more,) = asked(day, kiosk)
    assert isinstance(more, e.NumbersLeased)
    assert more.first == 7


def test_numbers_of_leases_stay_whatever_the_file_says_later():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    lower = replace(office_with(rules=replace(RULES, numbers_from=2)), services=OFFICE.services[:1])
    day.do(c.ConfigureOffice(lower, SCHEDULE))
    kiosk.gives(day, "a")
    (more,) = asked(day, kiosk)
    assert isinstance(more, e.NumbersLeased)
    assert more.first == 503


def test_no_minutes_no_leases():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    day.do(c.ConfigureOffice(office_with(rules=replace(RULES, minutes=0)), SCHEDULE))
    assert asked(day, kiosk) == [e.LeaseShrunk(f"{DATE}.A-500", 0)]
    assert day.day.leased.waiting("a") == 0


def test_nothing_is_leased_that_gives_no_numbers():
    kiosk = AwayKiosk("kiosk-1")
    assert Rehearsal(office_with(), CLOSED).do(kiosk.asks()) == []
    day = Rehearsal(office_with(quota=0))
    assert day.do(kiosk.asks()) == []
    day = Rehearsal(office_with(), time="14:00")
    assert day.do(kiosk.asks()) == []
    day = Rehearsal(office_with())
    day.do(c.SuspendService("a", "system"))
    assert day.do(kiosk.asks()) == []
    day.do(c.ResumeSuspended("a"))
    day.do(c.StopIssuing())
    assert day.do(kiosk.asks()) == []
    assert valid_spans(day.day) == []
    day.do(c.AllowIssuing())
    assert valid_spans(day.day) == [Period(SCHEDULE.tickets_from, SCHEDULE.tickets_until)]
    assert len(day.do(kiosk.asks())) == 1


def test_unused_numbers_come_back_at_the_end_of_the_day():
    day, kiosk = Rehearsal(office_with()), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    kiosk.gives(day, "a")
    day.do(kiosk.book.given[0])
    day.now = SCHEDULE.ends_at + timedelta(seconds=1)
    events = day.do(c.PassMidnight())
    assert e.LeaseEnded(f"{DATE}.A-500", 2) in events
    assert leases_of(day.day, "kiosk-1", kiosk.book.id) == []
    assert day.do(kiosk.asks()) == []


def evening(quota: int | None = None, rules: OfflineRules = RULES) -> Rehearsal:
    """The day of the other tests, opened at 16.30 of the day before."""
    return Rehearsal(office_with(quota, rules), time="16:30", days_before=1)


def test_of_a_day_to_come_a_kiosk_holds_the_most():
    day, kiosk = evening(), AwayKiosk("kiosk-1")
    assert asked(day, kiosk) == [
        e.NumbersLeased(f"{DATE}.A-500", "kiosk-1", "kiosk-1-book-1", "a", "A", 500, 20)
    ]
    assert asked(day, kiosk) == []
    assert valid_spans(day.day) == [Period(SCHEDULE.tickets_from, SCHEDULE.tickets_until)]


def test_when_that_day_has_begun_the_rate_counts_again():
    day, kiosk, other = evening(), AwayKiosk("kiosk-1"), AwayKiosk("kiosk-2")
    asked(day, kiosk)
    day.at("00:00:01")
    assert asked(day, kiosk) == []
    asked(day, other)
    assert (held(day, kiosk), held(day, other)) == (20, 3)
    day.at("08:00")
    for _ in range(17):
        kiosk.gives(day, "a")
        assert asked(day, kiosk) == []  # 3 are enough now, and as many are left
    kiosk.gives(day, "a")
    (more,) = asked(day, kiosk)
    assert isinstance(more, e.NumbersLeased)
    assert (more.first, more.count) == (523, 1)


def test_of_a_day_to_come_kiosks_share_half_of_the_quota():
    day, kiosks = evening(quota=12), [AwayKiosk(f"kiosk-{number}") for number in (1, 2, 3)]
    for _ in range(2):
        for kiosk in kiosks:
            asked(day, kiosk)
    assert [held(day, kiosk) for kiosk in kiosks] == [2, 2, 2]
    day.at("08:00")
    for _ in range(6):
        day.issue("a")
    assert asked(day, kiosks[0]) == [e.LeaseShrunk(f"{DATE}.A-500", 1)]
    day = evening(quota=0)
    assert asked(day, AwayKiosk("kiosk-1")) == []
    day = evening(rules=replace(RULES, minutes=0))
    assert asked(day, AwayKiosk("kiosk-1")) == []


def test_a_day_to_come_is_as_the_office_is_then():
    day, kiosk = evening(), AwayKiosk("kiosk-1")
    asked(day, kiosk)
    day.do(c.ConfigureOffice(office_with(quota=6), SCHEDULE))
    assert asked(day, kiosk) == [e.LeaseShrunk(f"{DATE}.A-500", 3)]
    day.do(c.ConfigureOffice(office_with(), CLOSED))
    assert valid_spans(day.day) == []
    assert asked(day, AwayKiosk("kiosk-2")) == []
