"""Snapshots of a hall for tests of what a display says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from displays.announcing import Announcing, Brevity
from protocol.snapshots import (
    AnnouncementsView,
    CallView,
    Clock,
    HallSnapshot,
    OfficeView,
    SnapshotId,
)

NINE = datetime(2026, 6, 23, 2, tzinfo=UTC)
SPOKEN = AnnouncementsView(("id", "en"), speech=True)
OFFICE = OfficeView("x", "Kantor", "Asia/Jakarta", "WIB", ("id", "en"), announcements=SPOKEN)
LONG, SHORT, SHORTEST = Brevity


def call(number: int, at: float = 0.0, *, is_open: bool = True, ticket: str = "") -> CallView:
    moment = NINE + timedelta(seconds=at)
    return CallView(number, ticket or f"A-{number:03}", "a", 1, moment, is_open=is_open)


def hall(
    *calls: CallView,
    at: float = 0.0,
    epoch: str = "e",
    day: int = 23,
    speed: float = 1.0,
    announcements: AnnouncementsView = SPOKEN,
) -> HallSnapshot:
    clock = Clock(NINE + timedelta(seconds=at), speed)
    identity = SnapshotId(epoch, date(2026, 6, day), 1)
    newest_first = tuple(sorted(calls, key=lambda each: -each.call))
    office = replace(OFFICE, announcements=announcements)
    return HallSnapshot(identity, clock, office, "open", (), (), newest_first, (), 0)


def started(*calls: CallView, **options: Any) -> Announcing:
    announcing = Announcing()
    announcing.take(hall(*calls, **options), 0.0)
    return announcing


def said(announcing: Announcing, now: float = 0.0) -> list[int]:
    return [each.call for each in iter(lambda: announcing.next(now, "09:00"), None)]
