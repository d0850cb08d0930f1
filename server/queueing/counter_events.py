"""What has happened at counters: a part of the closed list in `events`, same rules."""

from server.queueing.fact import Fact
from server.queueing.schedule import Moment


class CounterOpened(Fact, frozen=True):
    """Calls may come from here."""

    counter: str


class CounterClosed(Fact, frozen=True):
    """No calls from here."""

    counter: str


class CounterPaused(Fact, frozen=True):
    """No calls from here for a while."""

    counter: str
    reason: str | None = None
    back_at: Moment | None = None


class ServicesAssigned(Fact, frozen=True):
    """What this counter serves from here to the end of the day, whatever the office's file says."""

    counter: str
    services: tuple[str, ...]
