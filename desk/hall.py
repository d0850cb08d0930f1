"""The view of the whole office: counters at the left, at the right what needs attention.

Owns which counter is chosen there. Promises to keep the choice while the office changes beneath
it. The page's twin is `web/hall.js`.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message

from desk.erasable import ErasableTexts
from desk.hall_side import side_lines
from desk.hand import STATE_STYLES, time_bar
from desk.inside import InsidePanel
from desk.machines import device_words, in_order
from desk.overview import CounterRow, Overview, needs_attention, overview_of
from desk.status import COUNTER_STYLES
from desk.words import (
    COUNTER_MARKS,
    Age,
    counter_word,
    help_line,
    key_word,
    pause_words,
    run_line,
    running_time,
    short_minutes,
    since,
)
from look.colours import STATE_MARKS, counter_tile
from protocol.snapshots import DeskSnapshot, DeviceView, WordsView
from terminal.plain import Plain
from texts import Texts
from texts.states import state_word

#: How wide the parts of a counter's line are.
STATE_CELLS = 17
LINE_CELLS = 4 + 1 + STATE_CELLS + 7 + 7 + 1
LEAST_BAR, MOST_BAR = 4, 10
#: Rows that the count of people may take with all its words.
ROOMY_INSIDE = 6


class CounterChosen(Message):
    """A counter of the list was pressed."""

    def __init__(self, counter_id: str) -> None:
        super().__init__()
        self.counter_id = counter_id


class HallPanel(Horizontal):
    """All counters and services, and what needs somebody."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.chosen_id: str | None = None
        self._order: list[str] = []

    def compose(self) -> ComposeResult:
        """Two columns."""
        with Vertical(id="hall-left"):
            yield Plain(id="hall-counters")
            yield InsidePanel(id="hall-inside")
        with Vertical(id="hall-right"):
            yield Plain(id="hall-attention")
            yield Plain(id="hall-side")

    def show(
        self,
        snapshot: DeskSnapshot,
        devices: Iterable[DeviceView],
        notices: ErasableTexts[WordsView],
        age: Age,
        texts: Texts,
    ) -> None:
        """Write all of it."""
        overview = overview_of(snapshot)
        self._order = [row.counter.id for row in overview.counters]
        if self.chosen_id not in self._order:
            self.chosen_id = None
        box = self.query_one("#hall-counters", Plain)
        lines = [_counters_heading(overview, texts)]
        for place, row in enumerate(overview.counters):
            lines.append(self._line(row, place, snapshot, age, texts, box.size.width))
        box.update(Content("\n").join(self._window(lines, box.size.height)))
        is_short = self.size.height < len(lines) + ROOMY_INSIDE
        self.query_one(InsidePanel).show(snapshot, texts, is_short=is_short)
        attention = Content("\n").join(attention_lines(snapshot, devices, age, texts))
        self.query_one("#hall-attention", Plain).update(attention)
        box = self.query_one("#hall-side", Plain)
        side = side_lines(snapshot, devices, notices, age, texts, box.size.width)
        box.update(Content("\n").join(side.fit(box.size.height)))

    def move(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) counter; the first press chooses an end."""
        if not self._order:
            return
        if self.chosen_id is None:
            self.chosen_id = self._order[0 if step > 0 else -1]
            return
        index = self._order.index(self.chosen_id) + step
        self.chosen_id = self._order[max(0, min(len(self._order) - 1, index))]

    def let_go(self) -> None:
        """Choose nothing."""
        self.chosen_id = None

    def on_click(self, event: Click) -> None:
        """Choose the counter that was pressed."""
        box = self.query_one("#hall-counters", Plain)
        offset = event.get_content_offset(box)
        if offset is not None and 0 <= offset.y - 1 + self._first < len(self._order) and offset.y:
            self.post_message(CounterChosen(self._order[offset.y - 1 + self._first]))

    _first = 0

    def _window(self, lines: list[Content], height: int) -> list[Content]:
        """The heading, and as many counters as there is room for, the chosen one among them."""
        heading, rows = lines[0], lines[1:]
        room = max(1, height - 1)
        chosen = self._order.index(self.chosen_id) if self.chosen_id else 0
        self._first = max(0, min(chosen - room // 2, len(rows) - room))
        return [heading, *rows[self._first : self._first + room]]

    def _line(
        self,
        row: CounterRow,
        place: int,
        snapshot: DeskSnapshot,
        age: Age,
        texts: Texts,
        width: int,
    ) -> Content:
        tile, letters = counter_tile(place), letters_of(row, snapshot)
        if row.hand:
            room = width - LINE_CELLS
            beside = room - len(letters) - 1
            parts = hand_parts(row, age, texts, beside if beside >= LEAST_BAR else room)
        else:
            parts = idle_parts(row, snapshot, age, texts)
        number = Content.styled(f"{row.counter.number:^4}", f"bold {tile.ink} on {tile.fill}")
        words = with_letters(Content.assemble(" ", *parts), letters, width - 4)
        if row.counter.id == self.chosen_id:
            style = "bold $block-cursor-foreground on $block-cursor-background"
            words = Content.styled(words.plain.ljust(max(0, width - 4)), style)
        return Content.assemble(number, words)


def letters_of(row: CounterRow, snapshot: DeskSnapshot) -> str:
    """The letters of what a counter serves."""
    known = {each.id: each.letter for each in snapshot.hall.services}
    return " ".join(known[each] for each in row.counter.services if each in known)


def with_letters(words: Content, letters: str, width: int) -> Content:
    """A counter's line with the letters at its end, where there is room for them."""
    gap = width - words.cell_length - len(letters)
    if gap < 1:
        return words
    return Content.assemble(words, " " * gap, (letters, "$text-muted"))


