"""QR codes of a ticket's page, for terminals and for pages.

Owns the code's picture in every form. Promises black on white with the white border of four
modules that ISO/IEC 18004 asks for, whatever the ground of the screen around it.

On a terminal a code must fit beside a number in 80x24, so it is made at level L: a URL of up
to 78 bytes is 41 columns by 21 rows. Pages have room and dirty phone glass to reckon with:
level M. What draws it is loaded when the first code is made: no screen begins with one.
"""

from functools import lru_cache
from io import BytesIO

#: White modules on each side, by ISO/IEC 18004.
BORDER = 4

#: The style that every cell of a code on a terminal must carry, in Rich's and Textual's words.
TERMINAL_STYLE = "#000000 on #ffffff"

#: The longest URL, in bytes, whose code is 41 columns by 21 rows on a terminal.
SMALL_URL_BYTES = 78

_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}

Matrix = tuple[tuple[bool, ...], ...]


@lru_cache(maxsize=256)
def matrix(url: str, level: str = "L") -> Matrix:
    """The code's modules, True for black, with the white border; rows from the top.

    Some 20 ms of computing the first time: a server makes it in a thread. Raises KeyError for
    a level other than L, M, Q, H and ValueError for a URL that no QR code can hold.
    """
    from qrcode import constants  # type: ignore[import-untyped]
    from qrcode.main import QRCode  # type: ignore[import-untyped]

    levels = {each: getattr(constants, f"ERROR_CORRECT_{each}") for each in "LMQH"}
    code = QRCode(error_correction=levels[level], border=BORDER)
    code.add_data(url)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def terminal_lines(url: str, level: str = "L") -> tuple[str, ...]:
    """The code in half blocks, two modules to a cell; show all of it in `TERMINAL_STYLE`."""
    modules = matrix(url, level)
    white = (False,) * len(modules)
    lower = (*modules[1::2], white)
    return tuple(
        "".join(_BLOCKS[pair] for pair in zip(above, below, strict=True))
        for above, below in zip(modules[::2], lower, strict=False)
    )


def terminal_segments(url: str, level: str = "L") -> tuple[tuple[str, str], ...]:
    """The lines of `terminal_lines`, each with its style, as `rich.text.Text.assemble` takes them.

    Each line but the last ends in a newline. Black on white is set in every cell, so that
    neither a dark theme nor a terminal's own colours can turn the code inside out.
    """
    *lines, last = terminal_lines(url, level)
    return (*((line + "\n", TERMINAL_STYLE) for line in lines), (last, TERMINAL_STYLE))


def png(url: str, level: str = "M", module_pixels: int = 8) -> bytes:
    """The code as a black and white PNG, each module `module_pixels` wide."""
    from PIL import Image

    modules = matrix(url, level)
    picture = Image.new("1", (len(modules), len(modules)), 1)
    picture.putdata([not module for row in modules for module in row])
    size = len(modules) * module_pixels
    kept = BytesIO()
    picture.resize((size, size), Image.Resampling.NEAREST).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def svg(url: str, level: str = "M") -> str:
    """The code as an SVG document one unit to a module; its size is the page's to set."""
    modules = matrix(url, level)
    size = len(modules)
    dark = "".join(_svg_runs(modules))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" d="{dark}"/></svg>'
    )


def _svg_runs(modules: Matrix) -> list[str]:
    """One path command for each unbroken run of black modules in a row."""
    runs = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            x += 1
    return runs
