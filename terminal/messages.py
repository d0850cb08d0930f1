"""What the base app tells its screens. All are past facts; a screen asks nothing of the server."""

from typing import Any

from textual.message import Message

from protocol.refusals import Refusal
from protocol.snapshots import DevicesSnapshot


class SnapshotArrived(Message, bubble=False):
    """A newer snapshot is there. Of several that wait, only the newest is handled."""

    def __init__(self, snapshot: Any) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: Message) -> bool:
        """Whether this one need not be handled, as `message` is newer."""
        return isinstance(message, SnapshotArrived)


class DevicesArrived(Message, bubble=False):
    """The machines of the hall, as they are now. Only the newest is handled."""

    def __init__(self, snapshot: DevicesSnapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: Message) -> bool:
        """Whether this one need not be handled, as `message` is newer."""
        return isinstance(message, DevicesArrived)


class ConnectionLost(Message, bubble=False):
    """Nothing comes from the server any more; `refusal` is what it said, if anything.

    Told once per loss; attempts to connect go on.
    """

    def __init__(self, refusal: Refusal | None = None) -> None:
        super().__init__()
        self.refusal = refusal


class ConnectionRestored(Message, bubble=False):
    """The stream is there again; a snapshot follows."""


class LanguageChosen(Message, bubble=False):
    """The app's `texts` and `language` are others now."""
