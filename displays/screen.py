"""The one screen of the display: calls large, lists beside or beneath, a sentence of the office.

Everything is shown from the latest snapshot; of the past it keeps only which calls it has
announced, and since when the connection is lost.
"""

from typing import TYPE_CHECKING, cast

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from displays.asked import Asked
from displays.bars import DisplayBar, LostBar
from displays.called import MOST_ROWS, PULSE_SECONDS, CalledBoard, CalledRow
from displays.calls import Announcements, order_calls
from displays.cut_off import CutOffLine
from displays.interruptions import without_past_times, write_all_interruptions
from displays.lists import RECENT_CALLS, NextList, RecentList
from displays.message import WITHOUT_CALLS, hides_calls, write_message
from displays.notices import NoticeBar
from displays.plan import HallPlan, is_planned
from displays.room import ComeInList, RoomLine, health_of, room_of
from displays.slides import Slot
from displays.sound import SoundSign
from displays.words import TURN_SECONDS, Speakers
from displays.zone import find_display, narrow
from look.floor_picture import Way
from protocol.snapshots import CallView, HallSnapshot
from terminal.bars import terminal_app
from terminal.plain import Plain
from terminal.screen import TerminalScreen
from terminal.ways import Ways
from texts import N_

if TYPE_CHECKING:
    from displays.app import DisplayApp

PULSE_PAUSE_SECONDS = PULSE_SECONDS + 0.3


class DisplayScreen(TerminalScreen):
    """Shows the hall; takes no keys."""

    def __init__(self, asked: Asked | None = None) -> None:
        super().__init__()
        self.asked = asked or Asked()
        self._past_places = Ways()
        self._ways: tuple[Way, ...] = ()
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
            yield HallPlan(self.asked)
            with Container(id="lists"):
                with Vertical(id="numbers"):
                    yield ComeInList()
                    yield RecentList()
                    yield NextList()
                yield Slot()
        yield NoticeBar()
        yield RoomLine()
        yield CutOffLine()
        yield Plain(id="message")

    def on_mount(self) -> None:
        """Begin to take turns and to announce."""
        super().on_mount()
        self.query_one(DisplayBar).mount(SoundSign(), before=".rehearsal")
        self.set_interval(TURN_SECONDS, self._pass_turn)

    def on_resize(self, event: events.Resize) -> None:
        """Upright screens have the lists beneath; cells are twice as high as wide."""
        self.set_class(event.size.width < event.size.height * 2 - 10, "-portrait")
        self.call_after_refresh(self.draw)

    def on_called_board_resized(self) -> None:
        """Other calls stand large where there is more or less room."""
        self.draw()

    def show_snapshot(self) -> None:
        """Show the office as it is now."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        if [texts.language for texts in self.speakers.all] != list(snapshot.office.languages):
            self.speakers = Speakers(snapshot.office.languages)
        self.announcements.take(snapshot)
        self._ways = self._past_places.take(snapshot)
        self.query_one(NoticeBar).take(snapshot)
        self.draw()
        if not self._is_announcing:
            self._announce_next()

    @property
    def _snapshot(self) -> HallSnapshot | None:
        """The latest snapshot, as far as it concerns this display."""
        app = terminal_app(self)
        if app.hall is None:
            return None
        snapshot = narrow(app.hall, find_display(app.hall.office, app.client.name))
        office = replace(snapshot.office, health=health_of(snapshot))
        snapshot = replace(snapshot, office=office)
        return without_past_times(snapshot, app.clock.now()) if app.clock.is_known else snapshot

    def draw(self) -> None:
        """Write what is known now."""
        snapshot = self._snapshot
        if snapshot is None:
            return
        is_plan = self._draw_plan(snapshot)
        self._draw_message(snapshot, is_alone=hides_calls(snapshot) and not is_plan)
        calls = [] if hides_calls(snapshot) else order_calls(snapshot.calls)
        is_alone = bool(calls) and (len(snapshot.counters) == 1 or len(calls) == 1)
        self.set_class(is_alone and not is_plan, "-single")
        rest = calls if is_plan else self._draw_board(snapshot, calls, is_alone)
        self._draw_lists(snapshot, rest, is_plan)
        self.query_one(NoticeBar).draw()
        self._draw_cut_off(snapshot)

    def _draw_cut_off(self, snapshot: HallSnapshot) -> None:
        """Say which kiosks are cut off."""
        app = terminal_app(self)
        devices = app.devices.devices if app.devices else ()
        if app.clock.is_known:
            line = self.query_one(CutOffLine)
            line.show(devices, snapshot, app.clock.now(), self.speakers)

    def _draw_plan(self, snapshot: HallSnapshot) -> bool:
        """Draw the plan of the hall, if this display shows it; gives whether it does."""
        app = cast("DisplayApp", self.app)
        display = find_display(snapshot.office, app.client.name)
        floor = app.lobby.floor
        is_plan = is_planned(room_of(snapshot), floor, self.asked.layout_of(display))
        self.set_class(is_plan, "-plan")
        if is_plan and floor is not None:
            self.query_one(HallPlan).show(floor, snapshot, self._ways, display, self.speakers)
        return is_plan

    def _draw_board(
        self, snapshot: HallSnapshot, calls: list[CallView], is_alone: bool
    ) -> list[CallView]:
        """Write the large rows; gives the calls that are not among them."""
        board = self.query_one(CalledBoard)
        board.query_one("#called-title", Plain).update(
            self.speakers.say(N_("Now called"), board.size.width)
        )
        board.most_rows = 1 if is_alone else MOST_ROWS
        board.show(calls, _positions(snapshot))
        return calls[board.row_count :]

    def _draw_lists(self, snapshot: HallSnapshot, rest: list[CallView], is_plan: bool) -> None:
        speakers, width, room = self.speakers, self._list_width(), room_of(snapshot)
        listed = max(RECENT_CALLS, sum(call.is_open for call in rest))
        title = N_("Now called") if is_plan else N_("Recently called")
        self.query_one(RecentList).show(rest[:listed], _positions(snapshot), speakers, width, title)
        self.query_one(ComeInList).show(room, speakers, width)
        self.query_one(NextList).show(snapshot.next_numbers, speakers, width)
        self.query_one(RoomLine).show(room, speakers, self.size.width - 4)
        self.query_one(Slot).show(snapshot, speakers, _has_queue(snapshot))

    def _draw_message(self, snapshot: HallSnapshot, is_alone: bool) -> None:
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
        return max(10, self.query_one("#numbers").size.width)

    def _pass_turn(self) -> None:
        self._turn += 1
        self.speakers.pass_turn()
        self.query_one(NoticeBar).pass_turn()
        self.query_one(ComeInList).pass_turn()
        self.draw()

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


def _positions(snapshot: HallSnapshot) -> dict[int, int]:
    """The counters' places in the office's list, by their numbers."""
    return {counter.number: place for place, counter in enumerate(snapshot.counters)}


def _has_queue(snapshot: HallSnapshot) -> bool:
    """Whether the waiting list has anything to tell."""
    is_empty = hides_calls(snapshot) and snapshot.waiting == 0 and snapshot.phase != "open"
    return not is_empty or room_of(snapshot) is not None
