"""Large text ("Huruf besar"): a page laid out anew in half-block letters, leaf by leaf.

Owns the layer that stands in the page's place. A page tells its sentences and its choices; here
they become leaves, so that every page has large letters, and none is cut on the smallest screen.
"""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message

from kiosk.big_text import BigChoice, BigText, break_into, draw, rows_of, size_for
from kiosk.choice import Choice
from kiosk.foot import Link
from kiosk.leaves import Leaf, lay_out
from kiosk.pictures import NumberPicture
from texts import Texts

MOST_FIELDS = 9
#: Columns at both sides of words and fields.
SIDES = 4


class LargeLayer(Vertical):
    """Shows one leaf of a page at a time."""

    class Turned(Message):
        """Another leaf is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.leaves: list[Leaf] = [Leaf()]
        self.position = 0
        self._choices: list[Choice] = []
        self._number = ""
        self._letters = 0
        self._columns = 0

    def compose(self) -> ComposeResult:
        """Number, words, fields; the strip to leaf and go back; a notice above the strip."""
        yield NumberPicture(id="large-number")
        yield BigText(id="large-words")
        for _ in range(MOST_FIELDS):
            yield BigChoice()
        with Horizontal(id="large-strip"):
            yield Link(id="large-back")
            yield Link(id="large-more")
        yield BigText(id="large-notice")

    # ------------------------------------------------------------ what it shows

    def show_page(
        self, sentences: list[str], choices: list[Choice], number: str, room: Size
    ) -> None:
        """Lay out a page anew; the leaf that was shown stays where it can."""
        self._letters = size_for(room.width, room.height)
        self._choices, self._number = choices, number
        self._columns = room.width
        columns = room.width - SIDES
        words = break_into(sentences, columns, self._letters)
        fields = [break_into(choice.large_lines, columns, self._letters) for choice in choices]
        line = rows_of(self._letters)
        rows = room.height - line
        first = None
        if number:
            first = min(len(words) * line, rows // 2 // line * line)
        self.leaves = lay_out(words, fields, rows, line, first)
        self.position = min(self.position, len(self.leaves) - 1)
        self._show_leaf()

    def write_strip(self, texts: Texts, *, back_word: str, has_more: bool) -> None:
        """Write the fields to go back, where there is a word for it, and to leaf on."""
        back, more = self.query_one("#large-back", Link), self.query_one("#large-more", Link)
        back.display = bool(back_word)
        more.display = has_more
        room = self._columns // 2 - 2
        for link, key, word in (
            (back, "*", back_word),
            (more, "+", texts.gettext("More")),
        ):
            link.update(self._fitting([f"{key} {word}", word, key], room))

    def notify_large(self, words: str) -> None:
        """Lay a sentence over the strip; "" takes it away."""
        notice = self.query_one("#large-notice", BigText)
        if not words or not self._letters:
            notice.display = False
            return
        notice.write(break_into([words], self._columns - SIDES, self._letters), self._letters)

    def _fitting(self, tries: list[str], room: int) -> Text:
        """The first of these that fits on one line."""
        broken = [break_into([one], room, self._letters) for one in tries]
        return draw(next((lines for lines in broken if len(lines) == 1), ()), self._letters)

    def _show_leaf(self) -> None:
        leaf = self.leaves[self.position]
        picture = self.query_one("#large-number", NumberPicture)
        picture.display = bool(self._number) and self.position == 0
        if picture.display:
            picture.number = self._number
        self.query_one("#large-words", BigText).write(leaf.words, self._letters)
        for position, field in enumerate(self.query(BigChoice)):
            field.display = position < len(leaf.fields)
            if field.display:
                shown = leaf.fields[position]
                field.stand_for(self._choices[shown.index], shown.lines, self._letters)

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
