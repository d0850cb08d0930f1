"""Which calls are shown and announced, and in which order."""

from datetime import UTC, date, datetime

from displays.calls import Announcements, order_calls
from protocol.snapshots import CallView, Clock, HallSnapshot, OfficeView, SnapshotId

NOW = datetime(2026, 6, 23, 2, tzinfo=UTC)
OFFICE = OfficeView("x", "Kantor", "Asia/Jakarta", "WIB", ("id", "en"))


def call(number: int, ticket: str, *, is_open: bool = True) -> CallView:
    return CallView(number, ticket, "a", 1, NOW, is_open=is_open)


def hall(*calls: CallView, epoch: str = "e", day: int = 23) -> HallSnapshot:
    identity = SnapshotId(epoch, date(2026, 6, day), 1)
    newest_first = tuple(sorted(calls, key=lambda each: -each.call))
    return HallSnapshot(identity, Clock(NOW), OFFICE, "open", (), (), newest_first, (), 0)


def announced(announcements: Announcements) -> list[int]:
    return list(iter(announcements.next, None))


def test_each_number_stands_once_by_its_latest_call() -> None:
    shown = order_calls([call(3, "A-001"), call(2, "B-001", is_open=False), call(1, "A-001")])
    assert [(each.call, each.number) for each in shown] == [(3, "A-001"), (2, "B-001")]


def test_open_calls_stand_before_answered_ones() -> None:
    shown = order_calls(
        [call(4, "D", is_open=False), call(3, "C"), call(2, "B", is_open=False), call(1, "A")]
    )
    assert [each.call for each in shown] == [3, 1, 4, 2]


def test_first_snapshot_announces_nothing() -> None:
    announcements = Announcements()
    announcements.take(hall(call(1, "A"), call(2, "B")))
    assert announced(announcements) == []


def test_new_open_calls_are_announced_once_oldest_first() -> None:
    announcements = Announcements()
    announcements.take(hall(call(1, "A")))
    after = hall(call(1, "A"), call(2, "B"), call(3, "C", is_open=False), call(4, "D"))
    announcements.take(after)
    announcements.take(after)
    assert announced(announcements) == [2, 4]


def test_call_that_was_answered_meanwhile_is_not_announced() -> None:
    announcements = Announcements()
    announcements.take(hall())
    announcements.take(hall(call(1, "A"), call(2, "B")))
    announcements.take(hall(call(1, "A", is_open=False), call(2, "B")))
    assert announced(announcements) == [2]


def test_numbers_of_calls_start_anew_with_the_day() -> None:
    announcements = Announcements()
    announcements.take(hall(call(90, "A")))
    announcements.take(hall(call(1, "B"), day=24))
    assert announced(announcements) == [1]


def test_restored_office_announces_what_is_open() -> None:
    announcements = Announcements()
    announcements.take(hall(call(90, "A")))
    announcements.take(hall(call(80, "B"), epoch="f"))
    assert announced(announcements) == [80]
