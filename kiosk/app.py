"""The kiosk's app: it shows one page after the other, and keeps watch over time and codes.

Owns the way of every key and touch: whether it belongs to a code, and that it tells of a person.
What is asked in which order is the `dialogue`.
"""

import asyncio
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.screen import Screen

from kiosk.codes.meaning import LONGEST
from kiosk.codes.watch import CodeWatch
from kiosk.foot import other_language
from kiosk.moves import CodeRead, VisitorLeft
from kiosk.page import Page
from kiosk.patience import Patience, Times
from kiosk.screens.start import StartPage
from kiosk.sentences import visitor_languages
from kiosk.standing_by import StandingByApp
from kiosk.voice.reading import Reader
from look.themes import LIGHT_THEME
from protocol.commands import DeviceReport
from protocol.snapshots import TicketView
from terminal.app import TerminalApp
from terminal.client import Client
from terminal.player import Player
from terminal.reporting import Reporter
from texts import N_, texts_for

if TYPE_CHECKING:
    from kiosk.conversation.slips import Slips
    from kiosk.printing.printer import Printer
    from kiosk.screens.place import PlacePage
    from kiosk.voice.earphone import Earphone

TICK_SECONDS = 0.25
#: A page that cannot be seen after so long is given up.
SHOWN_SECONDS = 3.0
STYLES = ("kiosk.tcss", "tickets.tcss", "large.tcss")


