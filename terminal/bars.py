"""The bars of a terminal screen: the office and its clock, and a lost connection.

Owns the promise that a rehearsal is told from real life on every screen, and that a screen whose
news is old says so.
"""

from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Horizontal

from protocol.snapshots import OfficeView
from terminal.plain import Plain
from texts.moments import write_time

if TYPE_CHECKING:
    from terminal.app import TerminalApp


class TopBar(Horizontal):
    """The office's name and clock; a rehearsal says that it is one."""

    DEFAULT_CLASSES = "top-bar"

    def compose(self) -> ComposeResult:
        """Name, word of rehearsal, clock."""
        yield Plain(classes="office-name grows")
        yield Plain(classes="rehearsal")
        yield Plain(classes="office-clock")

    def on_mount(self) -> None:
        """Let the clock run."""
        self.show()
        self.set_interval(1, self.show)

    def show(self) -> None:
        """Write what the app knows now."""
        app = terminal_app(self)
        self.set_class(app.clock.is_rehearsal, "-rehearsal")
        self.query_one(".rehearsal", Plain).update(app.texts.gettext("Rehearsal"))
        office = app.office
        self.query_one(".office-name", Plain).update(office.name if office else "Antrean")
        if office is not None and app.clock.is_known:
            self.query_one(".office-clock", Plain).update(write_clock(app, office))


class OfflineBar(Plain):
    """Says that the screen gets no news, why if the server told, and that it tries on."""

    DEFAULT_CLASSES = "offline-bar"

    def show(self) -> None:
        """Write what the app knows now."""
        self.update(terminal_app(self).offline_words())


def terminal_app(widget: Any) -> "TerminalApp":
    """The app of a widget, as the base app that it is."""
    return cast("TerminalApp", widget.app)


def write_clock(app: "TerminalApp", office: OfficeView) -> str:
    """The office's time of day with its zone: `09.41 WIB`."""
    zone = ZoneInfo(office.timezone)
    return write_time(app.clock.now(), zone, app.language, office.timezone_label)
