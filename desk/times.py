"""Times that staff type, read on the office's own clock. The page's twin is `web/times.js`."""

import re
from datetime import datetime, timedelta, tzinfo

_TIME = re.compile(r"([0-9]{1,2})(?:[.: ]?([0-9]{2}))?")


def read_time(typed: str) -> int | None:
    """A time of day as people type it (`10.15`, `10:15`, `1015`, `9`) in minutes, None if none."""
    found = _TIME.fullmatch(typed.strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def moment_of(typed: str, now: datetime, zone: tzinfo) -> datetime | None:
    """The moment of a typed time later today; None where it is no time, or is past."""
    wanted = read_time(typed)
    if wanted is None:
        return None
    here = now.astimezone(zone)
    ahead = wanted - (here.hour * 60 + here.minute)
    if ahead <= 0:
        return None
    return here.replace(second=0, microsecond=0) + timedelta(minutes=ahead)
