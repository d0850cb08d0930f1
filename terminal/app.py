"""The base of the three terminal apps: it follows the office and tells the screens.

Owns the client, the office's clock, the language and the connection's state. Promises to every
screen on the stack, the topmost and those beneath it, the newest snapshot and each change of the
connection; and that no text from elsewhere is ever read as markup.
"""

import gc
from contextlib import aclosing
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.message import Message

from look.themes import LIGHT_THEME, TERMINAL_STYLES, register_themes
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import DeskSnapshot, DevicesSnapshot, HallSnapshot, OfficeView
from terminal.client import Client
from terminal.clock import OfficeClock
from terminal.messages import (
    ConnectionLost,
    ConnectionRestored,
    DevicesArrived,
    LanguageChosen,
    SnapshotArrived,
)
from terminal.stream import Arrived, Connected, Devices, Disconnected
from texts import texts_for
from texts.refusals import explain

BAR_STYLES = Path(__file__).parent / "bars.tcss"

#: New objects between two looks for garbage, from so many seconds after the start: first things
#: first (see `antrean.LOADING_THRESHOLD`).
GARBAGE_THRESHOLD = 10_000
GARBAGE_SECONDS = 1.0

#: Until a snapshot tells the office's own.
FIRST_LANGUAGE = "id"


class TerminalApp(App[None]):
    """A Textual app that follows one office.

    A subclass names its stream (`STREAM_PATH`, `STREAM_TYPE`) and its style sheets
    (`CSS_PATH = [*TerminalApp.CSS_PATH, "kiosk.tcss"]`). The client is opened and closed here.
    `offline` is true from the first loss of the connection until it is restored; at the very
    start the app is neither connected nor offline.
    """

    CSS_PATH: ClassVar[list[Path | str]] = [TERMINAL_STYLES, BAR_STYLES]  # type: ignore[assignment]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []
    STREAM_PATH: ClassVar[str] = "stream"
    STREAM_TYPE: ClassVar[type[Any]] = HallSnapshot

    def __init__(
        self, client: Client, language: str | None = None, theme: str = LIGHT_THEME
    ) -> None:
        """`language`: a code; None takes the office's first language once it is known."""
        super().__init__()
        register_themes(self, theme)
        self.client = client
        self.clock = OfficeClock()
        self.texts = texts_for(language or FIRST_LANGUAGE)
        self.snapshot: Any = None
        self.devices: DevicesSnapshot | None = None
        self.connected = False
        self.offline = False
        self.offline_refusal: Refusal | None = None
        self._takes_language = language is None
        self._is_alone = False

    @property
    def language(self) -> str:
        """The code of the language in use."""
        return self.texts.language

    @property
    def hall(self) -> HallSnapshot | None:
        """The office as everybody may see it, from the latest snapshot; None before the first."""
        if isinstance(self.snapshot, DeskSnapshot):
            return self.snapshot.hall
        return self.snapshot if isinstance(self.snapshot, HallSnapshot) else None

    @property
    def office(self) -> OfficeView | None:
        """The office of the latest snapshot; None before the first."""
        return self.hall.office if self.hall is not None else None

    def offline_words(self) -> str:
        """What the bar says while no news come: why, if the server told, and that it tries on."""
        refusal = self.offline_refusal or Refusal(RefusalCode.SERVER_UNREACHABLE)
        return explain(refusal.code, refusal.params, self.texts)

    def set_language(self, code: str) -> None:
        """Show all in the language `code`, in English where we have none of it."""
        self._takes_language = False
        self.texts = texts_for(code)
        self.tell(LanguageChosen)

    def tell(self, message: type[Message], *args: Any) -> None:
        """Post a message of this type to every screen on the stack, and to the app."""
        for screen in self.screen_stack:
            screen.post_message(message(*args))
        self.post_message(message(*args))

    def notify(self, message: str, **options: Any) -> None:
        """Show a note for a moment, its text as it is: markup is never read."""
        super().notify(message, **{"markup": False, **options})

    def refresh_css(self, animate: bool = True) -> None:
        """Take the theme's colours. Sheets are parsed anew only where a screen stands already.

        The theme is set before the first screen, which parses them in any case: once is enough.
        """
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    async def on_mount(self) -> None:
        """Begin to follow the office."""
        self.client.on_shut_out = self.on_shut_out
        self.begin()

    def begin(self) -> None:
        """What there is to do once the first screen stands."""
        self.follow()

    def follow(self) -> None:
        """Follow the office from now on, with whatever key the client has."""
        self.run_worker(self._follow(), name="stream", exclusive=True, group="stream")

    def leave(self) -> None:
        """Follow it no more. What was shown last stays known."""
        self.workers.cancel_group(self, "stream")
        self.connected = False

    def on_shut_out(self, refusal: Refusal) -> None:
        """The server does not know who asks, or not any more. A subclass settles that."""

    def run(self, **options: Any) -> None:
        """Run in a process of its own, and take care of its garbage."""
        self._is_alone = True
        super().run(**options)

    def on_ready(self) -> None:
        """Look for garbage once the first screen has been drawn, in what is made from then on."""

        def begin() -> None:
            gc.freeze()
            gc.set_threshold(GARBAGE_THRESHOLD)

        if self._is_alone:
            self.set_timer(GARBAGE_SECONDS, begin)

    async def on_unmount(self) -> None:
        """Let go of the server."""
        await self.client.close()

    async def _follow(self) -> None:
        """Hand on what the stream tells, for as long as the app runs."""
        stream = self.client.stream(self.STREAM_PATH, self.STREAM_TYPE)
        async with aclosing(stream) as events:
            async for event in events:
                match event:
                    case Connected():
                        self._connect()
                    case Arrived(snapshot):
                        self._take(snapshot)
                    case Devices(devices):
                        self.devices = devices
                        self.tell(DevicesArrived, devices)
                    case Disconnected(refusal):
                        self._disconnect(refusal)

    def _take(self, snapshot: Any) -> None:
        self.snapshot = snapshot
        hall = snapshot.hall if isinstance(snapshot, DeskSnapshot) else snapshot
        self.clock.set(hall.clock)
        if self._takes_language:
            self._takes_language = False
            self.set_language(hall.office.languages[0])
        self.tell(SnapshotArrived, snapshot)

    def _connect(self) -> None:
        self.connected, self.offline, self.offline_refusal = True, False, None
        self.devices = None  # we are told anew, if there is anything to tell
        self.tell(ConnectionRestored)

    def _disconnect(self, refusal: Refusal | None) -> None:
        is_news = not self.offline or refusal != self.offline_refusal
        self.connected, self.offline, self.offline_refusal = False, True, refusal
        if is_news:
            self.tell(ConnectionLost, refusal)
