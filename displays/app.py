"""The lobby display as a terminal app: it follows the hall, shows it, and says the calls."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from displays.asked import Asked
from displays.screen import DisplayScreen
from displays.sound import SoundSign
from displays.speaking import CallSpeaker
from look.themes import DARK_THEME
from protocol.commands import DeviceReport
from terminal.app import TerminalApp
from terminal.client import Client
from terminal.device_app import DeviceApp
from terminal.floor_source import FloorSource
from terminal.player import Player
from terminal.reporting import Reporter


class DisplayApp(DeviceApp):
    """The lobby display of one office: dark; the one key there is tests the loudspeaker."""

    CSS_PATH: ClassVar[list[Path | str]] = [*TerminalApp.CSS_PATH, "display.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", show=False),
        Binding("t", "say_trial", show=False),
    ]
    TITLE = "Antrean"
    ALLOW_SELECT = False

    def __init__(
        self,
        client: Client,
        theme: str = DARK_THEME,
        player: Player | None = None,
        asked: Asked | None = None,
    ) -> None:
        super().__init__(client, theme=theme)
        self.asked = asked or Asked()
        self.lobby = FloorSource(client, self._on_floor)
        self.voice = CallSpeaker(client, self.clock, player or Player(), self._on_sound)
        self.reporter = Reporter(client, self._describe)
        self._tasks: set[asyncio.Task[None]] = set()

    async def on_mount(self) -> None:
        """Begin to speak, to report, and to ask for the floor."""
        self._work(self.lobby.run())
        self._work(self.voice.run())
        self._work(self.reporter.run())

    async def on_unmount(self) -> None:
        """Be silent: no program that plays outlives the app."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def on_snapshot_arrived(self) -> None:
        """Say what is new."""
        if self.hall is not None:
            self.lobby.take(self.hall.office)
            self.voice.take(self.hall)

    def action_say_trial(self) -> None:
        """Let the loudspeaker be heard."""
        self._work(self.voice.say_trial())

    def _work(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _on_floor(self) -> None:
        if isinstance(self.screen, DisplayScreen):
            self.screen.draw()

    def _on_sound(self) -> None:
        self.reporter.changed()
        for sign in self.screen.query(SoundSign):
            sign.show()

    def _describe(self, still_seconds: float) -> DeviceReport:
        return DeviceReport(sound=self.voice.state, frozen_seconds=still_seconds)

    def get_default_screen(self) -> Screen[Any]:
        """The only screen."""
        return DisplayScreen(self.asked)
