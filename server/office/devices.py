"""The machines of the hall, as this process sees them: who is connected, and what each reports.

Not in the journal: nobody's turn depends on it. A machine is known by its open streams and by its
reports, one every 15 s. One that has ever reported counts as connected only while its reports go
on: a frozen screen may keep its stream open for hours. Ages are seconds of life, whatever the
office's clock does, because machines live by it also in a rehearsal.

Machines that wait to be paired are among them for the desks: whoever keeps the pairings tells of
them (`wait`).

Reports come from every machine all day, so they cost a comparison, and staff are told only what
they can see: a machine that comes, goes or falls silent, and another state of its parts.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from protocol.access import WaitingPairing
from protocol.commands import DeviceReport
from protocol.snapshots import DeviceView
from server.office.clock import OfficeClock

MOST_DEVICES = 400
SILENT_SECONDS = 45.0
"""Without a report for so long a machine counts as not connected: three reports are missing."""
NOTHING_REPORTED = DeviceReport()

Key = tuple[str, str]
"""Kind and name."""


class _Device(Struct):
    """What is known of one machine. `heard` is the monotonic moment of its last sign of life."""

    heard: float
    streams: int = 0
    is_here: bool = False  # has come, or reported, since its last stream ended
    has_reported: bool = False
    report: DeviceReport = NOTHING_REPORTED

    def is_connected(self, now: float) -> bool:
        """Whether it is here and, if it is one that reports, has done so lately."""
        return self.is_here and not (self.has_reported and now - self.heard >= SILENT_SECONDS)


class Devices:
    """All machines known since the start, by kind and name."""

    def __init__(
        self,
        clock: OfficeClock,
        on_change: Callable[[], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`on_change` is called whenever staff would see something else."""
        self._clock, self._on_change, self._monotonic = clock, on_change, monotonic
        self._devices: dict[Key, _Device] = {}
        self._told: dict[Key, tuple[object, ...]] = {}
        self._waiting: tuple[WaitingPairing, ...] = ()
        self._watch: asyncio.TimerHandle | None = None

    def arrived(self, kind: str, name: str) -> None:
        """A machine opened a stream."""
        device = self._heard(kind, name)
        device.streams += 1
        device.is_here = True
        self._tell(kind, name)

    def left(self, kind: str, name: str) -> None:
        """A machine's stream ended; with its last one it is gone until it is heard of again."""
        device = self._devices.get((kind, name))
        if device is None:
            return
        device.streams -= 1
        if device.streams <= 0:
            device.is_here, device.heard = False, self._monotonic()
        self._tell(kind, name)

    def reported(self, kind: str, name: str, report: DeviceReport) -> None:
        """A machine said how it is."""
        device = self._heard(kind, name)
        device.is_here = device.has_reported = True
        device.report = report
        self._tell(kind, name)
        if self._watch is None:
            self._look_in(SILENT_SECONDS)

    def wait(self, waiting: tuple[WaitingPairing, ...]) -> None:
        """These machines show a code now, and no others."""
        if waiting != self._waiting:
            self._waiting = waiting
            self._on_change()

    def views(self) -> tuple[DeviceView, ...]:
        """All machines, by kind and name, those that wait to be paired among them."""
        views = {(each.kind, each.name): each for each in self._known()}
        for each in self._waiting:
            asked_at = self._clock.ago((datetime.now(UTC) - each.asked_at).total_seconds())
            unknown = DeviceView(each.kind, each.name, connected=False, last_seen=asked_at)
            known = views.get((each.kind, each.name), unknown)
            views[each.kind, each.name] = replace(known, waits=True)
        return tuple(views[key] for key in sorted(views))

    def _known(self) -> Iterator[DeviceView]:
        """Those that have come or reported since the start."""
        now = self._monotonic()
        return (
            DeviceView(
                kind,
                name,
                connected=device.is_connected(now),
                last_seen=self._clock.ago(now - device.heard),
                printer=device.report.printer,
                sound=device.report.sound,
                frozen_seconds=device.report.frozen_seconds,
            )
            for (kind, name), device in sorted(self._devices.items())
        )

    def kiosks_away(self) -> tuple[DeviceView, ...]:
        """Kiosks that are not connected, and of each nothing but since when: anybody may know."""
        return tuple(
            DeviceView(each.kind, each.name, connected=False, last_seen=each.last_seen)
            for each in self._known()
            if each.kind == "kiosk" and not each.connected
        )

    def stop(self) -> None:
        """Watch nobody any more."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _heard(self, kind: str, name: str) -> _Device:
        now = self._monotonic()
        device = self._devices.get((kind, name))
        if device is None:
            self._make_room()
            device = self._devices[kind, name] = _Device(now)
        device.heard = now
        return device

    def _make_room(self) -> None:
        """Forget whoever has been silent longest, if there are too many names."""
        gone = [key for key, device in self._devices.items() if device.streams <= 0]
        if len(self._devices) >= MOST_DEVICES and gone:
            oldest = min(gone, key=lambda key: self._devices[key].heard)
            del self._devices[oldest]
            self._told.pop(oldest, None)

    def _tell(self, kind: str, name: str) -> None:
        """Say that something is new, if it is something that staff see."""
        device = self._devices[kind, name]
        seen = (
            device.is_connected(self._monotonic()),
            device.report.printer,
            device.report.sound,
            round(device.report.frozen_seconds),
        )
        if self._told.get((kind, name)) != seen:
            self._told[kind, name] = seen
            self._on_change()

    def _look_in(self, seconds: float) -> None:
        self._watch = asyncio.get_running_loop().call_later(seconds, self._look)

    def _look(self) -> None:
        """Find out who has fallen silent, and when to look again. One timer serves them all."""
        self._watch = None
        now, waits = self._monotonic(), []
        for (kind, name), device in self._devices.items():
            if not device.has_reported or not device.is_here:
                continue
            self._tell(kind, name)
            if device.is_connected(now):
                waits.append(device.heard + SILENT_SECONDS - now)
        if waits:
            self._look_in(max(0.1, min(waits)))
