"""The part of the kiosk's app that goes on without the server.

Owns when it does, and what the bar says then; how it is done is the `Standby`'s, which is loaded
after the greeting.
"""

from datetime import tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.sentences import is_away
from protocol.snapshots import HallSnapshot
from terminal.device_app import DeviceApp
from terminal.messages import SnapshotArrived
from texts import Texts

if TYPE_CHECKING:
    from kiosk.offline.standby import Standby


class StandingByApp(DeviceApp):
    """A terminal app with a `standby`; None: without the server it can only wait."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.standby: Standby | None = None

    @property
    def zone(self) -> tzinfo:
        """The office's time zone."""
        return ZoneInfo(self.office.timezone if self.office is not None else "UTC")

    @property
    def gives_offline(self) -> bool:
        """Whether numbers are given although the server is away."""
        if self.standby is None or not self.is_paired:
            return False
        return self.standby.can_give and is_away(self.offline_refusal)

    def on_snapshot_arrived(self, event: SnapshotArrived) -> None:
        """Remember the news, in case they are the last for a while."""
        if self.standby is not None and self.connected:
            self.standby.hear(event.snapshot)

    def on_connection_lost(self) -> None:
        """Go on without the server: not where it has sent this machine away."""
        if self.standby is not None and self.is_paired:
            self.standby.lose()

    async def on_unmount(self) -> None:
        """Let go of the files."""
        if self.standby is not None:
            await self.standby.close()

    def take_offline(self, hall: HallSnapshot) -> None:
        """Show the office as it can be told without the server."""
        self._take(hall)

    def offline_words(self) -> str:
        """In the bar."""
        return self.say_offline(self.texts) if self.gives_offline else super().offline_words()

    def say_offline(self, texts: Texts) -> str:
        """That the server is away, since when, and that numbers are given all the same."""
        from kiosk.visit import say_offline

        return say_offline(self.standby, self.zone, texts) if self.standby is not None else ""
