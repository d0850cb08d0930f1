"""The one screen of the display: calls large, lists beside or beneath, a sentence of the office.

Everything is shown from the latest snapshot; of the past it keeps only which calls it has
announced, and since when the connection is lost.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from displays.called import PULSE_SECONDS, CalledBoard, CalledRow
from displays.calls import Announcements, order_calls
from displays.lists import RECENT_CALLS, NextList, RecentList, WaitingList
from displays.message import hides_calls, write_message
from displays.words import TURN_SECONDS, Speakers
from displays.zone import find_display, narrow
from protocol.snapshots import HallSnapshot
from terminal.bars import OfflineBar, TopBar, terminal_app
from terminal.plain import Plain
from terminal.screen import TerminalScreen
from texts import N_, Texts
from texts.moments import write_time

PULSE_PAUSE_SECONDS = PULSE_SECONDS + 0.3


class LostBar(OfflineBar):
    """Says since when the display gets no news."""

    def __init__(self) -> None:
        super().__init__()
        self.lost_at: datetime | None = None

    def show(self) -> None:
        """Write what is known, in all languages of the office."""
        app = terminal_app(self)
        if not app.offline:
            self.lost_at = None
        elif self.lost_at is None and app.clock.is_known:
            self.lost_at = app.clock.now()
        languages = app.office.languages if app.office else (app.language,)
        self.update("\n".join(self._write(texts) for texts in Speakers(languages).all))

    def _write(self, texts: Texts) -> str:
        office = terminal_app(self).office
        if self.lost_at is None or office is None:
            return texts.gettext("No connection. Please listen for calls.")
        time = write_time(self.lost_at, ZoneInfo(office.timezone), texts.language)
        return texts.gettext("No connection since %(time)s. Please listen for calls.", time=time)


class DisplayScreen(TerminalScreen):
    """Shows the hall; takes no keys."""

    def __init__(self) -> None:
        super().__init__()
        self.speakers = Speakers()
        self.announcements = Announcements()
        self._is_announcing = False

    def compose(self) -> ComposeResult:
        """The bars, the calls, the lists and the office's sentence."""
        yield LostBar()
        yield TopBar()
        with Container(id="hall"):
            with Vertical(id="calls"):
                yield CalledBoard()
                yield Plain(id="large-message")
            with Container(id="lists"):
                with Vertical(id="numbers"):
                    yield RecentList()
                    yield NextList()
                yield WaitingList()
        yield Plain(id="message")

    def on_mount(self) -> None:
        """Begin to take turns and to announce."""
        super().on_mount()
        self.set_interval(TURN_SECONDS, self._pass_turn)

    def on_resize(self, event: events.Resize) -> None:
        """Upright screens have the lists beneath; cells are twice as high as wide."""
        self.set_class(event.size.width < event.size.height * 2 - 10, "-portrait")
        self.call_after_refresh(self._draw)

    def show_snapshot(self) -> None:
        """Show the office as it is now."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if [texts.language for texts in self.speakers.all] != list(snapshot.office.languages):
            self.speakers = Speakers(snapshot.office.languages)
        self.announcements.take(snapshot)
        self._draw()
        if not self._is_announcing:
            self._announce_next()

    @property
    def _snapshot(self) -> HallSnapshot | None:
        """The latest snapshot, as far as it concerns this display."""
        app = terminal_app(self)
        if app.hall is None:
            return None
        return narrow(app.hall, find_display(app.hall.office, app.client.name))

    def _draw(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        self._draw_message(snapshot)
        board, width = self.query_one(CalledBoard), self._list_width()
        positions = {counter.number: place for place, counter in enumerate(snapshot.counters)}
        calls = [] if hides_calls(snapshot) else order_calls(snapshot.calls)
        board.query_one("#called-title", Plain).update(
            self.speakers.say(N_("Now called"), board.size.width)
        )
        board.show(calls, positions)
        rest = calls[board.row_count :]
        listed = max(RECENT_CALLS, sum(call.is_open for call in rest))
        self.query_one(RecentList).show(rest[:listed], positions, self.speakers, width)
        self.query_one(NextList).show(snapshot.next_numbers, self.speakers, width)
        self.query_one(WaitingList).show(snapshot, self.speakers, width)

    def _draw_message(self, snapshot: HallSnapshot) -> None:
        is_alone = hides_calls(snapshot)
        sentences = [write_message(snapshot, texts) for texts in self.speakers.all]
        self.set_class(is_alone, "-no-calls")
        self.query_one("#large-message", Plain).update("\n\n".join(sentences))
        line = self.query_one("#message", Plain)
        line.display = not is_alone and any(sentences)
        every = "  ·  ".join(sentences)
        fits = len(every) <= self.size.width - 4
        line.update(every if fits else write_message(snapshot, self.speakers.turn_of))

    def _list_width(self) -> int:
        """Cells across one list."""
        return max(10, self.query_one(WaitingList).size.width)

    def _pass_turn(self) -> None:
        self.speakers.pass_turn()
        self._draw()

    def _announce_next(self) -> None:
        """Announce one call after the other, until none is left."""
        call = self.announcements.next()
        self._is_announcing = call is not None
        if call is None:
            return
        for row in self.query(CalledRow):
            if row.call is not None and row.call.call == call:
                row.pulse()
        self.set_timer(PULSE_PAUSE_SECONDS, self._announce_next)
