"""Half-block letters as widgets: words that are read, and fields that are chosen.

The drawing (`look.big_words`) needs Pillow, which takes time to load; it is loaded when the first
letters are drawn, never together with the app.
"""

from textwrap import wrap
from typing import Any

from rich.text import Text

from kiosk.choice import Choice
from kiosk.large.leaves import Line, Lines
from terminal.plain import Plain


class BigText(Plain):
    """Lines in large letters; `lines` are broken already."""

    DEFAULT_CLASSES = "big-text"

    def write(self, lines: Lines) -> None:
        """Draw the lines, none for an empty field."""
        self.display = bool(lines)
        if lines:
            self.update(draw(lines))


class BigChoice(Choice):
    """A choice in large letters: it stands for a choice of the page, and is chosen as that."""

    DEFAULT_CLASSES = "big-choice"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.original: Choice | None = None

    def stand_for(self, choice: Choice, lines: Lines) -> None:
        """Show the lines of a choice of the page."""
        self.original, self.value = choice, choice.value
        self.set_class(choice.has_class("-refused"), "-refused")
        self.update(draw(lines))

    def _write(self) -> None:
        """The lines are broken already."""


def draw(lines: Lines) -> Text:
    """Lines in half blocks; those of size 0 in the terminal's own letters, in bold."""
    from look.big_words import draw_line

    drawn = Text(no_wrap=True)
    for number, line in enumerate(lines):
        drawn.append("\n" if number else "")
        if line.size:
            drawn.append("\n".join(row.rstrip() for row in draw_line(line.text, line.size)))
        else:
            drawn.append(line.text, "bold")
    return drawn


def break_into(texts: list[str], columns: int, size: int) -> Lines:
    """Texts in lines that fit into so many columns; size 0: the terminal's own letters."""
    if not size:
        return tuple(Line(line, 0, 1) for text in texts for line in wrap(text, columns))
    from look.big_words import break_lines, line_rows

    rows = line_rows(size)
    return tuple(
        Line(line, size, rows) for text in texts for line in break_lines(text, columns, size)
    )


def size_for(columns: int, rows: int) -> int:
    """The letters' size in pixels: some twenty to a line, and at least four lines on a screen."""
    from look.big_words import LEAST_SIZE, line_rows

    size = max(LEAST_SIZE, columns // 12)
    while size > LEAST_SIZE and line_rows(size) * 4 + 3 > rows:
        size -= 1
    return size


def lesser_size(size: int) -> int:
    """The size of headings and of what stands beneath a name, beside letters of `size`.

    The smallest half blocks where they are smaller; else 0, the terminal's own letters.
    """
    from look.big_words import LEAST_SIZE, line_rows

    return LEAST_SIZE if line_rows(LEAST_SIZE) < line_rows(size) else 0


def rows_of(size: int) -> int:
    """The rows of one line."""
    from look.big_words import line_rows

    return line_rows(size)
