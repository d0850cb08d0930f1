"""A restored backup: what was given since is not known, and is not given again."""

from copy import deepcopy
from datetime import timedelta

from msgspec.structs import replace

from protocol.refusals import RefusalCode
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


LENDING = replace(OFFICE, offline=OfflineRules(minutes=60, least=3, most=20, numbers_from=500))


def lost_and_restored() -> tuple[Rehearsal, AwayKiosk]:
    """A kiosk was lent numbers after the backup, gave two at 08:30 and 08:31; restored at 09:00."""
    backup, kiosk = Rehearsal(LENDING, time="08:00"), AwayKiosk("kiosk-1")
    backup.issue("a")
    lost = deepcopy(backup)
    lost.do(kiosk.asks())
    kiosk.hears(lost)
    for at in ("08:30", "08:31"):
        lost.at(at)
        assert kiosk.gives(lost, "a") is not None
    restored(backup, "09:00")
    return backup, kiosk


def test_numbers_of_a_lease_that_was_lost_are_taken_in():
    day, kiosk = lost_and_restored()
    late = day.issue("a")
    first, second = kiosk.book.given
    for paper in (first, second):
        day.do(paper)
        assert day.do(paper) == []  # handing in again does no harm
    handed_in = [day.ticket(each.ticket_id) for each in (first, second)]
    assert [each.number for each in handed_in] == ["A-500", "A-501"]
    # they keep their places: before whoever came after the restore
    assert [each.place.at for each in handed_in] == [clock("08:30"), clock("08:31")]
    assert day.ticket(late).place.at > clock("08:31")


def test_an_invented_moment_gains_no_more_than_the_time_since_the_backup():
    day, kiosk = lost_and_restored()
    paper = replace(kiosk.book.given[0], issued_at=clock("07:00"))
    day.do(paper)
    assert day.ticket(paper.ticket_id).place.at == clock("08:00")


def test_after_a_restore_nobody_brings_what_another_has_or_nobody_was_lent():
    day, kiosk = lost_and_restored()
    paper = kiosk.book.given[0]
    other = AwayKiosk("kiosk-2")
    day.do(other.asks())
    other.hears(day)
    number = other.gives(day, "a")
    assert number is not None
    for taken in (number, "A-540", "A-001", "A-101", "B-500", "A-0500", "Z-500"):
        forged = replace(paper, number=taken, ticket_id="forged", token_hash="forged")
        assert day.code(forged) is RefusalCode.NUMBER_NOT_LEASED
    day.do(paper)
    again = replace(paper, kiosk="kiosk-2", ticket_id="forged", token_hash="forged")
    assert day.code(again) is RefusalCode.NUMBER_NOT_LEASED


def test_without_a_restore_an_unknown_lease_is_refused():
    _, kiosk = lost_and_restored()
    never = Rehearsal(LENDING, time="09:00")
    assert never.code(kiosk.book.given[0]) is RefusalCode.NUMBER_NOT_LEASED
