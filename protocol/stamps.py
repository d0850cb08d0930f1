"""When something was, and which state of the office a screen has."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

Moment = Annotated[datetime, Meta(tz=True)]
Words = dict[str, str]
"""A text of the office by language code."""


class Clock(Struct, frozen=True):
    """The office's clock when the snapshot was made. `is_rehearsal`: not the time of day."""

    now: Moment
    speed: float = 1.0
    is_rehearsal: bool = False


class SnapshotId(Struct, frozen=True):
    """`epoch.date.version` on the stream. A screen drops only an older one of the same epoch."""

    epoch: str
    day: date
    version: int

    def __str__(self) -> str:
        """The id as Server-Sent Events carry it."""
        return f"{self.epoch}.{self.day.isoformat()}.{self.version}"
