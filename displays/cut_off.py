"""Kiosks that are cut off: a small line at the foot, so that nobody wonders about their numbers.

They go on giving numbers, which are called once the kiosk is back. The twin of `web/cut-off.js`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from displays.words import Speakers
from protocol.snapshots import DeviceView, HallSnapshot
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_time

#: A kiosk that only starts anew is not worth a word.
SHORT = timedelta(seconds=30)
#: Kiosks that have been away for longer were switched off.
LONG = timedelta(hours=12)
GIVES_NUMBERS = frozenset({"numbers", "open", "break"})


def cut_off_kiosks(
    devices: Iterable[DeviceView], phase: str, now: datetime
) -> list[tuple[str, datetime]]:
    """Kiosks that are cut off while numbers are given: name and since when, as the line tells."""
    if phase not in GIVES_NUMBERS:
        return []
    return [
        (device.name.removeprefix("kiosk-"), device.last_seen)
        for device in devices
        if device.kind == "kiosk" and not device.connected
        if SHORT <= now - device.last_seen < LONG
    ]


class CutOffLine(Plain):
    """The line; hidden while every kiosk is there."""

    def show(
        self,
        devices: Iterable[DeviceView],
        snapshot: HallSnapshot,
        now: datetime,
        speakers: Speakers,
    ) -> None:
        """Write who is cut off: in all languages if they fit, else in the one whose turn it is."""
        kiosks = cut_off_kiosks(devices, snapshot.phase, now)
        self.display = bool(kiosks)
        zone = ZoneInfo(snapshot.office.timezone)
        every = "   ".join(_sentence(kiosks, zone, texts) for texts in speakers.all)
        fits = len(every) <= self.screen.size.width - 4
        self.update(every if fits else _sentence(kiosks, zone, speakers.turn_of))


def _sentence(kiosks: Iterable[tuple[str, datetime]], zone: ZoneInfo, texts: Texts) -> str:
    return " · ".join(
        texts.gettext(
            "Kiosk %(name)s offline since %(time)s",
            name=name,
            time=write_time(since, zone, texts.language),
        )
        for name, since in kiosks
    )
