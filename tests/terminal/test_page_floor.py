"""The hall seen from above, as pages draw it: `drawFloor`, in Chromium."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, Page

from protocol.snapshots import FloorView, RoomView
from tests.browser import open_page
from tests.floors import example_floor, full_room, mixed_room, room, waiting
from tests.server_fixture import running_server
from tests.terminal.page_scripts import run

WAY = {"number": "A-003", "counter": 3, "spot": 3}
DRAW = """
    document.body.replaceChildren();
    document.body.className = "dark";
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "/static/look/floor.css";
    await new Promise((done) => { link.onload = done; document.head.append(link); });
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "floor");
    svg.setAttribute("width", String(innerWidth));
    svg.setAttribute("height", String(innerHeight));
    document.body.append(svg);
    await document.fonts.load("700 20px 'Atkinson Hyperlegible Mono'");
    const words = [{ language: "en", t: (key) => key }];
    const told = m.drawFloor(svg, given.floor, given.room, { words, ...given.options });
    const boxes = (selector) => [...svg.querySelectorAll(selector)].map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        return { text: each.textContent, x, y, width, height };
    });
    const all = (selector) => [...svg.querySelectorAll(selector)];
    const groups = (kind) => all(`.floor-${kind}`).map((each) => each.dataset.spot);
    const kinds = ["waiting", "come-in", "free", "blocked", "unused", "called", "highlight"];
    return {
        ...told,
        fields: boxes(given.fields),
        floor: boxes(".floor-ground"),
        numbers: boxes(".floor-waiting rect"),
        words: boxes(".floor-word").map((each) => ({
            ...each, y: each.y + each.height * 0.25, height: each.height * 0.5,
        })),
        texts: boxes("text"),
        ways: boxes(".floor-way"),
        kinds: Object.fromEntries(kinds.map((kind) => [kind, groups(kind)])),
    };
