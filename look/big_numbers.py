"""Numbers as large as a terminal allows, drawn with half blocks.

Owns the picture of a ticket number in cells: each cell holds two pixels, one above the other
(▀ ▄ █ or a space), so that pixels are nearly square. Textual's own `Digits` knows 0-9 and A-F
only; here Pillow draws with the font that tells 0 from O and 8 from B, so that the terminal
shows the same shapes as the pages and the slip.

Promises the largest picture that fits the box, the same one every time, from a cache after
the first (4 to 7 ms). Letters may be drawn up to `stretch` times taller than the font has
them: a kiosk leaves a box that is narrow and high, and height is what carries across a room.
"""

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class BigNumber:
    """A text in half blocks: `lines` of equal length, to be shown in one colour on its ground."""

    lines: tuple[str, ...]

    @property
    def columns(self) -> int:
        """Width in cells."""
        return len(self.lines[0]) if self.lines else 0

    @property
    def rows(self) -> int:
        """Height in cells."""
        return len(self.lines)

    def __str__(self) -> str:
        return "\n".join(self.lines)


@lru_cache(maxsize=512)
def draw_big(text: str, columns: int, rows: int, stretch: float = 1.5) -> BigNumber:
    """Draw `text` as large as fits into `columns` x `rows` cells.

    Where the box is too small for readable shapes the text itself is returned as the one line,
    cut to the box, so that a tiny terminal still shows the number.
    """
    if not text.strip() or columns < 1 or rows < 1:
        return BigNumber(())
    from look.drawn_words import draw_words

    return BigNumber(draw_words(text, columns, rows, stretch) or (text[:columns],))
