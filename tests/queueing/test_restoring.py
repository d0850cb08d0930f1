"""A restored backup: what was given since is not known, and is not given again."""

from datetime import timedelta

from msgspec.structs import replace

from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.office import OfflineRules
from tests.queueing.away import AwayKiosk
from tests.queueing.rehearsal import CLOSED, OFFICE, Rehearsal, clock

ALONE = replace(OFFICE, offline=OfflineRules(minutes=0))
"""Its kiosks are lent no numbers."""


def restored(day: Rehearsal, at: str) -> list[e.Event]:
    """The server starts again at this time, on a backup that ends where the day stands."""
    day.at(at)
    return day.do(c.GoOnRestored(clock(at)))


def next_number(day: Rehearsal, service: str = "a") -> str:
    return day.ticket(day.issue(service)).number


def test_numbers_go_on_at_a_full_hundred_beyond_what_may_have_been_given():
    day = Rehearsal(ALONE, time="08:00")
    day.issue("a")
    restored(day, "09:00")
    # 60 minutes, one a minute at least: 1 + 60 + 2 x sqrt(60) is 77
    assert next_number(day) == "A-101"
    assert next_number(day) == "A-102"


def test_a_busy_letter_leaps_further():
    day = Rehearsal(ALONE, time="08:00")
    for _ in range(180):
        day.issue("a")
        day.wait(20)
    assert day.ticket("t180").number == "A-180"
    # 180 in the two hours since 07:00: 90 more in the lost hour, and 2 x sqrt(90)
    restored(day, "10:00")
    assert next_number(day) == "A-301"
    assert next_number(day, "b") == "B-101"


def test_a_backup_of_the_day_before_knows_no_number_of_today():
    day = Rehearsal(ALONE, time="08:30")
    restored(day, "08:30")
    assert next_number(day) == "A-201"  # 90 minutes since numbers began


def test_before_the_first_number_nothing_is_skipped():
    day = Rehearsal(ALONE, time="06:30")
    assert restored(day, "06:30") == []
    day.at("07:30")
    assert next_number(day) == "A-001"


def test_after_the_last_number_no_more_was_lost_than_until_then():
    day = Rehearsal(ALONE, time="13:00")
    for _ in range(3):
        day.issue("a")
    late, in_time = Rehearsal(ALONE, time="13:00"), day
    for _ in range(3):
        late.issue("a")
    until = day.day.schedule.tickets_until
    assert until is not None
    day.do(c.GoOnRestored(until))
    late.do(c.GoOnRestored(until + timedelta(hours=5)))
    assert late.day.sequences == in_time.day.sequences


def test_a_closed_day_skips_nothing():
    day = Rehearsal(ALONE, schedule=CLOSED, time="10:00")
    assert restored(day, "10:00") == []


def test_numbers_that_kiosks_may_hold_are_lent_to_nobody():
    rules = OfflineRules(minutes=60, least=3, most=20, numbers_from=500)
    day, kiosk = Rehearsal(replace(OFFICE, offline=rules), time="08:00"), AwayKiosk("kiosk-1")
    day.do(kiosk.asks())
    (known, *_) = [each for each in day.day.leased.leases.values() if each.letter == "A"]
    assert (known.first, known.granted) == (500, 3)
    restored(day, "09:00")
    other = AwayKiosk("kiosk-2")
    day.do(other.asks())
    (new,) = [
        each
        for each in day.day.leased.leases.values()
        if each.letter == "A" and each.kiosk == "kiosk-2"
    ]
    assert new.first == 543  # 20 for each of two kiosks, after the last that is known
    other.hears(day)
    assert not known.ended  # what the first kiosk holds it may give


def test_running_numbers_pass_over_what_kiosks_may_hold():
    rules = OfflineRules(minutes=60, least=3, most=20, numbers_from=100)
    day = Rehearsal(replace(OFFICE, offline=rules), time="08:00")
    day.issue("a")
    restored(day, "09:00")
    assert next_number(day) == "A-140"  # 100 to 139 may be with a kiosk


def test_a_second_restore_leaps_again():
    day = Rehearsal(ALONE, time="08:00")
    day.issue("a")
    restored(day, "09:00")
    assert next_number(day) == "A-101"
    restored(day, "10:00")
    assert next_number(day) == "A-201"