"""
FIELDS = (
    ".floor-waiting rect, .floor-come-in polygon, .floor-called rect, .floor-free circle, "
    ".floor-counter rect, .floor-kiosk rect"
)
Box = dict[str, Any]


@pytest.fixture
async def page(chromium: Browser, tmp_path: Path) -> AsyncIterator[Page]:
    async with (
        running_server(tmp_path) as server,
        open_page(chromium, server.url, width=1000, height=700) as page,
    ):
        yield page


async def draw(page: Page, floor: FloorView, there: RoomView | None, **options: Any) -> Box:
    given = {"floor": floor, "room": there, "options": options, "fields": FIELDS}
    drawn: Box = await run(page, "floor.js", DRAW, msgspec.to_builtins(given))
    return drawn


def overlaps(boxes: list[Box]) -> list[tuple[str, str]]:
    """Pairs that cover each other by more than half a pixel."""
    found = []
    for index, one in enumerate(boxes):
        for other in boxes[:index]:
            across = min(one["x"] + one["width"], other["x"] + other["width"])
            down = min(one["y"] + one["height"], other["y"] + other["height"])
            if across - max(one["x"], other["x"]) > 0.5 and down - max(one["y"], other["y"]) > 0.5:
                found.append((one["text"], other["text"]))
    return found


@pytest.mark.parametrize("there", [full_room(), mixed_room(), room(waiting(3)), None])
async def test_nothing_overlaps_and_all_is_in_the_picture(
    page: Page, there: RoomView | None
) -> None:
    for turn in (0, 90, 180, 270):
        drawn = await draw(page, example_floor(), there, turn=turn, ways=[WAY])
        assert overlaps(drawn["fields"] + drawn["words"]) == []
        for box in drawn["texts"] + drawn["fields"]:
            assert -0.5 <= box["x"] <= 1000.5 - box["width"], box
            assert -0.5 <= box["y"] <= 700.5 - box["height"], box
        assert not drawn["isCut"]


async def test_every_number_is_at_its_place_in_the_rooms_proportions(page: Page) -> None:
    there = full_room()
    drawn = await draw(page, example_floor(), there)
    middles = {each["text"]: middle(each) for each in drawn["texts"]}
    (floor,) = drawn["floor"]
    (half,) = {round(each["width"], 2) / 2 for each in drawn["numbers"]}
    spots = {each.number: each.at for each in example_floor().spots}
    scale = floor["width"] / 12_000
    for taken in there.spots:
        right, up = spots[taken.spot]
        place = floor["x"] + right * scale
        inside = min(max(place, floor["x"] + half), floor["x"] + floor["width"] - half)
        x, y = middles[taken.number]
        assert x == pytest.approx(inside, abs=1)
        assert y == pytest.approx(floor["y"] + floor["height"] - up * scale, abs=1)


async def test_turning_brings_the_viewers_side_up(page: Page) -> None:
    heights = {}
    for turn in (0, 90, 180, 270):
        drawn = await draw(page, example_floor(), None, turn=turn)
        heights[turn] = {each["text"]: middle(each) for each in drawn["texts"]}
    corner, last = "1", "5"  # places at the left and right of the wall with the door
    assert heights[0][corner][0] < heights[0][last][0]
    assert heights[90][corner][1] < heights[90][last][1]
    assert heights[180][corner][0] > heights[180][last][0]
    assert heights[270][corner][1] > heights[270][last][1]
    assert heights[0]["door"][1] > heights[0]["40"][1]
    assert heights[90]["door"][0] < heights[90]["40"][0]
    assert heights[180]["door"][1] < heights[180]["40"][1]
    assert heights[270]["door"][0] > heights[270]["40"][0]


async def test_each_kind_of_place_has_a_shape_of_its_own(page: Page) -> None:
    there = mixed_room()
    drawn = await draw(page, example_floor(), there)
    kinds = {kind: sorted(map(int, spots)) for kind, spots in drawn["kinds"].items()}
    assert kinds["waiting"] == [each.spot for each in there.spots if each.state == "waiting"]
    assert kinds["come-in"] == [each.spot for each in there.spots if each.state == "come_in"]
    assert kinds["blocked"] == list(there.blocked)
    assert kinds["unused"] == list(there.unused)
    assert len(kinds["free"]) == 75 - sum(
        map(len, (kinds["waiting"], kinds["come-in"], there.blocked, there.unused))
    )
    words = [each["text"] for each in drawn["words"]]
    assert sorted(words) == ["come in", "door", "\u00d7 3"]


async def test_called_number_stands_where_it_stood_until_somebody_else_does(page: Page) -> None:
    drawn = await draw(page, example_floor(), room(waiting(4)), ways=[WAY])
    texts = {each["text"]: middle(each) for each in drawn["texts"]}
    assert texts["A-003"][1] == pytest.approx(texts["A-004"][1], abs=1)
    assert len(drawn["ways"]) == 1
    assert "3" not in drawn["kinds"]["free"]

    drawn = await draw(page, example_floor(), full_room(), ways=[WAY | {"number": "C-999"}])
    texts = {each["text"]: middle(each) for each in drawn["texts"]}
    assert texts["A-003"][1] > texts["C-999"][1] > texts["3"][1]
    assert overlaps(drawn["fields"]) == []

    drawn = await draw(page, example_floor(), None, ways=[WAY | {"spot": 99}])
    assert drawn["ways"] == []


async def test_labels_too_small_to_read_are_left_out_and_told(page: Page) -> None:
    drawn = await draw(page, example_floor(), full_room())
    height = drawn["pixels"]
    drawn = await draw(page, example_floor(), full_room(), leastPixels=height - 0.1)
    assert drawn["isCut"]
    numbers = {each["text"] for each in drawn["texts"]}
    assert numbers == {each.number for each in full_room().spots}
    drawn = await draw(page, example_floor(), full_room(), leastPixels=height + 0.1)
    over_walls = drawn["pixels"]  # rather than none at all
    assert {each["text"] for each in drawn["texts"]} == numbers
    drawn = await draw(page, example_floor(), full_room(), leastPixels=over_walls + 0.1)
    assert drawn["isCut"]
    assert drawn["texts"] == []
    assert len(drawn["kinds"]["waiting"]) == 72


async def test_highlighted_place_can_be_read_however_small_the_picture(page: Page) -> None:
    await page.set_viewport_size({"width": 320, "height": 240})
    drawn = await draw(page, example_floor(), None, highlight=14, label="B-008", leastPixels=14)
    (label,) = drawn["texts"]
    assert label["text"] == "B-008"
    assert drawn["kinds"]["highlight"] == ["14"]
    assert drawn["pixels"] < 14 < label["height"]


def middle(box: Box) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
