"""The two pictures of a plan: the same content, numbers at their places, the room's proportions."""

import re
from functools import cache
from xml.etree import ElementTree

import msgspec
import pytest

from server.plan.drawing import MARGIN, TITLE, as_svg
from server.plan.floor import CounterPlace, Door, Kiosk, KioskLine, Lobby, Pillar, Profile, Spot
from server.plan.legend import ranges, where
from server.plan.plan import LobbyPlan, Wish, plan_lobby
from server.plan.terminal_drawing import BUILT, DOOR, SEAT, TOO_NARROW, WALL, draw
from server.plan.terminal_drawing import MARGIN as RULER
from tests.plan.floors import rectangle
from texts import texts_for

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = texts_for("en")
LOBBY = Lobby(
    floor=((0, 0), (9_000, 0), (9_000, 4_000), (4_000, 4_000), (4_000, 7_000), (0, 7_000)),
    corner={"id": "sudut <kiri>", "en": "the <left> corner"},
    walls=(((6_000, 0), (6_000, 1_500)),),
    pillars=(Pillar((2_000, 3_000), 200),),
    blocks=(rectangle(1_000, 500, 7_000, 2_000),),
    aisles=(rectangle(4_000, 800, 0, 5_000),),
    doors=(Door((3_000, 0), 1_200),),
    counters=(CounterPlace("1", 1, (1_000, 6_600)), CounterPlace("a", 12, (3_000, 6_600))),
    kiosks=(Kiosk((5_000, 600)),),
    profiles=(Profile("normal", 1_000),),
)


@cache
def plan() -> LobbyPlan:
    return plan_lobby(LOBBY, Wish(seconds=5))


@cache
def svg() -> ElementTree.Element:
    return ElementTree.fromstring(as_svg("Kantor & Co", LOBBY, plan(), ENGLISH))


def texts_of(element: ElementTree.Element) -> dict[str, list[tuple[float, float]]]:
    """Every text of the picture with its places."""
    found: dict[str, list[tuple[float, float]]] = {}
    for each in element.iter(f"{SVG}text"):
        at = float(each.attrib["x"]), float(each.attrib["y"])
        found.setdefault(each.text or "", []).append(at)
    return found


def test_svg_has_every_number_at_its_place() -> None:
    texts = texts_of(svg())
    for spot in plan().spots:
        x, y = MARGIN + spot.at[0], TITLE + 7_000 - spot.at[1]
        assert any(a == x and 0 <= b - y < 200 for a, b in texts[str(spot.number)])


def test_svg_has_a_circle_as_wide_as_the_distance_round_every_number() -> None:
    circles = [each for each in svg().iter(f"{SVG}circle") if each.attrib["r"] == "550"]
    assert len(circles) == len(plan().spots)


def test_svg_lists_x_and_y_of_every_number() -> None:
    texts = texts_of(svg())
    for spot in plan().spots:
        assert set(where(spot.at, ENGLISH)) <= texts.keys()


def test_svg_names_corner_door_counters_and_kiosk() -> None:
    texts = texts_of(svg())
    for word in ("Kantor & Co", "door", "kiosk", "keep free", "1", "12", "9 by 7 m"):
        assert word in texts, word
    assert "Measured from 0: the <left> corner." in texts
    assert f"{len(plan().spots)} places, 1.1 m apart" in texts


def test_svg_lies_within_its_page() -> None:
    _, _, width, height = map(float, svg().attrib["viewBox"].split())
    for places in texts_of(svg()).values():
        assert all(0 < x < width and 0 < y < height for x, y in places)
    paper = [float(svg().attrib[each].removesuffix("mm")) for each in ("width", "height")]
    assert max(paper) <= 277
    assert min(paper) <= 190
    assert paper[0] / paper[1] == pytest.approx(width / height, rel=0.01)


def test_number_of_a_place_in_line_stands_beside_a_taped_one() -> None:
    spot = plan().spots[0]
    near = (spot.at[0], spot.at[1] + 150)
    line = KioskLine(0, (Spot(1, near),))
    picture = ElementTree.fromstring(
        as_svg("Kantor", LOBBY, msgspec.structs.replace(plan(), lines=(line,)), ENGLISH)
    )
    texts = texts_of(picture)
    (drawn, _) = texts["K1"]  # on the floor, and in the list
    for x, y in texts[str(spot.number)]:
        assert abs(drawn[0] - x) >= 400 or abs(drawn[1] - y) >= 300
    dot = {"cx": str(MARGIN + near[0]), "cy": str(TITLE + 7_000 - near[1])}
    assert any(dot.items() <= each.attrib.items() for each in picture.iter(f"{SVG}circle"))


