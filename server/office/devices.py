"""The machines of the hall, as this process sees them: who is connected, who was, and since when.

Not in the journal: nobody's turn depends on it.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from protocol.snapshots import DeviceView

MOST_DEVICES = 200


class Devices:
    """Counts the open streams of each named device."""

    def __init__(self, now: Callable[[], datetime], on_change: Callable[[], None]) -> None:
        """`on_change` is called whenever a device comes or goes."""
        self._now, self._on_change = now, on_change
        self._open: Counter[tuple[str, str]] = Counter()
        self._last_seen: dict[tuple[str, str], datetime] = {}

    def arrived(self, kind: str, name: str) -> None:
        """A device opened a stream."""
        self._open[kind, name] += 1
        self._seen(kind, name)

    def left(self, kind: str, name: str) -> None:
        """A device's stream ended."""
        self._open[kind, name] -= 1
        self._seen(kind, name)

    def views(self) -> tuple[DeviceView, ...]:
        """All devices known since the start, by kind and name."""
        now = self._now()
        return tuple(
            DeviceView(
                kind,
                name,
                connected=self._open[kind, name] > 0,
                last_seen=now if self._open[kind, name] > 0 else seen,
            )
            for (kind, name), seen in sorted(self._last_seen.items())
        )

    def _seen(self, kind: str, name: str) -> None:
        self._last_seen[kind, name] = self._now()
        if len(self._last_seen) > MOST_DEVICES:
            gone = [device for device in self._last_seen if self._open[device] <= 0]
            if gone:
                oldest = min(gone, key=self._last_seen.__getitem__)
                del self._last_seen[oldest], self._open[oldest]
        self._on_change()
