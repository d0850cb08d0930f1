"""The base of kiosk and display: a machine that has to be paired before it may do anything.

Owns the way to the code and back. Promises that an unpaired machine shows its code and nothing of
the office, from the first answer that says so, and that it goes on by itself once it is paired.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from protocol.access import WhoView
from protocol.refusals import Refusal
from terminal.app import TerminalApp
from texts import LANGUAGES


class DeviceApp(TerminalApp):
    """A machine with a key of its own.

    `is_paired` is true until the server says otherwise: with the server away a machine works on.
    """

    CSS_PATH: ClassVar[list[Path | str]] = [*TerminalApp.CSS_PATH]
    PAIRING_LOOK_SECONDS = 2.0

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_paired = True

    @property
    def pairing_languages(self) -> Sequence[str]:
        """The languages of the code's screen: the office's, or all before it is known."""
        return self.office.languages if self.office is not None else tuple(LANGUAGES)

    def _connect(self) -> None:
        super()._connect()
        if self.client.has_key:
            self.run_worker(self._ask_who(), group="who", exclusive=True)

    async def _ask_who(self) -> None:
        """Only by asking does a machine learn whether it is paired: the hall is everybody's."""
        who = await self.client.get("/me", WhoView)
        if isinstance(who, WhoView) and who.kind != self.client.kind:
            self.shut_out()

    def on_shut_out(self, refusal: Refusal) -> None:
        """This machine is not paired, or not any more."""
        self.shut_out()

    def shut_out(self) -> None:
        """Show the code and nothing else, until a supervisor has typed it."""
        if self.is_paired and self.client.has_key:
            self.is_paired = False
            self.run_worker(self._pair(), name="pairing", group="pairing")

    async def _pair(self) -> None:
        from terminal.pairing import Pairing
        from terminal.pairing_screen import PairingScreen

        languages = self.pairing_languages
        self.leave()
        self.snapshot = self.devices = None
        self._takes_language = True  # the office's own again, not that of the last visitor
        screen = PairingScreen(self.client.office, self.client.name, languages)
        await self.cover(screen)
        await Pairing(self.client, screen.show_waiting, self.PAIRING_LOOK_SECONDS).run()
        self.is_paired = True
        self.follow()
        await self.uncover(screen)

    async def cover(self, screen: Any) -> None:
        """Put the code's screen before everything else."""
        await self.push_screen(screen)

    async def uncover(self, screen: Any) -> None:
        """Take it away: the machine is paired."""
        if self.screen is screen:
            await self.pop_screen()
