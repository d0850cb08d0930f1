from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageFilter

from look.lettering import BOLD, draw_number, font, wrap_lines
from look.slip import WIDTHS, Slip
from look.ticket import draw_ticket

URL = "https://antrean.disdukcapil.palembang.go.id/t/dkps-plg/" + "x" * 22
SLIP = Slip(
    office="Dinas Kependudukan dan Pencatatan Sipil Kota Palembang",
    number="A-012",
    services=("Perekaman KTP-el",),
    issued_at=datetime(2026, 6, 23, 2, 41, tzinfo=UTC),
    zone=ZoneInfo("Asia/Jakarta"),
    zone_label="WIB",
    ahead=4,
    url=URL,
    kiosk="kiosk-2",
    language="id",
)
LONG = replace(
    SLIP,
    office="Unit Pelaksana Teknis Dinas Kependudukan " * 4 + "Kecamatan-Alang-Alang-Lebar" * 3,
    services=("Akta Kelahiran bagi anak di bawah delapan belas tahun " * 2, "KK", "W" * 60),
    number="K-10204",
    ahead=1204,
)


def read_codes(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize("width", WIDTHS.values())
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("slip", [SLIP, LONG], ids=["usual", "long"])
def test_ticket_is_as_wide_as_the_paper_and_its_code_can_be_read(
    width: int, language: str, slip: Slip
) -> None:
    picture = draw_ticket(replace(slip, language=language), width)
    assert (picture.mode, picture.width) == ("1", width)
    assert read_codes(picture) == [URL]


@pytest.mark.parametrize("width", WIDTHS.values())
def test_ticket_code_survives_print_head_and_camera(width: int) -> None:
    # Dots of 1/8 mm run into each other; a camera sees them at another scale, tilted and grey.
    ticket = draw_ticket(SLIP, width).convert("L")
    printed = ticket.resize((ticket.width * 2, ticket.height * 2))
    fattened = printed.filter(ImageFilter.MinFilter(3)).filter(ImageFilter.GaussianBlur(2))
    seen = fattened.rotate(4, expand=True, fillcolor=255).resize(
        (int(fattened.width * 0.7), int(fattened.height * 0.7))
    )
    thresholded = seen.point(lambda value: 255 if value > 120 else 0)
    assert read_codes(seen) == [URL]
    assert read_codes(thresholded) == [URL]


def test_ticket_has_nothing_at_its_very_edge_but_rules() -> None:
    # Print heads differ by a dot or two: no letter may stand at the edge.
    picture = draw_ticket(LONG, WIDTHS[58])
    for x in (0, WIDTHS[58] - 1):
        column = [picture.getpixel((x, y)) for y in range(picture.height)]
        black = [y for y, value in enumerate(column) if not value]
        assert len(black) == 2 * 3, "three rules of two dots"


def test_ticket_copy_says_so_on_a_black_band() -> None:
    first, copy = (draw_ticket(replace(SLIP, is_copy=copy), 576) for copy in (False, True))
    assert copy.height > first.height
    assert copy.crop((0, 0, 576, 4)).getcolors() == [(576 * 4, 0)]
    assert read_codes(copy) == [URL]


def test_ticket_number_is_the_largest_thing_on_it() -> None:
    for width in WIDTHS.values():
        number = draw_number("A-012", width - 2 * (width // 36), 200)
        assert number.width >= width * 0.9
        assert number.height >= 12 * 8  # 12 mm of 8 dots


@pytest.mark.parametrize(
    "change", [{"kiosk": ""}, {"kiosk": "lobby"}, {"ahead": None}, {"ahead": 0}, {"number": "B-1"}]
)
def test_ticket_changes_with_its_facts(change: dict[str, object]) -> None:
    one, other = draw_ticket(SLIP, 576), draw_ticket(replace(SLIP, **change), 576)
    assert one.size != other.size or ImageChops.difference(one, other).getbbox() is not None


def test_ticket_names_its_kiosk_as_the_desks_do() -> None:
    plain, kind = (draw_ticket(replace(SLIP, kiosk=name), 576) for name in ("2", "kiosk-2"))
    assert ImageChops.difference(plain, kind).getbbox() is None


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "CMYK"])
@pytest.mark.parametrize("size", [(3000, 40), (40, 3000), (1, 1)])
def test_ticket_takes_a_logo_of_any_kind_and_shape(mode: str, size: tuple[int, int]) -> None:
    logo = Image.new("RGB", size, "navy").convert(mode)
    picture = draw_ticket(SLIP, 384, logo)
    assert picture.width == 384
    assert picture.height < draw_ticket(SLIP, 384).height + 130
    assert read_codes(picture) == [URL]


def test_ticket_logo_without_ground_is_dark_on_white() -> None:
    logo = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    logo.paste((0, 0, 0, 255), (40, 40, 60, 60))
    picture = draw_ticket(SLIP, 576, logo)
    top = picture.crop((0, 0, 576, 116)).convert("L")
    black = sum(count for count, value in top.getcolors() or () if not value)
    assert 300 < black < 600  # the square of 21 x 21, and no ground


def test_wrapping_loses_no_letter_and_keeps_to_the_width() -> None:
    text = "Kependudukan dan " + "Pencatatansipil" * 6 + " Kota Palembang Žižkov"
    lines = wrap_lines(text, BOLD, 30, 300)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert max(font(BOLD, 30).getlength(line) for line in lines) <= 300


def test_fonts_of_paper_have_the_letters_of_latin_scripts() -> None:
    missing = (
        font(BOLD, 40).getmask("\U0010ffff").getbbox(),
        bytes(font(BOLD, 40).getmask("\U0010ffff")),
    )
    for letter in "AÅąčęłňőřşţůžŒßñ":
        mask = font(BOLD, 40).getmask(letter)
        assert (mask.getbbox(), bytes(mask)) != missing, letter
