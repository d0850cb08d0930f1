"""What is said of being offline."""

from datetime import datetime, tzinfo
from typing import Protocol

from texts import Texts
from texts.moments import write_short_date, write_time


class Away(Protocol):
    """What is known of the server being away."""

    since: datetime | None
    is_doubtful: bool

    def is_of_today(self, at: datetime) -> bool:
        """Whether a moment is of the office's present day."""


def say_offline(away: Away, zone: tzinfo, texts: Texts) -> str:
    """Since when, that numbers count all the same, and whether the clock can be trusted."""
    says = [texts.gettext("Offline.")]
    if away.since is not None:
        time = write_time(away.since, zone, texts.language)
        if not away.is_of_today(away.since):
            time = write_short_date(away.since.astimezone(zone).date(), texts.language)
        says = [texts.gettext("Offline since %(time)s.", time=time)]
    says.append(texts.gettext("Numbers stay valid."))
    if away.is_doubtful:
        says.append(texts.gettext("The clock of this machine may be wrong."))
    return " ".join(says)
