"""The strip at the foot of large text: back, the last leaf, the next leaf, each with its key."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal

from kiosk.foot import Link
from kiosk.large.big_text import break_into, draw
from texts import Texts

#: Columns that a field has beside its words.
PADDING = 2


class LeafStrip(Horizontal):
    """Three fields in one line of large letters; a word that has no room stands small there."""

    DEFAULT_CLASSES = "leaf-strip"

    def compose(self) -> ComposeResult:
        """Back, last leaf, next leaf."""
        yield Link(id="large-back")
        yield Link(id="large-last")
        yield Link(id="large-more")

    def write(
        self, texts: Texts, columns: int, letters: int, *, back_word: str, at: tuple[int, int]
    ) -> None:
        """Write the fields: back where there is a word for it, the others where there are leaves.

        `at`: which leaf is shown, of how many.
        """
        number, count = at
        back, last, more = self.query(Link)
        back.display = bool(back_word)
        last.display = more.display = count > 1
        self.display = back.display or more.display
        room = columns
        if more.display:
            small = _beside("-", texts.gettext("Previous"), letters)
            place = f"{number}/{count}"
            least = _width(_beside("*", back_word, letters)) if back_word else 0
            drawn = _sign_and_word(
                "+", texts.gettext("More"), letters, room - least - _width(small), place
            )
            more.update(drawn)
            last.update(small)
            room -= _width(drawn) + _width(small)
        if back.display:
            back.update(_sign_and_word("*", back_word, letters, room))


def _width(drawn: Text) -> int:
    """The columns of a field with these words."""
    return max(line.cell_len for line in drawn.split("\n")) + PADDING


def _sign_and_word(sign: str, word: str, letters: int, room: int, after: str = "") -> Text:
    """Both in large letters where they fit, else the word in the terminal's own."""
    tries = (_beside(f"{sign} {word}", after, letters), _beside(sign, f"{word} {after}", letters))
    return next(
        (one for one in tries if _width(one) <= room), draw(break_into([sign], 80, letters))
    )


def _beside(large: str, small: str, letters: int) -> Text:
    """Words in large letters and, at their right in the middle, words in the terminal's own."""
    rows = draw(break_into([large], 1000, letters)).plain.split("\n")
    if small.strip():
        width = max(map(len, rows)) + 2
        middle = (len(rows) - 1) // 2
        rows[middle] = rows[middle].ljust(width) + small.strip()
    return Text("\n".join(rows), "bold", no_wrap=True)
