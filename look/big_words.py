"""Words in half-block letters, for people who cannot read a terminal's own.

Owns the picture of a line of text in cells, two pixels to a cell, as `look.big_numbers` has it
for numbers. There the letters are scaled; here FreeType sets them at their pixel size and fits
each stroke to the pixels, so that they can be told apart from a capital of 7 pixels on.

Promises that every letter of a line is drawn or left out, never shown as the font's box for what
it does not have: marks such as ○ stand beside a word that says the same.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "fonts"
#: One stroke is one pixel below this size, where a bold one would fill the letters' eyes.
_BOLD_FROM = 11
_THIN, _BOLD = (_FONTS / f"atkinson-hyperlegible-next-{weight}-normal.ttf" for weight in (400, 700))

#: The smallest size in pixels at which letters can be told apart.
LEAST_SIZE = 9

_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
#: What the font lacks but has a likeness for.
_LIKENESSES = str.maketrans(
    {"\u2013": "-", "\u2212": "-", "\u00a0": " ", "←": "<", "→": ">", "…": "..."}
)


class _Span(NamedTuple):
    """Of a size: from the top of its highest letters to its baseline, and on to the lowest."""

    above: int
    below: int


@lru_cache(maxsize=256)
def draw_line(text: str, size: int) -> tuple[str, ...]:
    """One line of text, `line_rows(size)` rows of equal length."""
    shown = drawable(text)
    width = max(1, width_of(text, size))
    span = _span(size)
    picture = Image.new("1", (width, line_rows(size) * 2), 0)
    pen = ImageDraw.Draw(picture)
    pen.fontmode = "1"
    pen.text((0, span.above), shown, font=_font(size), fill=1, anchor="ls")
    return _to_half_blocks(picture)


def line_rows(size: int) -> int:
    """How many rows of cells a line takes, the gap to the next one included."""
    span = _span(size)
    return (span.above + span.below + 2) // 2


def width_of(text: str, size: int) -> int:
    """How many columns a line takes."""
    left, _, right, _ = _font(size).getbbox(drawable(text), mode="1", anchor="ls")
    return int(max(right, right - left))


def drawable(text: str) -> str:
    """The text without what the font does not have."""
    kept = "".join(letter for letter in text.translate(_LIKENESSES) if _has(letter))
    return " ".join(kept.split())


@lru_cache(maxsize=512)
def break_lines(text: str, columns: int, size: int) -> tuple[str, ...]:
    """The text in lines that fit; a word too long for a line is broken where it must be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _pieces(drawable(paragraph), columns, size):
            longer = f"{line} {word}" if line else word
            if line and width_of(longer, size) > columns:
                lines.append(line)
                line = word
            else:
                line = longer
        if line:
            lines.append(line)
    return tuple(lines)


def _pieces(text: str, columns: int, size: int) -> list[str]:
    """The words, each short enough for a line of its own."""
    pieces: list[str] = []
    for word in text.split():
        while width_of(word, size) > columns:
            most = _most_letters(word, columns, size)
            pieces.append(word[:most])
            word = word[most:]
        pieces.append(word)
    return pieces


def _most_letters(word: str, columns: int, size: int) -> int:
    """How many letters of a word fit, at least one; up to a stroke or dash where there is one."""
    most = next(
        (count for count in range(len(word) - 1, 1, -1) if width_of(word[:count], size) <= columns),
        1,
    )
    at_dash = max(word.rfind(dash, 0, most) for dash in "/-") + 1
    return at_dash or most


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = _THIN if size < _BOLD_FROM else _BOLD
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=32)
def _span(size: int) -> _Span:
    top, bottom = _font(size).getbbox("ÉHlkgpj,", mode="1", anchor="ls")[1::2]
    cap = _font(size).getbbox("Hlk", mode="1", anchor="ls")[1]
    # An accent on a capital may touch the line above: leaving room for it would cost a line.
    return _Span(-int(cap), int(bottom)) if top < cap else _Span(-int(top), int(bottom))


@lru_cache(maxsize=512)
def _has(letter: str) -> bool:
    """Whether the font draws this letter as itself."""
    if letter == " ":
        return True
    font = _font(32)
    missing = font.getmask("\uffff")
    mask = font.getmask(letter)
    return mask.size != missing.size or bytes(mask) != bytes(missing)


def _to_half_blocks(picture: Image.Image) -> tuple[str, ...]:
    """Two rows of pixels to a row of cells; the picture's height is even."""
    width, height = picture.size
    pixels = picture.convert("L").tobytes()
    ink = [[value > 0 for value in pixels[y * width : (y + 1) * width]] for y in range(height)]
    return tuple(
        "".join(_BLOCKS[pair] for pair in zip(ink[y], ink[y + 1], strict=True))
        for y in range(0, height, 2)
    )
