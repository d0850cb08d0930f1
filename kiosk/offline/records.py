"""What the kiosk's own file holds, as the rest of the room reads it."""

from datetime import date, datetime
from typing import Literal

import msgspec

from protocol.commands import ConfirmBody
from protocol.offline import LeaseReply, LeaseView, ValidSpan
from protocol.snapshots import HallSnapshot, Moment

Slip = Literal["shown", "printed", "assumed", "failed"]


class Entry(msgspec.Struct, frozen=True):
    """A number, and what to tell the server of its slip: the very same command each time."""

    ticket_id: str
    day: date
    command_id: str
    slip: str

    def as_command(self) -> ConfirmBody:
        """The confirmation. Raises msgspec.ValidationError where the file was tampered with."""
        fields = {name: getattr(self, name) for name in ("command_id", "day", "slip")}
        return msgspec.convert(fields, ConfirmBody)


class Anchor(msgspec.Struct, frozen=True):
    """What the office's clock and this machine's own showed in the same moment.

    Taken while the server was there. `speed`: office seconds per second of life.
    """

    office_at: Moment
    machine_at: Moment
    speed: float = 1.0
    is_rehearsal: bool = False


class Grant(msgspec.Struct, frozen=True):
    """What the server said of all leases of a day. A ticket's page is `url_prefix` + its token.

    `hall`: of a day that was still to come, the office as it will stand.
    """

    day: date
    valid: tuple[ValidSpan, ...]
    url_prefix: str
    hall: HallSnapshot | None = None

    @classmethod
    def of(cls, reply: LeaseReply) -> "Grant":
        """What of an answer holds for all leases."""
        return cls(reply.day, reply.valid, reply.url_prefix, reply.hall)

    def covers(self, at: datetime) -> bool:
        """Whether numbers may be given at this moment."""
        return any(span.from_at <= at < span.until_at for span in self.valid)

    def next_after(self, at: datetime) -> datetime | None:
        """When numbers may be given again, after `at`; None: not any more that day."""
        return min((span.from_at for span in self.valid if span.from_at > at), default=None)


class Holding(msgspec.Struct, frozen=True):
    """What the kiosk holds of one day."""

    grant: Grant
    leases: tuple[LeaseView, ...]

    @property
    def day(self) -> date:
        """Which day."""
        return self.grant.day

    def left(self, service: str) -> int:
        """How many numbers of a service can still be given."""
        return sum(
            max(0, each.count - each.used) for each in self.leases if each.service == service
        )


class Kept(msgspec.Struct, frozen=True):
    """All that a kiosk knows of its office when it is switched on and nobody answers.

    `holdings`: of the day of the last contact, and of the next open one. `newest`: the latest
    moment of the office's clock of which anything is known.
    """

    hall: HallSnapshot | None = None
    holdings: tuple[Holding, ...] = ()
    anchor: Anchor | None = None
    newest: Moment | None = None
