"""Which part of the hall a display shows."""

from datetime import UTC, date, datetime

from displays.zone import find_display, narrow
from protocol.snapshots import (
    CallView,
    Clock,
    CounterView,
    DisplayView,
    HallSnapshot,
    OfficeView,
    ServiceView,
    SnapshotId,
)

NOW = datetime(2026, 6, 23, 2, tzinfo=UTC)
OFFICE = OfficeView(
    "x",
    "Kantor",
    "Asia/Jakarta",
    "WIB",
    ("id", "en"),
    displays=(DisplayView("east", services=("a",)), DisplayView("west", counters=("2",))),
)
HALL = HallSnapshot(
    SnapshotId("e", date(2026, 6, 23), 1),
    Clock(NOW),
    OFFICE,
    "open",
    (ServiceView("a", "A", {}, 5, 3), ServiceView("b", "B", {}, 5, 4)),
    (CounterView("1", 1, ("a",), "open"), CounterView("2", 2, ("a", "b"), "open")),
    (
        CallView(3, "A-003", "a", 2, NOW),
        CallView(2, "B-001", "b", 2, NOW),
        CallView(1, "A-001", "a", 1, NOW),
    ),
    ("A-004", "B-002", "A-005"),
    7,
    next_services=("a", "b", "a"),
)


def test_unknown_display_shows_everything() -> None:
    assert narrow(HALL, find_display(OFFICE, "display-9")) == HALL


def test_display_of_a_service_shows_its_counters_calls_and_numbers() -> None:
    part = narrow(HALL, find_display(OFFICE, "east"))
    assert [each.id for each in part.services] == ["a"]
    assert [each.id for each in part.counters] == ["1", "2"]
    assert [each.number for each in part.calls] == ["A-003", "A-001"]
    assert part.next_numbers == ("A-004", "A-005")
    assert part.waiting == 3


def test_display_of_a_counter_shows_what_is_called_there() -> None:
    part = narrow(HALL, find_display(OFFICE, "west"))
    assert [each.id for each in part.counters] == ["2"]
    assert [each.number for each in part.calls] == ["A-003", "B-001"]
    assert part.next_numbers == HALL.next_numbers
    assert part.waiting == 7


def test_counter_shows_a_call_of_a_service_that_it_serves_no_more() -> None:
    counters = (CounterView("1", 1, ("a",), "open"), CounterView("2", 2, ("a",), "open"))
    changed = HallSnapshot(
        *(HALL.id, HALL.clock, OFFICE, "open", HALL.services, counters, HALL.calls, (), 7)
    )
    part = narrow(changed, find_display(OFFICE, "west"))
    assert [each.number for each in part.calls] == ["A-003", "B-001"]
    assert [each.id for each in part.services] == ["a"]


def test_services_and_counters_together_must_both_hold() -> None:
    both = DisplayView("x", services=("a",), counters=("2",))
    assert [each.number for each in narrow(HALL, both).calls] == ["A-003"]
