"""The plan of the hall on a terminal: the picture, what its marks mean, and what was left out."""

from collections.abc import Iterable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from displays.asked import PLAN, Asked
from displays.words import Speakers
from look.colours import DARK, STATE_MARKS
from look.floor_picture import (
    ARROWS,
    BLOCKED,
    FREE,
    KIOSK,
    TAKEN,
    UNUSED,
    FloorOptions,
    FloorPicture,
    Way,
)
from protocol.snapshots import DisplayView, FloorView, HallSnapshot, RoomView
from terminal.floor_plan import FloorPlan
from terminal.plain import Plain
from texts import N_
from texts.moments import write_number

MARKS = (
    (STATE_MARKS["come_in"], N_("please come in")),
    (STATE_MARKS["called"], N_("called")),
    (TAKEN, N_("taken")),
    (FREE, N_("free")),
    (BLOCKED, N_("closed")),
    (UNUSED, N_("not used")),
    (KIOSK, N_("kiosk")),
)


class HallPlan(Vertical):
    """The floor with everybody at their places."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(id="plan")
        self._asked = asked
        self._speakers = Speakers()
        self._picture: FloorPicture | None = None

    def compose(self) -> ComposeResult:
        """The picture, its legend, and the line of what is left out."""
        yield FloorPlan()
        yield Plain(id="plan-legend")
        yield Plain(id="plan-note")

    def show(
        self,
        floor: FloorView,
        snapshot: HallSnapshot,
        ways: Iterable[Way],
        display: DisplayView,
        speakers: Speakers,
    ) -> None:
        """Draw a snapshot's room on its floor."""
        self._speakers = speakers
        columns, rows = self.app.size
        options = FloorOptions(
            turn=self._asked.turn_of(display),
            texts=speakers.turn_of,
            ways=tuple(ways),
            positions={each.number: place for place, each in enumerate(snapshot.counters)},
            least_rows=self._asked.least_rows(columns, rows),
        )
        self.query_one(FloorPlan).show(floor, snapshot.room, options)

    def on_floor_plan_drawn(self, message: FloorPlan.Drawn) -> None:
        """Explain the marks that are there."""
        text = str(message.picture)
        shown = [(mark, key) for mark, key in MARKS if mark in text]
        shown += [(mark, N_("door")) for mark in ARROWS.values() if mark in text][:1]
        texts = self._speakers.turn_of
        words = [(mark, texts.gettext(key)) for mark, key in shown]
        self.query_one("#plan-legend", Plain).update(_write_legend(words, self.size.width))
        note = self.query_one("#plan-note", Plain)
        note.display = message.picture.is_cut
        metres = write_number(self._asked.metres, texts.language)
        note.update(
            texts.gettext(
                "Some labels are left out: too small to be read from %(metres)s m.", metres=metres
            )
        )


def _write_legend(words: Iterable[tuple[str, str]], width: int) -> Text:
    """Each mark with its word, in as many lines as they need."""
    legend, column = Text(end="", no_wrap=True, justify="center"), 0
    for mark, word in words:
        size = len(word) + 5
        if column and column + size > width:
            legend.append("\n")
            column = 0
        legend.append(f"{mark} ", style=f"bold {DARK.ink}")
        legend.append(f"{word}   ", style=DARK.quiet)
        column += size
    return legend


def is_planned(room: RoomView | None, floor: FloorView | None, layout: str) -> bool:
    """Whether the plan is asked for, and there is one to show."""
    return layout == PLAN and room is not None and floor is not None
