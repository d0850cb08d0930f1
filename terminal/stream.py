"""What a stream of the server tells a terminal, and which of it is old news.

Promises whole snapshots only, the newest last: after a reconnect to a server that lags behind,
an older snapshot of the same epoch is dropped. Another epoch (the journal was restored) always
counts.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

import msgspec

from protocol.refusals import Refusal
from protocol.snapshots import DevicesSnapshot, SnapshotId
from terminal.sse import ServerEvent

T = TypeVar("T")


@dataclass(frozen=True)
class Connected:
    """The server has taken up the stream; the snapshot follows."""


@dataclass(frozen=True)
class Arrived(Generic[T]):
    """A snapshot that is not older than the last one."""

    snapshot: T


@dataclass(frozen=True)
class Devices:
    """The machines of the hall, on the desk's stream only."""

    devices: DevicesSnapshot


@dataclass(frozen=True)
class Disconnected:
    """The stream broke off, or was not to be had: `refusal` says why, where the server did.

    The next attempt is already due; nothing need be done.
    """

    refusal: Refusal | None = None


class NotAStreamError(Exception):
    """A stream was asked for, and answered by something else: `status` and `answer` tell what."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__(status)
        self.status, self.answer = status, answer


StreamEvent = Connected | Arrived[T] | Devices | Disconnected


class Reader(Generic[T]):
    """Turns the events of one stream into facts; lives across reconnects."""

    def __init__(self, snapshot_type: type[T]) -> None:
        self._snapshots = msgspec.json.Decoder(snapshot_type)
        self._devices = msgspec.json.Decoder(DevicesSnapshot)
        self._last: SnapshotId | None = None

    def read(self, event: ServerEvent) -> Arrived[T] | Devices | None:
        """The fact in an event; None for old news and for kinds of events not known here.

        Raises msgspec.MsgspecError where the data is not what its kind says.
        """
        if event.event == "devices":
            return Devices(self._devices.decode(event.data))
        if event.event != "snapshot":
            return None
        snapshot = self._snapshots.decode(event.data)
        return Arrived(snapshot) if self._is_news(parse_id(event.id)) else None

    def _is_news(self, current: SnapshotId | None) -> bool:
        if current is None:
            return True
        if self._last is not None and is_older(current, self._last):
            return False
        self._last = current
        return True


def is_older(one: SnapshotId, other: SnapshotId) -> bool:
    """Whether `one` is of the same epoch as `other`, and from before it."""
    return one.epoch == other.epoch and (one.day, one.version) < (other.day, other.version)


def parse_id(text: str) -> SnapshotId | None:
    """The id `epoch.date.version` of a snapshot, None where it is not of this form."""
    try:
        epoch, day, version = text.rsplit(".", 2)
        return SnapshotId(epoch, date.fromisoformat(day), int(version))
    except ValueError:
        return None
