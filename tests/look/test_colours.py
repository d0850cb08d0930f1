import re
from dataclasses import asdict
from pathlib import Path

import pytest

import look
from look.colours import (
    DARK,
    HALL_CONTRAST,
    LIGHT,
    NEAR_CONTRAST,
    OKABE_ITO,
    STATE_MARKS,
    TILE_CONTRAST,
    Palette,
    contrast,
    counter_tile,
)
from texts.states import STATE_WORDS

STYLES = (Path(look.__file__).parent / "look.css").read_text()


def test_contrast_is_wcag_s() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")
    assert contrast("#0072B2", "#0E1A2B") == pytest.approx(3.4, abs=0.05)


@pytest.mark.parametrize(
    ("palette", "least"), [(LIGHT, NEAR_CONTRAST), (DARK, HALL_CONTRAST)], ids=["light", "hall"]
)
def test_every_ink_stands_out_on_ground_and_surface(palette: Palette, least: float) -> None:
    for ink in palette.inks:
        assert contrast(ink, palette.ground) >= least
        assert contrast(ink, palette.surface) >= least
    assert contrast(palette.on_accent, palette.accent) >= least


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "hall"])
def test_lines_are_seen(palette: Palette) -> None:
    assert contrast(palette.line, palette.ground) >= 3
    assert contrast(palette.line, palette.surface) >= 3


def test_tiles_repeat_after_seven_and_their_numbers_are_read() -> None:
    tiles = [counter_tile(position) for position in range(14)]
    assert [tile.fill for tile in tiles] == [*OKABE_ITO, *OKABE_ITO]
    assert min(contrast(tile.ink, tile.fill) for tile in tiles) >= TILE_CONTRAST
    assert tiles[4].ink == "#FFFFFF"
    assert tiles[3].ink == "#000000"


def test_every_state_has_a_mark_of_its_own_and_a_word() -> None:
    assert len(set(STATE_MARKS.values())) == len(STATE_MARKS)
    assert set(STATE_MARKS) == {*STATE_WORDS, "come_in"}


@pytest.mark.parametrize(("selector", "palette"), [(":root", LIGHT), (":root.dark", DARK)])
def test_style_sheet_has_the_palette(selector: str, palette: Palette) -> None:
    block = re.search(rf"^{re.escape(selector)} {{(.*?)}}", STYLES, re.MULTILINE | re.DOTALL)
    assert block
    written = dict(re.findall(r"--([\w-]+): (#\w{6});", block[1]))
    assert written == {name.replace("_", "-"): colour for name, colour in asdict(palette).items()}


def test_style_sheet_has_the_tiles() -> None:
    written = re.findall(r"\.tile-(\d) \{ background: (#\w+); color: (#\w+); \}", STYLES)
    tiles = [counter_tile(position) for position in range(len(OKABE_ITO))]
    assert written == [(str(n), tile.fill, tile.ink) for n, tile in enumerate(tiles)]


def test_style_sheet_has_a_rule_for_every_mark_but_the_plain_square() -> None:
    assert set(re.findall(r"\.mark-(\w+)", STYLES)) == set(STATE_MARKS) - {"serving"}


def test_style_sheet_s_fonts_are_there() -> None:
    fonts = re.findall(r'url\("([^"]+)"\)', STYLES)
    assert len(fonts) == 9
    for font in fonts:
        assert (Path(look.__file__).parent / font).read_bytes().startswith(b"wOF2")


def test_fonts_come_with_their_licence_and_origin() -> None:
    folder = Path(look.__file__).parent / "fonts"
    for licence in ("OFL-next.txt", "OFL-mono.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / licence).read_text()
    assert "@fontsource/atkinson-hyperlegible-mono" in (folder / "NOTICE.md").read_text()
