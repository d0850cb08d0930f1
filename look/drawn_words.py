"""Words in half blocks, drawn with the font that tells 0 from O and 8 from B.

The part of `big_numbers` that needs Pillow, loaded when the first picture is drawn.
"""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT_FILE = Path(__file__).parent / "fonts" / "atkinson-hyperlegible-mono-latin-700-normal.ttf"

#: Below this height in pixels (two to a cell) letters are no longer told apart.
LEAST_HEIGHT = 8

_MASTER_SIZE = 160
_MASTER_GAP = 16
_THRESHOLD = 112
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def draw_words(text: str, columns: int, rows: int, stretch: float) -> tuple[str, ...]:
    """The lines of `text`, as large as fits; none where it would no longer be readable."""
    glyphs = [_draw_glyph(letter) for letter in text]
    top, bottom = _line_span(glyphs)
    for scale in _scales_down_from(columns):
        height = min(rows, round((bottom - top) * scale * stretch / 2)) * 2
        if height < LEAST_HEIGHT:
            break
        widths = [max(1, round(glyph.width * scale)) for glyph in glyphs]
        gap = max(1, round(_MASTER_GAP * scale))
        if sum(widths) + gap * (len(widths) - 1) <= columns and (bottom - top) * scale <= rows * 2:
            return _to_half_blocks(_set_line(glyphs, (top, bottom), widths, gap, height))
    return ()


def _scales_down_from(columns: int) -> list[float]:
    """The scales to try, largest first, in steps of a quarter pixel of a digit's width.

    Each letter is then scaled by itself to whole pixels, so that a digit has the same shape
    wherever it stands in the number.
    """
    left, right = _digit_span()
    return [quarters / 4 / (right - left) for quarters in range(columns * 4, 8, -1)]


def _set_line(
    glyphs: list[Image.Image], span: tuple[int, int], widths: list[int], gap: int, height: int
) -> Image.Image:
    """Set the glyphs side by side at their pixel widths, cut to the line's top and bottom."""
    line = Image.new("L", (sum(widths) + gap * (len(widths) - 1), height), 0)
    x = 0
    for glyph, width in zip(glyphs, widths, strict=True):
        part = glyph.crop((0, span[0], glyph.width, span[1]))
        line.paste(part.resize((width, height), Image.Resampling.BOX), (x, 0))
        x += width + gap
    return line


def _line_span(glyphs: list[Image.Image]) -> tuple[int, int]:
    """Top and bottom of the line: the capitals' height, or all the ink where letters hang below.

    The hair by which round shapes overshoot is cut off, else it would smear a row of pixels.
    """
    capital = _ink_box(_draw_glyph("H"))
    boxes = [_ink_box(glyph) for glyph in glyphs]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    overshoot = _MASTER_SIZE // 25
    return (
        capital[1] if top >= capital[1] - overshoot else top,
        capital[3] if bottom <= capital[3] + overshoot else bottom,
    )


@lru_cache(maxsize=128)
def _draw_glyph(letter: str) -> Image.Image:
    """One letter, cut to its ink in width; digits are all as wide, so that numbers stand still."""
    cell = _draw_cell(letter)
    ink = cell.getbbox()
    if ink is None:
        return cell.crop((0, 0, cell.width // 2, cell.height))
    left, right = _digit_span() if letter.isdecimal() else (ink[0], ink[2])
    return cell.crop((left, 0, right, cell.height))


@lru_cache(maxsize=1)
def _digit_span() -> tuple[int, int]:
    """The left and right edge within which the ink of every digit lies."""
    boxes = [_ink_box(_draw_cell(digit)) for digit in "0123456789"]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FILE), _MASTER_SIZE)


def _draw_cell(letter: str) -> Image.Image:
    """One letter in its full width of the font, at the master size."""
    cell = Image.new("L", (round(_font().getlength(letter)), _MASTER_SIZE * 5 // 4), 0)
    ImageDraw.Draw(cell).text((0, 0), letter, font=_font(), fill=255)
    return cell


def _ink_box(picture: Image.Image) -> tuple[int, int, int, int]:
    """Where the ink is; the middle of the picture where there is none (a space)."""
    return picture.getbbox() or (0, picture.height // 2, picture.width, picture.height // 2)


def _to_half_blocks(picture: Image.Image) -> tuple[str, ...]:
    """Two rows of pixels to a line of cells; the picture's height is even."""
    width, height = picture.size
    pixels = picture.tobytes()
    ink = [
        [value >= _THRESHOLD for value in pixels[y * width : (y + 1) * width]]
        for y in range(height)
    ]
    return tuple(
        "".join(_BLOCKS[pair] for pair in zip(ink[y], ink[y + 1], strict=True))
        for y in range(0, height, 2)
    )
