"""The kiosk's app: it shows one page after the other, and keeps watch over time and codes.

Owns the way of every key and touch: whether it belongs to a code, and that it tells of a person.
What is asked in which order is the `dialogue`.
"""

import asyncio
from datetime import tzinfo
from pathlib import Path
from time import monotonic
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from textual import events
from textual.screen import Screen

from kiosk.codes import CodeEntry, ScannedTicket, read_code
from kiosk.dialogue import Dialogue
from kiosk.foot import other_language
from kiosk.notebook import Notebook
from kiosk.page import CodeRead, Page, VisitorLeft
from kiosk.patience import Patience, Times
from kiosk.printing.printer import Printer
from kiosk.screens.place import PlacePage
from kiosk.screens.start import StartPage
from kiosk.sentences import visitor_languages
from kiosk.slips import Slips
from look.themes import LIGHT_THEME
from protocol.commands import DeviceReport
from protocol.snapshots import TicketView
from terminal.app import TerminalApp
from terminal.client import Client
from terminal.reporting import Reporter
from terminal.screen import TerminalScreen

#: A scanner that sends no Enter has ended when nothing comes for so long.
SCANNER_PAUSE_SECONDS = 0.5
TICK_SECONDS = 0.25


class KioskApp(TerminalApp):
    """The kiosk of one office."""

    CSS_PATH: ClassVar[list[Path | str]] = [*TerminalApp.CSS_PATH, "kiosk.tcss"]
    TITLE = "Antrean"
    ALLOW_SELECT = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]

    def __init__(
        self,
        client: Client,
        times: Times | None = None,
        theme: str = LIGHT_THEME,
        printer: Printer | None = None,
        notebook: Notebook | None = None,
    ) -> None:
        super().__init__(client, theme=theme)
        self.times = times or Times()
        self.patience = Patience()
        self.code = CodeEntry()
        self.slips = Slips(self, printer, notebook)
        self.reporter = Reporter(client, self._describe)
        if printer is not None:
            printer.tell = self.reporter.changed
        self._code_at = 0.0
        self._touch_at = float("-inf")

    def get_default_screen(self) -> Screen[Any]:
        """Bars only; the pages stand in front of it, one at a time."""
        return TerminalScreen()

    async def on_mount(self) -> None:
        """Begin the conversation."""
        self.set_interval(TICK_SECONDS, self._tick)
        self.run_worker(Dialogue(self).run(), name="dialogue", group="dialogue")
        self.run_worker(self.slips.run(), name="slips", group="slips")
        self.run_worker(self.reporter.run(), name="reports", group="reports")

    def _describe(self, frozen_seconds: float) -> DeviceReport:
        """How this machine is, for staff."""
        printer = self.slips.printer
        state = printer.state.value if printer is not None else None
        return DeviceReport(printer=state, frozen_seconds=frozen_seconds)

    # ------------------------------------------------------------ for the dialogue

    @property
    def zone(self) -> tzinfo:
        """The office's time zone."""
        return ZoneInfo(self.office.timezone if self.office is not None else "UTC")

    async def show(self, page: Page, seconds: float | None = None) -> None:
        """Put a page on the screen; it is given up after `seconds` without a touch."""
        if not self.is_running:
            raise asyncio.CancelledError  # the app is being closed: nothing more to show
        self.patience.start(seconds)
        if isinstance(self.screen, Page):
            await self.switch_screen(page)
        else:
            await self.push_screen(page)

    async def ask(self, page: Page) -> Any:
        """Show a page and wait for its answer. Raises VisitorLeft or CodeRead."""
        is_start = isinstance(page, StartPage)
        await self.show(page, None if is_start else self.times.idle_seconds)
        return await page.answer

    def forget_visitor(self) -> None:
        """Nothing of the last visitor stays: language, typed code."""
        self.code.end()
        if self.office is not None:
            self.set_language(visitor_languages(self.office)[0])

    def refresh_place(self, page: PlacePage, path: str) -> None:
        """Keep a page about a ticket up to date for as long as it is there."""
        self.run_worker(
            self._refresh_place(page, path), name="place", group="place", exclusive=True
        )

    async def _refresh_place(self, page: PlacePage, path: str) -> None:
        await page.shown.wait()
        while not page.answer.done():
            await asyncio.wait({page.answer}, timeout=self.times.retry_seconds)
            view = await self.client.get(path, TicketView)
            if isinstance(view, TicketView) and self.is_before_visitor(page):
                page.show_view(view)

    def is_before_visitor(self, page: Page) -> bool:
        """Whether a page still stands there, asking."""
        return page.is_ready and page.is_current and not page.answer.done()

    # ------------------------------------------------------------ language

    def switch_language(self) -> None:
        """Show the next language of the office."""
        code = other_language(visitor_languages(self.office), self.language)
        if code is not None:
            self.set_language(code)

    # ------------------------------------------------------------ time

    def takes_touch(self, at: float) -> bool:
        """Whether a touch is one of its own, or the same finger again."""
        is_new = at - self._touch_at >= self.times.settle_seconds
        self._touch_at = at
        return is_new

    def _tick(self) -> None:
        """Look at the time a few times a second."""
        page = self.screen
        if not isinstance(page, Page) or not page.is_ready:
            return
        self._end_silent_code()
        left = self.patience.left_seconds
        page.show_patience(left, self.times.warning_seconds)
        if left is not None and left <= 0:
            page.interrupt(VisitorLeft())

    def _end_silent_code(self) -> None:
        """Take a scanned code without Enter; forget what somebody typed and left."""
        silence = monotonic() - self._code_at
        if not self.code.text:
            return
        is_scanned = isinstance(read_code(self.code.text), ScannedTicket)
        if is_scanned and silence >= SCANNER_PAUSE_SECONDS:
            self.press_code("enter", None)
        elif silence >= self.times.idle_seconds:
            self.code.text = ""
            self._show_code()

    # ------------------------------------------------------------ keys, touches, codes

    async def on_event(self, event: events.Event) -> None:
        """See every key before the screens do: it may belong to a code."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.patience.touch()
            if isinstance(event, events.Key) and self.code.takes(event.key, event.character):
                self.press_code(event.key, event.character)
                return
            if isinstance(event, events.Paste):
                self._take_code(event.text)
                return
        await super().on_event(event)

    def press_code(self, key: str, character: str | None) -> None:
        """A key of a code, from the keyboard, a scanner or the screen."""
        self._code_at = monotonic()
        whole = self.code.press(key, character)
        self._show_code()
        if whole is not None:
            self._take_code(whole)

    def _show_code(self) -> None:
        if isinstance(self.screen, Page) and self.screen.is_ready:
            self.screen.show_code(self.code.text)

    def _take_code(self, text: str) -> None:
        page = self.screen
        if text.strip() and isinstance(page, Page) and page.is_interruptible:
            page.interrupt(CodeRead(text))
