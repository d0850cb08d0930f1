"""Which of the days that are known the office is in, while nobody can be asked. Pure.

Of today there is the last news, of the next open day what the server told beforehand. Between the
two the office is closed, as far as is known here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.offline.records import Holding
from protocol.snapshots import HallSnapshot

Holdings = Mapping[date, Holding]


@dataclass(frozen=True)
class Present:
    """The office as it was last known, and what this kiosk holds of that day.

    `opens_on`: the next open day, where that is known.
    """

    hall: HallSnapshot
    holding: Holding
    opens_on: date | None = None


def present_day(hall: HallSnapshot, holdings: Holdings, now: datetime | None) -> Present | None:
    """What holds at `now`; None: nothing is held of that day, nor of the one of the last news.

    `hall`: the last news. `now`: None where nobody knows: then the day of the last news.
    """
    today = hall.id.day
    if now is not None:
        today = now.astimezone(ZoneInfo(hall.office.timezone)).date()
    opens_on = min((day for day in holdings if day > today), default=None)
    holding = holdings.get(today)
    if holding is None:
        last = holdings.get(hall.id.day)
        return Present(hall, last, opens_on) if last is not None else None
    told = holding.grant.hall if hall.id.day != today else None
    return Present(told or hall, holding, opens_on)