def _counters_heading(overview: Overview, texts: Texts) -> Content:
    opened = texts.gettext(
        "%(open)s of %(all)s open", open=overview.open, all=len(overview.counters)
    )
    return Content.assemble((texts.gettext("Counters"), "bold"), f"  {opened}")


def hand_parts(row: CounterRow, age: Age, texts: Texts, room: int) -> Sequence[Content | str]:
    """Whom a counter serves, since when, and how that stands to the usual time, in `room`."""
    hand = row.hand
    if hand is None:
        return ()
    spent = age(since(hand))
    word = f"{STATE_MARKS.get(hand.state, ' ')} {state_word(hand.state, texts)}"
    is_serving = hand.state == "serving" and row.usual_seconds > 0
    is_over = is_serving and spent > row.usual_seconds
    time = Content.styled(f"{running_time(spent):>7}", "bold $text-warning" if is_over else "bold")
    has_bar = is_serving and room >= LEAST_BAR
    bar = time_bar(spent, row.usual_seconds, min(MOST_BAR, room)) if has_bar else Content("")
    minutes = short_minutes(row.usual_seconds, texts)
    usual = " " + texts.gettext("usual: %(time)s", time=minutes) if has_bar else ""
    state = Content.styled(f"{word:<{STATE_CELLS}}", STATE_STYLES.get(hand.state, "bold"))
    return (
        state,
        Content.styled(f" {hand.number:<6}", "bold"),
        time,
        " ",
        bar,
        usual if MOST_BAR + len(usual) <= room else "",
    )


def idle_parts(
    row: CounterRow, snapshot: DeskSnapshot, age: Age, texts: Texts
) -> Sequence[Content | str]:
    """A counter without a visitor: free, on a pause (why, until when), or closed."""
    state = row.state
    is_free = state.state == "open"
    word = texts.gettext("Free") if is_free else counter_word(state.state, texts)
    line = f"{COUNTER_MARKS.get(state.state, ' ')} {word}"
    styled = Content.styled(line, COUNTER_STYLES.get(state.state, "bold"))
    if state.state != "paused" or state.since is None:
        return (styled,)
    is_late = state.back_at is not None and age(state.back_at) > 0
    time = Content.styled(f" {running_time(age(state.since))} ", "bold")
    why = " · ".join(pause_words(snapshot, state, age, texts))
    return (styled, time, Content.styled(why, "bold $text-warning" if is_late else ""))


def attention_lines(
    snapshot: DeskSnapshot, devices: Iterable[DeviceView], age: Age, texts: Texts
) -> Iterable[Content]:
    """Calls for help, runs of numbers, machines in trouble: each with the key for it."""
    yield Content.styled(texts.gettext("Needs attention"), "bold")
    troubled = [each for each in in_order(devices) if needs_attention(each)]
    if not (snapshot.help or snapshot.runs or troubled):
        yield Content.styled(f"✓ {texts.gettext('All is well')}", "bold $text-success")
    for call in snapshot.help:
        line = help_line(call, snapshot.hall, age, texts)
        yield Content.styled(f"{key_word('come')} {line}", "bold $text-warning")
    for run in snapshot.runs:
        yield Content.styled(f"{key_word('run')} {run_line(run, texts)}", "bold $text-warning")
    for device in troubled:
        words = device_words(device, age, ZoneInfo(snapshot.hall.office.timezone), texts)
        key = f"{key_word('machines')} " if device.waits else ""
        yield Content.assemble((key, "bold $text-accent"), words)
