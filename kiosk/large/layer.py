"""Large text ("Huruf besar"): a page laid out anew in half-block letters, leaf by leaf.

Owns the layer that stands in the page's place. A page tells its sentences and its choices; here
they become leaves, so that every page has large letters, and none is cut on the smallest screen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from kiosk.choice import Choice
from kiosk.large.big_text import BigChoice, BigText, break_into, lesser_size, rows_of, size_for
from kiosk.large.leaf_strip import LeafStrip
from kiosk.large.leaves import Leaf, Lines, lay_out, rows_of_all
from kiosk.pictures import NumberPicture
from texts import Texts

if TYPE_CHECKING:
    from kiosk.page import Page

MOST_FIELDS = 9
#: Columns at both sides of words and fields.
SIDES = 4


#: A number stands at least so high above a question about it.
LEAST_NUMBER_ROWS = 4


@dataclass(frozen=True)
class Said:
    """What a page has to say: its sentences, the first of them a heading; choices; a number.

    A heading may be in lesser letters, so that choices stand beside it. `has_back`: there is a way
    back, which has its field on every leaf.
    """

    sentences: tuple[str, ...]
    headings: int
    choices: tuple[Choice, ...]
    number: str
    has_back: bool


class LargeLayer(Vertical):
    """Shows one leaf of a page at a time."""

    class Standing(Message):
        """The layer stands there with all its parts, to be written."""

        def __init__(self, layer: "LargeLayer") -> None:
            super().__init__()
            self.layer = layer

    class Turned(Message):
        """Another leaf is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.leaves: list[Leaf] = [Leaf()]
        self.position = 0
        self._choices: tuple[Choice, ...] = ()
        self._number = ""
        self._letters = 0
        self._columns = 0
        self._write_strip: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """Number, words, fields; the strip to leaf and go back; a notice above the strip."""
        yield NumberPicture(id="large-number")
        yield BigText(id="large-words")
        for _ in range(MOST_FIELDS):
            yield BigChoice()
        yield LeafStrip()
        yield BigText(id="large-notice")

    def on_mount(self) -> None:
        """Tell it."""
        self.post_message(self.Standing(self))

    # ------------------------------------------------------------ what it shows

    def show_page(self, page: "Page") -> None:
        """Lay out a page anew; the leaf that was shown stays where it can."""
        said, room = what_is_said(page), page.large_room()
        self._letters = size_for(room.width, room.height)
        self._choices, self._number = said.choices, said.number
        self._columns = room.width
        self.leaves = self._lay_out(said, room.height)
        self.position = min(self.position, len(self.leaves) - 1)
        self._show_leaf()

    def write_strip(self, texts: Texts, *, back_word: str, leaves_elsewhere: int = 0) -> None:
        """Write the fields to go back, where there is a word for it, and to leaf.

        `leaves_elsewhere`: what the page shows in the layer's place, after the last leaf.
        """

        def write() -> None:
            at = (self.position + 1, len(self.leaves) + leaves_elsewhere)
            strip = self.query_one(LeafStrip)
            strip.write(texts, self._columns, self._letters, back_word=back_word, at=at)

        self._write_strip = write
        write()

    def _lay_out(self, said: Said, height: int) -> list[Leaf]:
        """Without the strip where one leaf takes all, and there is no way back."""
        if not said.has_back:
            leaves = self._best_leaves(said, height)
            if len(leaves) == 1:
                return leaves
        return self._best_leaves(said, height - rows_of(self._letters))

    def _best_leaves(self, said: Said, rows: int) -> list[Leaf]:
        """The heading as large as it can be without taking a choice's place on the first leaf."""
        fields = [self._field_lines(choice, rows) for choice in said.choices]
        lesser = lesser_size(self._letters) if said.headings and fields else self._letters
        tries = [self._leaves_with(said, fields, size, rows) for size in (self._letters, lesser)]
        most = max(len(leaves[0].fields) for leaves in tries)
        if said.headings and fields and not most:
            return self._leaves_with(said, fields, 0, rows)
        full = [leaves for leaves in tries if len(leaves[0].fields) == most]
        return min(full, key=len)

    def _leaves_with(
        self, said: Said, fields: list[Lines], heading_size: int, rows: int
    ) -> list[Leaf]:
        """The leaves with a heading of this size."""
        columns = self._columns - SIDES
        heading = break_into(list(said.sentences[: said.headings]), columns, heading_size)
        others = break_into(list(said.sentences[said.headings :]), columns, self._letters)
        words = heading + others
        if not said.number:
            return lay_out(words, fields, rows)
        beneath = rows_of_all(words)
        if said.headings and fields:
            beneath += rows_of_all(fields[0])
            return lay_out(words, fields, rows, min(beneath, rows - LEAST_NUMBER_ROWS))
        line = rows_of(self._letters)
        return lay_out(words, fields, rows, min(beneath, rows // 2 // line * line))

    def _field_lines(self, choice: Choice, rows: int) -> Lines:
        """A choice in lines: its name large, what is said of it in lesser letters.

        So is the end of a name that is too long for a leaf of so many rows.
        """
        columns, lesser = self._columns - SIDES, lesser_size(self._letters)
        name, *others = choice.large_lines
        lines = break_into([name], columns, self._letters)

        def with_large(count: int) -> Lines:
            end = " ".join(line.text for line in lines[count:])
            return lines[:count] + break_into([*filter(None, [end]), *others], columns, lesser)

        tries = [with_large(count) for count in range(len(lines), 0, -1)]
        return next((one for one in tries if rows_of_all(one) <= rows), tries[-1])

    def notify_large(self, words: str) -> None:
        """Lay a sentence over the strip; "" takes it away."""
        notice = self.query_one("#large-notice", BigText)
        if not words or not self._letters:
            notice.display = False
            return
        columns = self._columns - SIDES
        notice.write(break_into([words], columns, self._letters))

    def _show_leaf(self) -> None:
        leaf = self.leaves[self.position]
        picture = self.query_one("#large-number", NumberPicture)
        picture.display = bool(self._number) and self.position == 0
        if picture.display:
            picture.number = self._number
        self.query_one("#large-words", BigText).write(leaf.words)
        for position, field in enumerate(self.query(BigChoice)):
            field.display = position < len(leaf.fields)
            if field.display:
                shown = leaf.fields[position]
                field.set_class(position == 0, "-first")
                field.stand_for(self._choices[shown.index], shown.lines)
        self._write_strip()

    # ------------------------------------------------------------ leafing and focus

    @property
    def fields(self) -> list[BigChoice]:
        """The fields of this leaf."""
        return [field for field in self.query(BigChoice) if field.display]

    def turn(self, step: int) -> bool:
        """Leaf on or back, round at the ends; tells whether there is another leaf."""
        if len(self.leaves) < 2:
            return False
        self.position = (self.position + step) % len(self.leaves)
        self._show_leaf()
        self.post_message(self.Turned())
        return True

    def move(self, step: int) -> BigChoice | None:
        """Focus the next or last field, on another leaf if need be; tells which."""
        fields = self.fields
        focused = self.screen.focused
        here = fields.index(focused) if focused in fields else (-1 if step > 0 else len(fields))
        there = here + step
        if not 0 <= there < len(fields):
            if self.turn(step):
                fields = self.fields
                there = 0 if step > 0 else len(fields) - 1
            else:
                there %= max(1, len(fields))
        if not fields:
            self.screen.set_focus(None)
            return None
        self.screen.set_focus(fields[there])
        return fields[there]

    def focus_like(self, choice: Choice | None) -> None:
        """Focus the field that stands for `choice`, else the first of this leaf; None: none."""
        fields = self.fields if choice is not None else []
        same = [field for field in fields if field.original is choice]
        self.screen.set_focus(next(iter([*same, *fields]), None))


def what_is_said(page: "Page") -> Said:
    """What a page has to say now."""
    return Said(
        tuple(page.large_sentences()),
        page.headings_in_large,
        tuple(page.shown_choices()),
        page.big_number(),
        has_back=page.can_go_back,
    )
