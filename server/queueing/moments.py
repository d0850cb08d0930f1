"""Moments that staff name (when a counter is back, until when a notice holds), and the date."""

from datetime import datetime
from zoneinfo import ZoneInfo

from protocol.refusals import Refusal, RefusalCode
from server.queueing.day import Day
from server.queueing.schedule import wall_clock


def is_to_come(day: Day, at: datetime) -> bool:
    """Whether the day's date has not begun at `at`, on the office's own clock."""
    return at.astimezone(ZoneInfo(day.office.timezone)).date() < day.schedule.date


def not_ahead(day: Day, moment: datetime | None, now: datetime) -> Refusal | None:
    """A refusal unless `moment` is still to come on this day; none for no moment."""
    if moment is None or now < moment <= day.schedule.ends_at:
        return None
    return Refusal(RefusalCode.MOMENT_NOT_AHEAD, {"at": wall_clock(moment, day.office.timezone)})
