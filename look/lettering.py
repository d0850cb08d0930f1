"""Lines of text drawn with the house's fonts: wrapped, centred, black on white.

Owns the fonts of paper and how text is broken into lines. Promises that no word is cut off: what
is too long for a line goes on the next one, a word without a space in it too.
"""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

_FOLDER = Path(__file__).parent / "fonts"
PLAIN = "atkinson-hyperlegible-next-400-normal.ttf"
BOLD = "atkinson-hyperlegible-next-700-normal.ttf"
NUMBERS = "atkinson-hyperlegible-mono-latin-700-normal.ttf"

WHITE, BLACK = 255, 0
#: From one line's top to the next one's, in heights of the letters' size.
LEADING = 1.2

_MASTER_SIZE = 400


@lru_cache(maxsize=64)
def font(file: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of `look/fonts`, `size` pixels high."""
    return ImageFont.truetype(str(_FOLDER / file), size)


def wrap_lines(text: str, file: str, size: int, width: int) -> list[str]:
    """The text in lines of at most `width` pixels, broken at spaces where that can be."""
    face = font(file, size)
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines += _break_word(word, face, width)
    return lines


def _break_word(word: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The word in as many parts as it takes."""
    parts = [""]
    for letter in word:
        if parts[-1] and face.getlength(parts[-1] + letter) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def draw_paragraph(
    text: str, file: str, size: int, width: int, *, ink: int = BLACK, ground: int = WHITE
) -> Image.Image:
    """The text in centred lines, `width` pixels wide and as high as it needs."""
    lines = wrap_lines(text, file, size, width)
    step = round(size * LEADING)
    picture = Image.new("L", (width, step * len(lines)), ground)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(lines):
        middle = (width / 2, row * step + step / 2)
        pen.text(middle, line, font=font(file, size), fill=ink, anchor="mm")
    return picture


def draw_to_fit(
    text: str, file: str, sizes: tuple[int, ...], lines: int, width: int
) -> Image.Image:
    """As `draw_paragraph`, in the largest of `sizes` that needs at most so many lines."""
    size = next(
        (size for size in sizes if len(wrap_lines(text, file, size, width)) <= lines), sizes[-1]
    )
    return draw_paragraph(text, file, size, width)


def draw_number(number: str, width: int, height: int, stretch: float = 1.3) -> Image.Image:
    """The number as large as fits into `width` x `height` pixels, without any white around it.

    Letters may become up to `stretch` times taller than the font has them: the paper is narrow,
    and height is what is seen from afar.
    """
    glyphs = [_draw_glyph(letter) for letter in number]
    line = Image.new("L", (sum(glyph.width for glyph in glyphs), glyphs[0].height), WHITE)
    x = 0
    for glyph in glyphs:
        line.paste(glyph, (x, 0))
        x += glyph.width
    line = line.crop(ImageOps.invert(line).getbbox())
    scale = min(width / line.width, height / line.height)
    size = (round(line.width * scale), min(height, round(line.height * scale * stretch)))
    return line.resize(size, Image.Resampling.LANCZOS)


def _draw_glyph(letter: str) -> Image.Image:
    """One letter at the master size, with the same little white on both sides whatever it is."""
    face = font(NUMBERS, _MASTER_SIZE)
    left, _, right, _ = (round(side) for side in face.getbbox(letter))
    gap = _MASTER_SIZE // 24
    picture = Image.new("L", (right - left + 2 * gap, _MASTER_SIZE * 5 // 4), WHITE)
    ImageDraw.Draw(picture).text((gap - left, 0), letter, font=face, fill=BLACK)
    return picture
