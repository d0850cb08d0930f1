"""The base of the screens: bars at the top, texts and news written when they are due."""

from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from terminal.bars import OfflineBar, TopBar, terminal_app
from texts import Texts


class TerminalScreen(Screen[Any]):
    """A screen with both bars; a subclass composes the rest in `compose_body`.

    Texts are written in `write_texts`, called when the screen appears and at each change of the
    language; news in `show_snapshot`, called when it appears and at each snapshot.
    """

    def compose(self) -> ComposeResult:
        """The bars, then what the subclass adds."""
        yield OfflineBar()
        yield TopBar()
        yield from self.compose_body()

    def compose_body(self) -> ComposeResult:
        """What is on the screen besides the bars."""
        yield from ()

    def write_texts(self, texts: Texts) -> None:
        """Write all fixed words in the language of `texts`."""

    def show_snapshot(self) -> None:
        """Show the app's latest snapshot; not called before there is one."""

    @property
    def is_alive(self) -> bool:
        """Whether the screen stands with all its parts: not while it or the app is being closed."""
        return self.is_running and self.display and self.app.is_running

    def on_mount(self) -> None:
        """Show what is known."""
        self.show_all()

    def on_screen_resume(self) -> None:
        """Show what came while another screen stood in front."""
        if self.is_mounted:  # before that its parts are not there yet
            self.show_all()

    def on_language_chosen(self) -> None:
        """Write everything anew."""
        self.show_all()

    def on_snapshot_arrived(self) -> None:
        """Show the news."""
        if self.is_alive:
            self._show_connection()
            self.query_one(TopBar).show()
            self.show_snapshot()

    def on_connection_lost(self) -> None:
        """Say so."""
        self._show_connection()

    def on_connection_restored(self) -> None:
        """Say nothing more."""
        self._show_connection()

    def show_all(self) -> None:
        """Write texts, bars and the latest snapshot."""
        if not self.is_alive:
            return
        app = terminal_app(self)
        self._show_connection()
        self.query_one(TopBar).show()
        self.write_texts(app.texts)
        if app.snapshot is not None:
            self.show_snapshot()

    def _show_connection(self) -> None:
        if not self.is_alive:
            return
        self.set_class(terminal_app(self).offline, "-offline")
        self.query_one(OfflineBar).show()