class KioskApp(StandingByApp):
    """The kiosk of one office."""

    CSS_PATH: ClassVar[list[Path | str]] = [*TerminalApp.CSS_PATH, *STYLES]  # type: ignore[assignment]
    TITLE = "Antrean"
    ALLOW_SELECT = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]

    def __init__(
        self,
        client: Client,
        times: Times | None = None,
        theme: str = LIGHT_THEME,
        printer: "Printer | None" = None,
        state_file: Path | None = None,
        player: Player | None = None,
        earphone: "Earphone | None" = None,
    ) -> None:
        """`state_file`: what the kiosk must know after a power cut, and to go on offline."""
        super().__init__(client, theme=theme)
        self.times = times or Times()
        self.patience = Patience()
        self.printer = printer
        self.state_file = state_file
        self.slips: Slips
        self.is_large = False
        self.reader = Reader(self._tell_silence, player)
        self.earphone = earphone
        self.reporter = Reporter(client, self._describe)
        if printer is not None:
            printer.tell = self.reporter.changed
        self.codes = CodeWatch(self, self.times, client.office)
        self._touch_at = float("-inf")
        self._paired = asyncio.Event()

    async def on_mount(self) -> None:
        """Begin the conversation."""
        self.set_interval(TICK_SECONDS, self._tick)
        self.run_worker(self._converse(), name="dialogue", group="dialogue")

    async def _converse(self) -> None:
        """Greet; then load what follows the greeting, and go on from there."""
        greeting = StartPage()
        await self.show(greeting)
        await greeting.shown.wait()
        from kiosk.visit import Dialogue, Slips, Standby

        standby = Standby(self, self.state_file) if self.state_file is not None else None
        self.standby = standby
        self.slips = Slips(self, self.printer, standby)
        if standby is not None:
            self.run_worker(standby.run(), name="standby", group="standby")
        self.run_worker(self.slips.run(), name="slips", group="slips")
        self.run_worker(self.reporter.run(), name="reports", group="reports")
        if self.earphone is not None:
            following = self.earphone.follow(self.read_aloud, self.reader.end)
            self.run_worker(following, name="earphone", group="earphone")
        await Dialogue(self).run(greeting)

    async def on_unmount(self) -> None:
        """Be silent."""
        self.reader.end()

    def _describe(self, frozen_seconds: float) -> DeviceReport:
        """How this machine is, for staff. Its sound is told only where there is some."""
        return DeviceReport(
            printer=str(self.printer.state.value) if self.printer is not None else None,
            sound=self.reader.player.state if self.reader.can_speak else None,
            frozen_seconds=frozen_seconds,
        )

    # ------------------------------------------------------------ for the dialogue

    async def show(self, page: Page, seconds: float | None = None) -> None:
        """Put a page on the screen; it is given up after `seconds` without a touch.

        An unpaired kiosk has no visitors: the start waits, and any other page raises VisitorLeft.
        """
        if not self.is_running:
            raise asyncio.CancelledError  # the app is being closed: nothing more to show
        if not self.is_paired:
            await self._paired.wait()
            if not isinstance(page, StartPage):
                raise VisitorLeft
        self.patience.start(seconds)
        await self._put(page)

    async def _put(self, screen: Screen[Any]) -> None:
        """In the place of whatever stands there."""
        while isinstance(self.screen, Page) and self.screen.is_laid_over:
            await self.pop_screen()
        is_first = len(self.screen_stack) == 1
        await (self.push_screen(screen) if is_first else self.switch_screen(screen))

    async def cover(self, screen: Screen[Any]) -> None:
        """The machine is not paired: whoever stands before it has to leave."""
        self._paired.clear()
        page = self.standing
        if page is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(page.shown.wait(), SHOWN_SECONDS)
            page.interrupt(VisitorLeft())
        await self._put(screen)

    async def uncover(self, screen: Screen[Any]) -> None:
        """The start takes its place, as soon as the dialogue has come back to it."""
        self._paired.set()

    async def ask(self, page: Page) -> Any:
        """Show a page and wait for its answer. Raises VisitorLeft or CodeRead."""
        await self.show(page, self._seconds_for(page))
        return await page.answer

    def forget_visitor(self) -> None:
        """Nothing of the last visitor stays: language, size, voice, typed code."""
        self.codes.entry.end()
        self.reader.end()
        self.is_large = False
        if self.office is not None:
            self.set_language(visitor_languages(self.office)[0])

    def _seconds_for(self, page: Page) -> float | None:
        """How long a page waits: the start for ever, unless a visitor has changed it already."""
        is_as_ever = isinstance(page, StartPage) and not self.is_large and not self.reader.is_on
        return None if is_as_ever else self.times.idle_seconds

    def refresh_place(self, page: "PlacePage", path: str) -> None:
        """Keep a page about a ticket up to date for as long as it is there."""
        self.run_worker(
            self._refresh_place(page, path), name="place", group="place", exclusive=True
        )

    async def _refresh_place(self, page: "PlacePage", path: str) -> None:
        await page.shown.wait()
        while not page.answer.done():
            await asyncio.wait({page.answer}, timeout=self.times.retry_seconds)
            view = await self.client.get(path, TicketView)
            if isinstance(view, TicketView) and self.is_before_visitor(page):
                page.show_view(view)

    def is_before_visitor(self, page: Page) -> bool:
        """Whether a page still stands there, asking."""
        return page.is_ready and page.is_current and not page.answer.done()

    # ------------------------------------------------------------ language, size, voice, help

    def switch_language(self) -> None:
        """Show the next language of the office."""
        code = other_language(visitor_languages(self.office), self.language)
        if code is not None:
            self.set_language(code)
            self.read_page()

    def switch_size(self) -> None:
        """Show large letters, or those of the terminal again."""
        self.is_large = not self.is_large
        page = self.standing
        if page is not None:
            self.patience.start(self._seconds_for(page))
            page.show_all()
            self.read_page()

    @property
    def can_speak(self) -> bool:
        """Whether there is a voice, and something to play it on."""
        return self.reader.can_speak

    @property
    def is_speaking(self) -> bool:
        """Whether this visitor is read to."""
        return self.reader.is_on

    def read_aloud(self) -> None:
        """Read this page aloud, as soon as it can be seen, and those that follow."""
        page = self.standing
        if page is None:
            return
        if not self.can_speak:
            self._tell_silence()
            return
        self.reader.is_on = True
        self.patience.start(self._seconds_for(page))
        self.read_page()

    def read_page(self) -> None:
        """Read the page that stands there, where this visitor is read to."""
        page = self.page
        if page is not None and self.reader.is_on:
            from kiosk.visit import as_spoken

            codes = page.spoken_languages
            said = [one for code in codes for one in as_spoken(page.spoken(texts_for(code)), code)]
            self.reader.read(said)

    def say_focused(self, words: str) -> None:
        """A choice has come into focus: say it where this visitor is read to."""
        if self.reader.is_on:
            from kiosk.visit import as_spoken

            self.reader.read(as_spoken([words], self.language))

    def call_for_help(self) -> None:
        """Call staff, on top of whatever the visitor was doing."""
        page = self.standing
        if page is not None and not page.is_laid_over:
            self.run_worker(self._help(page), name="help", group="help", exclusive=True)

    async def _help(self, beneath: Page) -> None:
        """Lay the page of help over another one, which goes on when it is closed."""
        day = self.hall.id.day if self.hall is not None else None
        if day is None:
            return
        from kiosk.visit import Help, HelpPage

        page = HelpPage()
        self.patience.start(self.times.idle_seconds)
        await self.push_screen(page)
        try:
            help_ = Help(self.client, day, beneath.ticket_id, is_away=self.offline)
            await help_.give(page)
        except (VisitorLeft, CodeRead) as reason:
            beneath.interrupt(reason)
            return
        if self.screen is page:
            await self.pop_screen()
            self.patience.start(self._seconds_for(beneath))
            self.read_page()

    def _tell_silence(self) -> None:
        if self.page is not None:
            self.page.tell(N_("There is no sound at this machine."))

    @property
    def standing(self) -> Page | None:
        """The page in front, also where it has not been drawn yet: keys reach it before that."""
        stack = self.screen_stack  # empty while the app is being closed
        page = stack[-1] if stack else None
        return page if isinstance(page, Page) else None

    @property
    def page(self) -> Page | None:
        """The page that a person sees."""
        page = self.standing
        return page if page is not None and page.is_ready else None

    # ------------------------------------------------------------ time

    def takes_touch(self, at: float) -> bool:
        """Whether a touch is one of its own, or the same finger again."""
        is_new = at - self._touch_at >= self.times.settle_seconds
        self._touch_at = at
        return is_new

    def _tick(self) -> None:
        """Look at the time a few times a second."""
        page = self.page
        if page is None:
            return
        self.codes.end_silent()
        left = self.patience.left_seconds
        page.show_patience(left, self.times.warning_seconds)
        if left is not None and left <= 0:
            page.interrupt(VisitorLeft())

    # ------------------------------------------------------------ keys and touches

    async def on_event(self, event: events.Event) -> None:
        """See every key before the screens do: it may belong to a code."""
        is_new = isinstance(event, events.InputEvent | events.Paste) and not event.is_forwarded
        if is_new and not isinstance(event, events.MouseMove):
            self._notice_person()
        if is_new and isinstance(event, events.Key):
            for key in self.codes.sift(event):
                await super().on_event(key)
            if self.codes.is_holding:
                self.set_timer(self.times.scanner_seconds, partial(self._release, event))
        elif is_new and isinstance(event, events.Paste):
            self.codes.take(event.text[: LONGEST + 1])
        else:
            await super().on_event(event)

    def _notice_person(self) -> None:
        """Whoever presses or touches is there, and wants to hear something else."""
        self.patience.touch()
        self.reader.be_silent()
        if self.page is not None:
            self.page.show_notice("")

    async def _release(self, after: events.Key) -> None:
        for key in self.codes.release(after):
            await super().on_event(key)
