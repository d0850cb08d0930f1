"""The two pictures of a ticket: its number and its code, each as large as the screen allows."""

from typing import Any

from rich.text import Text
from textual import events
from textual.geometry import Size

from look.big_numbers import draw_big
from look.qr import TERMINAL_STYLE, matrix, terminal_segments
from terminal.plain import Plain


class NumberPicture(Plain):
    """A ticket number that fills its field."""

    DEFAULT_CLASSES = "number-picture"

    def __init__(self, number: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.number = number

    def on_resize(self, event: events.Resize) -> None:
        """Draw it anew."""
        self.draw()

    def draw(self, number: str | None = None) -> None:
        """Draw the number, another one if given."""
        self.number = self.number if number is None else number
        picture = draw_big(self.number, self.size.width, self.size.height)
        self.update(Text("\n".join(picture.lines), no_wrap=True))


class CodePicture(Plain):
    """The QR code of an address, in one of two sizes, or nothing where neither fits.

    It stands in the middle of a white column as high as the screen.
    """

    DEFAULT_CLASSES = "qr"

    def __init__(self, url: str, **options: Any) -> None:
        super().__init__(**options)
        self.url = url

    def draw(self, room: Size) -> bool:
        """Draw the largest that fits into `room`; tells whether any does."""
        modules = len(matrix(self.url))
        large, small = Size(modules * 2, modules), Size(modules, (modules + 1) // 2)
        for size, draw in ((large, large_code), (small, small_code)):
            if size.width <= room.width and size.height <= room.height:
                self.styles.width = size.width
                self.update(draw(self.url))
                self.display = True
                return True
        self.display = False
        return False


def small_code(url: str) -> Text:
    """Two modules to a cell, one above the other."""
    return Text.assemble(*terminal_segments(url), no_wrap=True)


def large_code(url: str) -> Text:
    """Two cells to a module, side by side."""
    rows = ("".join("██" if module else "  " for module in row) for row in matrix(url))
    return Text("\n".join(rows), style=TERMINAL_STYLE, no_wrap=True)
