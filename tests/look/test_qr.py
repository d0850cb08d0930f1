from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.async_api import Browser

from look import qr

URL = "https://antrean.palembang.example/t/dkps-plg/" + "Aa1-_zZ9" * 4  # 77 bytes
LONGEST_SMALL = URL + "x"


def picture(lines: tuple[str, ...], cell: tuple[int, int] = (4, 8)) -> Image.Image:
    """A terminal's screen with these lines, on a dark ground as of a dark theme."""
    width, height = cell
    screen = Image.new("L", ((len(lines[0]) + 6) * width, (len(lines) + 4) * height), 30)
    for y, line in enumerate(lines, start=2):
        for x, block in enumerate(line, start=3):
            upper = 0 if block in "▀█" else 255
            lower = 0 if block in "▄█" else 255
            box = (x * width, y * height)
            screen.paste(upper, (*box, box[0] + width, box[1] + height // 2))
            screen.paste(lower, (box[0], box[1] + height // 2, box[0] + width, box[1] + height))
    return screen


def decode(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


def test_terminal_picture_is_decoded() -> None:
    assert decode(picture(qr.terminal_lines(URL))) == [URL]


@settings(max_examples=15)
@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=1))
def test_any_token_is_decoded(token: str) -> None:
    url = f"http://127.0.0.1:8080/t/dkps-plg/{token}"
    assert decode(picture(qr.terminal_lines(url))) == [url]


def test_url_of_78_bytes_fits_beside_a_number_in_80_by_24() -> None:
    assert len(LONGEST_SMALL.encode()) == qr.SMALL_URL_BYTES
    lines = qr.terminal_lines(LONGEST_SMALL)
    assert ({len(line) for line in lines}, len(lines)) == ({41}, 21)
    assert len(qr.terminal_lines(LONGEST_SMALL + "x")) > 21


def test_border_is_four_white_modules() -> None:
    modules = qr.matrix(URL)
    assert not any(any(row) for row in (*modules[:4], *modules[-4:]))
    assert not any(any(row[:4]) or any(row[-4:]) for row in modules)
    assert modules[4][4]


def test_every_cell_is_set_black_on_white() -> None:
    segments = qr.terminal_segments(URL)
    assert {style for _, style in segments} == {"#000000 on #ffffff"}
    assert "".join(text for text, _ in segments).split("\n") == list(qr.terminal_lines(URL))


def test_png_is_decoded_and_has_the_size_asked_for() -> None:
    image = Image.open(BytesIO(qr.png(URL, module_pixels=5)))
    assert decode(image.convert("L")) == [URL]
    assert image.size == (len(qr.matrix(URL, "M")) * 5,) * 2


async def test_svg_is_decoded_as_a_browser_draws_it(chromium: Browser) -> None:
    page = await chromium.new_page(viewport={"width": 400, "height": 400})
    await page.set_content(f'<body style="background:#0E1A2B">{qr.svg(URL)}</body>')
    assert decode(Image.open(BytesIO(await page.screenshot())).convert("L")) == [URL]


def test_higher_level_needs_more_room() -> None:
    sizes = [len(qr.matrix(URL, level)) for level in "LMQH"]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


def test_unknown_level_and_endless_url_are_errors() -> None:
    with pytest.raises(KeyError):
        qr.matrix(URL, "X")
    with pytest.raises(ValueError, match="version"):
        qr.matrix("x" * 5000)
