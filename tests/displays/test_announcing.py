"""What a display says, when, and how short: the rule."""

import pytest
from msgspec.structs import replace

from displays.announcing import Announcement, Brevity, Lengths, choose, is_quiet, is_speaker
from protocol.snapshots import AnnouncementsView, DisplayView
from tests.displays.halls import LONG, OFFICE, SHORT, SHORTEST, SPOKEN, call, hall, said, started

# ---------------------------------------------------------------- which, and in which order


def test_display_that_has_just_started_says_nothing_old() -> None:
    assert said(started(call(1), call(2))) == []


def test_each_call_is_said_once_oldest_first() -> None:
    announcing = started(call(1))
    for _ in range(2):
        announcing.take(hall(call(1), call(2), call(4), call(3)), 0.0)
    assert said(announcing) == [2, 3, 4]
    announcing.take(hall(call(1), call(2), call(4), call(3)), 1.0)
    assert said(announcing) == []


def test_recall_is_said_again() -> None:
    announcing = started()
    announcing.take(hall(call(1, ticket="A-001")), 0.0)
    assert said(announcing) == [1]
    announcing.take(hall(call(1, ticket="A-001", is_open=False), call(2, ticket="A-001")), 9.0)
    assert said(announcing) == [2]


def test_call_that_was_answered_is_not_said_any_more() -> None:
    announcing = started()
    announcing.take(hall(call(1), call(2), call(3)), 0.0)
    announcing.take(hall(call(1, is_open=False), call(2), call(3)), 1.0)
    assert said(announcing) == [2, 3]
    announcing.take(hall(call(4, is_open=False)), 2.0)
    assert said(announcing) == []


def test_after_a_loss_of_connection_open_calls_are_said_oldest_first() -> None:
    announcing = started(call(1))
    announcing.take(
        hall(call(1), call(2, 10), call(3, 20, is_open=False), call(4, 30), at=90), 90.0
    )
    assert said(announcing, 90.0) == [2, 4]


def test_new_day_begins_anew_and_its_open_calls_are_said() -> None:
    announcing = started(call(8))
    announcing.take(hall(call(8), call(9)), 0.0)
    announcing.take(hall(call(1), day=24), 0.0)
    assert said(announcing) == [1]


def test_restored_journal_counts_anew() -> None:
    announcing = started(call(8))
    announcing.take(hall(call(2), epoch="f"), 0.0)
    assert said(announcing) == [2]


def test_display_that_does_not_speak_keeps_nothing_for_later() -> None:
    announcing = started()
    announcing.take(hall(call(1)), 0.0, speaks=False)
    assert said(announcing) == []
    announcing.take(hall(call(1), call(2)), 1.0)
    assert said(announcing) == [2]
    announcing.take(hall(call(1), call(2), call(3)), 2.0)
    announcing.take(hall(call(1), call(2), call(3)), 3.0, speaks=False)
    assert said(announcing) == []


def test_nothing_sounds_in_quiet_hours_nor_afterwards() -> None:
    quiet = replace(SPOKEN, quiet=(("11:30", "13:00"),))
    announcing = started(announcements=quiet)
    announcing.take(hall(call(1), announcements=quiet), 0.0)
    assert announcing.next(0.0, "12:59") is None
    assert announcing.next(1.0, "13:00") is None
    announcing.take(hall(call(1), call(2), announcements=quiet), 2.0)
    assert announcing.next(2.0, "13:00") == Announcement(2, LONG)


@pytest.mark.parametrize(
    ("time", "quiet"),
    [("11:29", False), ("11:30", True), ("12:59", True), ("13:00", False), ("20:30", True)],
)
def test_quiet_hours_are_of_the_offices_clock(time: str, quiet: bool) -> None:
    hours = (("11:30", "13:00"), ("20:00", "23:00"))
    assert is_quiet(AnnouncementsView(quiet=hours), time) == quiet
    assert is_quiet(AnnouncementsView(quiet=hours, volume=0), time)


def test_without_speech_one_chime_is_for_all_that_wait() -> None:
    silent = replace(SPOKEN, speech=False)
    announcing = started(announcements=silent)
    announcing.take(hall(call(1), call(2), announcements=silent), 0.0)
    assert announcing.next(0.0, "09:00") == Announcement(1, None)
    assert announcing.next(2.0, "09:00") is None
    announcing.take(hall(call(1), call(2), call(3), announcements=silent), 3.0)
    assert announcing.next(3.0, "09:00") == Announcement(3, None)


