"""Moments that staff name: when a counter is back, until when a notice holds."""

from datetime import datetime

from protocol.refusals import Refusal, RefusalCode
from server.queueing.day import Day
from server.queueing.schedule import wall_clock


def not_ahead(day: Day, moment: datetime | None, now: datetime) -> Refusal | None:
    """A refusal unless `moment` is still to come on this day; none for no moment."""
    if moment is None or now < moment <= day.schedule.ends_at:
        return None
    return Refusal(RefusalCode.MOMENT_NOT_AHEAD, {"at": wall_clock(moment, day.office.timezone)})