def test_same_plan_is_the_same_picture() -> None:
    assert as_svg("A", LOBBY, plan(), ENGLISH) == as_svg("A", LOBBY, plan(), ENGLISH)


def drawn(columns: int = 90, **changes: object) -> list[str]:
    changed = msgspec.structs.replace(plan(), **changes)
    return draw(LOBBY, changed, ENGLISH, columns).splitlines()


def test_terminal_has_every_number_at_its_place() -> None:
    lines = drawn()
    bottom = next(row for row, line in enumerate(lines) if line.startswith("  0 "))
    across = next(line for line in lines[bottom:] if re.match(r"^ +0 +1 ", line))
    metre = across.index("1") - across.index("0")
    for spot in plan().spots:
        column = across.index("0") + spot.at[0] / 1000 * metre
        row = bottom - spot.at[1] / 1000 * metre / 2
        found = [
            (line, match.start())
            for line, text in enumerate(lines[: bottom + 1])
            for match in re.finditer(rf"(?<!\d){spot.number}(?!\d)", text[RULER:])
        ]
        assert any(
            abs(line - row) <= 1.5 and abs(start + RULER - column) <= 4 for line, start in found
        ), spot


def test_terminal_has_walls_door_counters_and_furniture() -> None:
    picture = "\n".join(drawn())
    assert all(mark in picture for mark in (WALL, BUILT, DOOR, "[1]", "[12]", "K"))
    assert "▽ door   [1] counter   K kiosk   ▓ pillar, furniture   ░ keep free" in picture
    assert "Measured from 0: the <left> corner." in picture


@pytest.mark.parametrize("columns", [40, 60, 90, 200])
def test_terminal_picture_keeps_to_its_width(columns: int) -> None:
    picture = [line for line in drawn(columns) if WALL in line]
    assert max(map(len, picture)) <= columns


def test_narrow_terminal_has_dots_for_numbers_that_do_not_fit() -> None:
    lobby = Lobby(rectangle(60_000, 30_000), {}, profiles=(Profile("normal", 1_000),))
    many = plan_lobby(lobby, Wish(seconds=0))
    picture = draw(lobby, many, ENGLISH, 60)
    assert TOO_NARROW in picture
    assert "place, too narrow for its number" in picture


def test_places_that_no_profile_uses_are_crosses() -> None:
    used = msgspec.structs.replace(plan().profiles[0], spots=(1, 2))
    lines = drawn(profiles=(used,))
    assert any(" x " in line for line in lines)
    assert "x not used" in "\n".join(lines)
    assert "x not used" not in "\n".join(drawn())


def test_high_room_stays_on_the_screen() -> None:
    lobby = Lobby(rectangle(1_000, 50_000), {}, profiles=(Profile("normal", 1_000),))
    narrow = plan_lobby(lobby, Wish(seconds=0))
    assert len(draw(lobby, narrow, ENGLISH, 200).splitlines()) < 250


def test_seats_without_a_number_are_shown() -> None:
    seats = tuple((500 + 600 * x, 500 + 600 * y) for x in range(8) for y in range(4))
    lobby = Lobby(rectangle(6_000, 3_000), {}, seats=seats, profiles=(Profile("normal", 1_000),))
    seated = plan_lobby(lobby, Wish(tolerance=0, seconds=5))
    free = len(seats) - len(seated.spots)
    picture = draw(lobby, seated, ENGLISH, 80)
    assert free > len(seated.spots)
    assert picture.count(SEAT) == free + 1
    assert f"{SEAT} seat without a number" in picture
    root = ElementTree.fromstring(as_svg("A", lobby, seated, ENGLISH))
    assert sum(each.attrib["r"] == "60" for each in root.iter(f"{SVG}circle")) == free


def test_numbers_are_shortened_to_ranges() -> None:
    assert ranges([]) == ""
    assert ranges([4]) == "4"
    assert ranges([3, 1, 2, 7, 9, 10]) == "1-3, 7, 9-10"


def test_metres_are_written_as_the_language_does() -> None:
    assert where((1_250, 300), ENGLISH) == ("1.25", "0.30")
    assert where((1_250, 300), texts_for("id")) == ("1,25", "0,30")
