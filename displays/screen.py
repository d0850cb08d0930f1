"""The one screen of the display: calls large, lists beside or beneath, a sentence of the office.

Everything is shown from the latest snapshot; of the past it keeps only which calls it has
announced, and since when the connection is lost.
"""

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from displays.bars import DisplayBar, LostBar
from displays.called import MOST_ROWS, PULSE_SECONDS, CalledBoard, CalledRow
from displays.calls import Announcements, order_calls
from displays.interruptions import without_past_times, write_all_interruptions
from displays.lists import RECENT_CALLS, NextList, RecentList
from displays.message import WITHOUT_CALLS, hides_calls, write_message
from displays.notices import NoticeBar
from displays.slides import Slot
from displays.sound import SoundSign
from displays.words import TURN_SECONDS, Speakers
from displays.zone import find_display, narrow
from protocol.snapshots import HallSnapshot
from terminal.bars import terminal_app
from terminal.plain import Plain
from terminal.screen import TerminalScreen
from texts import N_

PULSE_PAUSE_SECONDS = PULSE_SECONDS + 0.3


class DisplayScreen(TerminalScreen):
    """Shows the hall; takes no keys."""

    def __init__(self) -> None:
        super().__init__()
        self.speakers = Speakers()
        self.announcements = Announcements()
        self._is_announcing = False
        self._turn = 0

    def compose(self) -> ComposeResult:
        """The bars, the calls, the lists and the office's sentence."""
        yield LostBar()
        yield DisplayBar()
        with Container(id="hall"):
            with Vertical(id="calls"):
                yield CalledBoard()
                yield Plain(id="large-message")
            with Container(id="lists"):
                with Vertical(id="numbers"):
                    yield RecentList()
                    yield NextList()
                yield Slot()
        yield NoticeBar()
        yield Plain(id="message")

    def on_mount(self) -> None:
        """Begin to take turns and to announce."""
        super().on_mount()
        self.query_one(DisplayBar).mount(SoundSign(), before=".rehearsal")
        self.set_interval(TURN_SECONDS, self._pass_turn)

    def on_resize(self, event: events.Resize) -> None:
        """Upright screens have the lists beneath; cells are twice as high as wide."""
        self.set_class(event.size.width < event.size.height * 2 - 10, "-portrait")
        self.call_after_refresh(self._draw)

    def on_called_board_resized(self) -> None:
        """Other calls stand large where there is more or less room."""
        self._draw()

    def show_snapshot(self) -> None:
        """Show the office as it is now."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if [texts.language for texts in self.speakers.all] != list(snapshot.office.languages):
            self.speakers = Speakers(snapshot.office.languages)
        self.announcements.take(snapshot)
        self.query_one(NoticeBar).take(snapshot)
        self._draw()
        if not self._is_announcing:
            self._announce_next()

    @property
    def _snapshot(self) -> HallSnapshot | None:
        """The latest snapshot, as far as it concerns this display."""
        app = terminal_app(self)
        if app.hall is None:
            return None
        snapshot = narrow(app.hall, find_display(app.hall.office, app.client.name))
        return without_past_times(snapshot, app.clock.now()) if app.clock.is_known else snapshot

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
        is_alone = bool(calls) and (len(snapshot.counters) == 1 or len(calls) == 1)
        self.set_class(is_alone, "-single")
        board.most_rows = 1 if is_alone else MOST_ROWS
        board.show(calls, positions)
        rest = calls[board.row_count :]
        listed = max(RECENT_CALLS, sum(call.is_open for call in rest))
        self.query_one(RecentList).show(rest[:listed], positions, self.speakers, width)
        self.query_one(NextList).show(snapshot.next_numbers, self.speakers, width)
        self.query_one(Slot).show(snapshot, self.speakers, _has_queue(snapshot))
        self.query_one(NoticeBar).draw()

    def _draw_message(self, snapshot: HallSnapshot) -> None:
        is_alone = hides_calls(snapshot)
        self.set_class(is_alone, "-no-calls")
        sayings = self._sayings(snapshot)
        saying = sayings[self._turn % len(sayings)] if sayings else []
        self.query_one("#large-message", Plain).update("\n\n".join(saying))
        line = self.query_one("#message", Plain)
        line.display = not is_alone and bool(saying)
        every = "  ·  ".join(saying)
        fits = len(every) <= self.size.width - 4
        line.update(every if fits else saying[self._turn // len(sayings) % len(saying)])

    def _sayings(self, snapshot: HallSnapshot) -> list[list[str]]:
        """What there is to say, one after the other.

        The sentence of the phase in all languages; what is interrupted in one at a time.
        """
        sentences = [write_message(snapshot, texts) for texts in self.speakers.all]
        rests = (
            []
            if snapshot.phase in WITHOUT_CALLS
            else write_all_interruptions(snapshot, self.speakers)
        )
        return ([sentences] if any(sentences) else []) + [[each] for each in rests]

    def _list_width(self) -> int:
        """Cells across one list."""
        return max(10, self.query_one(Slot).size.width)

    def _pass_turn(self) -> None:
        self._turn += 1
        self.speakers.pass_turn()
        self.query_one(NoticeBar).pass_turn()
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


def _has_queue(snapshot: HallSnapshot) -> bool:
    """Whether the waiting list has anything to tell."""
    return not hides_calls(snapshot) or snapshot.waiting > 0 or snapshot.phase == "open"
