"""The ticket on paper: one picture, so that any script and any logo prints on any printer.

Owns what stands on a slip and where. Promises black on white, one bit to a pixel, exactly as
wide as the paper takes at 203 dpi (8 pixels to a millimetre); a QR code of whole pixels at level
M, because paper creases; and never a name or a number of a person.
"""

from collections.abc import Iterator

from PIL import Image, ImageOps

from look import qr
from look.lettering import (
    BLACK,
    BOLD,
    PLAIN,
    WHITE,
    draw_number,
    draw_paragraph,
    draw_to_fit,
)
from look.slip import WIDTHS, Slip
from texts import Texts, texts_for
from texts.moments import write_date, write_time
from texts.phones import say_how_asked_in, say_what_code_does

#: A module of the code is between half and a whole millimetre: phones read it from 15 to 40 cm.
_MOST_MODULE_PIXELS = 6
#: Logos are for recognising, and cost paper.
_LOGO_HEIGHT = 104
_NUMBER_HEIGHT = 200
_FOOT_HEIGHT = 12


def draw_ticket(slip: Slip, width: int, logo: Image.Image | None = None) -> Image.Image:
    """The ticket, `width` pixels wide (see `look.slip.WIDTHS`) and as long as it needs, mode "1".

    Some 30 ms of computing: a server or a kiosk makes it in a thread.
    """
    blocks = list(_blocks(slip, width, logo))
    height = sum(block.height + gap for block, gap in blocks) + _FOOT_HEIGHT
    paper = Image.new("L", (width, height), WHITE)
    y = 0
    for block, gap in blocks:
        y += gap
        paper.paste(block, ((width - block.width) // 2, y))
        y += block.height
    return paper.convert("1", dither=Image.Dither.NONE)


def _blocks(slip: Slip, width: int, logo: Image.Image | None) -> Iterator[tuple[Image.Image, int]]:
    """Each block from the top, with the white above it."""
    texts = texts_for(slip.language)
    small, medium = (26, 32) if width >= WIDTHS[80] else (22, 26)
    inner = width - 2 * (width // 36)
    if slip.is_copy:
        yield _band(texts.gettext("Copy").upper(), medium, width), 0
    if logo is not None:
        yield _logo(logo, inner), 12
    yield draw_to_fit(slip.office, BOLD, (medium + 6, medium, small), 2, inner), 12
    yield _rule(width), 10
    yield draw_paragraph(texts.gettext("Queue number"), PLAIN, small, inner), 10
    yield draw_number(slip.number, inner, _NUMBER_HEIGHT), 12
    yield _services(slip.services, medium, small, inner), 20
    where, how = _say_where(slip, texts)
    if where:
        yield draw_to_fit(where, BOLD, (medium + 6, medium, small), 1, inner), 12
    if how:
        yield draw_paragraph(how, PLAIN, small, inner), 4
    if slip.is_offline:
        yield draw_paragraph(_say_offline(texts), PLAIN, medium, inner), 6
    if slip.ahead is not None:
        yield draw_paragraph(_say_ahead(slip.ahead, texts), PLAIN, medium, inner), 6
    yield _rule(width), 12
    yield _code(slip.url, width), 0
    yield draw_paragraph(say_what_code_does(slip.phones_reach, texts), PLAIN, small, inner), 0
    yield _rule(width), 10
    yield draw_paragraph(_say_when(slip), BOLD, small, inner), 10
    for line in _notes(slip, texts):
        yield draw_paragraph(line, PLAIN, small, inner), 2


def _services(names: tuple[str, ...], medium: int, small: int, width: int) -> Image.Image:
    """Each on lines of its own; numbered where they are done in turn."""
    numbered = names if len(names) == 1 else [f"{n}. {name}" for n, name in enumerate(names, 1)]
    parts = [draw_to_fit(name, BOLD, (medium, small), 2, width) for name in numbered]
    picture = Image.new("L", (width, sum(part.height for part in parts)), WHITE)
    y = 0
    for part in parts:
        picture.paste(part, (0, y))
        y += part.height
    return picture


def _code(url: str, width: int) -> Image.Image:
    """The QR code with its white border, each module a whole number of pixels."""
    modules = qr.matrix(url, "M")
    pixels = max(1, min(_MOST_MODULE_PIXELS, width // len(modules)))
    picture = Image.new("L", (len(modules), len(modules)), WHITE)
    picture.putdata([BLACK if module else WHITE for row in modules for module in row])
    size = len(modules) * pixels
    return picture.resize((size, size), Image.Resampling.NEAREST)


def _logo(logo: Image.Image, width: int) -> Image.Image:
    """The logo in black dots on white, whatever its ground was."""
    flat = Image.new("RGBA", logo.size, "white")
    flat.alpha_composite(logo.convert("RGBA"))
    grey = ImageOps.contain(flat.convert("L"), (width, _LOGO_HEIGHT), Image.Resampling.LANCZOS)
    return grey.convert("1").convert("L")


def _band(text: str, size: int, width: int) -> Image.Image:
    """White on a black band: nobody takes it for the first slip."""
    words = draw_paragraph(text, BOLD, size, width, ink=WHITE, ground=BLACK)
    return ImageOps.expand(words, (0, 4), fill=BLACK)


def _rule(width: int) -> Image.Image:
    return Image.new("L", (width, 2), BLACK)


def _say_where(slip: Slip, texts: Texts) -> tuple[str, str]:
    """Where to wait, and how one is asked in; "" where there is nothing to say."""
    if slip.where == "come_in":
        return texts.gettext("Please come in to place %(number)s", number=slip.spot), ""
    if slip.where == "inside" and slip.spot is not None:
        return texts.gettext("You are at place %(number)s.", number=slip.spot), ""
    if slip.where != "outside" or slip.line is None:
        return "", ""
    return (
        texts.gettext("Please wait outside, place in line %(line)s", line=slip.line),
        say_how_asked_in(slip.phones_reach, texts),
    )


def _say_ahead(ahead: int, texts: Texts) -> str:
    if ahead == 0:
        return texts.gettext("Your turn is next")
    return texts.gettext("People ahead of you: %(count)s", count=ahead)


def _say_offline(texts: Texts) -> str:
    return texts.gettext("Offline: your number is valid.")


def _say_when(slip: Slip) -> str:
    """`Selasa, 23 Juni 2026, 09.41 WIB`."""
    day = write_date(slip.issued_at.astimezone(slip.zone).date(), slip.language)
    return f"{day}, {write_time(slip.issued_at, slip.zone, slip.language, slip.zone_label)}"


def _notes(slip: Slip, texts: Texts) -> Iterator[str]:
    yield texts.gettext("Valid only today")
    yield texts.gettext("Free of charge")
    if slip.kiosk:
        yield _name_kiosk(slip.kiosk, texts)


def _name_kiosk(name: str, texts: Texts) -> str:
    """`Mesin Antrean 2` for kiosk-2: as the desks call it."""
    return f"{texts.gettext('Kiosk')} {name.removeprefix('kiosk-')}"