@pytest.mark.parametrize(
    ("displays", "name", "speaks"),
    [
        ((), "", True),
        ((), "display-1", True),
        ((DisplayView("display-1"),), "display-1", True),
        ((DisplayView("display-1", speaks=False),), "display-1", False),
        ((DisplayView("display-1"),), "display-2", False),
        ((DisplayView("display-1"),), "", False),
    ],
)
def test_display_speaks_if_assigned_or_if_nobody_is(
    displays: tuple[DisplayView, ...], name: str, speaks: bool
) -> None:
    assert is_speaker(replace(OFFICE, displays=displays), name) == speaks


# ---------------------------------------------------------------- how short


@pytest.mark.parametrize(
    ("due", "brevity"),
    [
        ([15.0], LONG),
        ([0.0], LONG),
        ([-0.1], SHORTEST),
        ([15.0, 15.0], LONG),
        ([15.0, 13.0], LONG),
        ([15.0, 12.9], SHORT),
        ([15.0, 15.0, 15.0], SHORT),
        ([15.0, 15.0, 15.0, 15.0], SHORTEST),
        ([15.0, 5.0], SHORTEST),
        ([15.0] * 12, SHORTEST),
    ],
)
def test_calls_are_said_shorter_the_more_wait(due: list[float], brevity: Brevity) -> None:
    assert choose(due, Lengths()) is brevity


def test_sentence_too_long_for_whoever_comes_next_is_not_begun() -> None:
    assert choose([15.0], Lengths(long=14.0)) is SHORT
    assert choose([15.0], Lengths(long=14.0, short=14.0)) is SHORTEST


def test_what_takes_longer_than_thought_is_remembered() -> None:
    announcing = started()
    for each, seconds in ((LONG, 13.0), (SHORT, 0.5), (None, 99.0)):
        assert announcing.measured(Announcement(1, each), seconds, 0.0) == Announcement(1, each)
    assert announcing.lengths == Lengths(long=13.0)


def test_what_is_too_long_for_whoever_comes_next_is_said_shorter() -> None:
    announcing = started()
    assert announcing.measured(Announcement(1, LONG), 13.8, 0.0) == Announcement(1, SHORT)
    assert announcing.measured(Announcement(1, SHORT), 14.0, 0.0) == Announcement(1, SHORTEST)
    assert announcing.measured(Announcement(1, SHORTEST), 14.0, 0.0) == Announcement(1, SHORTEST)
    assert choose([15.0], announcing.lengths) is SHORTEST


def test_what_is_too_long_for_those_who_wait_is_said_shorter() -> None:
    announcing = started()
    announcing.take(hall(*(call(number) for number in range(1, 4))), 0.0)
    first = announcing.next(0.0, "09:00")
    assert first == Announcement(1, SHORT)
    assert announcing.measured(first, 8.0, 0.2) == first
    assert announcing.measured(first, 10.0, 0.2) == Announcement(1, SHORTEST)
    assert announcing.next(3.0, "09:00") == Announcement(2, SHORT)


def test_chime_comes_once_before_a_sentence_of_several_numbers() -> None:
    announcing = started()
    announcing.take(hall(*(call(number) for number in range(1, 6))), 0.0)
    spoken = [announcing.next(3.0 * place, "09:00") for place in range(5)]
    assert [each.with_chime for each in spoken if each] == [True, False, False, False, True]
    assert [each.brevity for each in spoken if each] == [SHORTEST] * 4 + [LONG]
    assert announcing.next(20.0, "09:00") is None
    announcing.take(hall(call(6), call(7), call(8), call(9)), 20.0)
    again = announcing.next(20.0, "09:00")
    assert again == Announcement(6, SHORTEST, with_chime=True)


def test_rehearsal_runs_on_seconds_of_life() -> None:
    announcing = started(speed=60.0)
    announcing.take(hall(call(1, 0), call(2, 540), at=600, speed=60.0), 0.0)
    first = announcing.next(0.0, "09:00")  # called 10 s and 1 s ago
    assert first == Announcement(1, LONG)


def test_call_that_came_long_ago_is_late_only_from_now_on() -> None:
    announcing = started()
    announcing.take(hall(call(1, 0), at=300), 300.0)
    assert announcing.next(300.0, "09:00") == Announcement(1, LONG)
