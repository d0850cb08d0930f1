"""The door-keeper's page: it fits, keeps nobody out, and speaks both languages."""

import pytest
from playwright.async_api import Page

from tests.browser import list_barriers, list_misfits
from tests.desk.door.driving import MINE, SIZES, OpenDoor, come, shows, ticket
from tests.server_fixture import ServerHere


async def crowd(server: ServerHere) -> None:
    """Some inside, some asked, one asked again, one who did not come."""
    missed = await come(server, MINE)
    await server.advance(seconds=200)
    await come(server, "informasi")
    await server.advance(seconds=200)
    for index in range(6):
        await come(server, MINE, party_size=1 + index % 3)
    assert (await ticket(server, missed.number)).missed_come_in
    await server.post("/door/count", change=1)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_everything_fits(
    server: ServerHere, open_door: OpenDoor, size: tuple[int, int], language: str
) -> None:
    await crowd(server)
    async with open_door(language=language, size=size, has_touch=size[0] < 1100) as page:
        await page.locator("#missed li").wait_for()
        await page.fill("#typed", "A")
        assert await list_misfits(page) == []
        assert await page.evaluate(CUT_OFF) == []
        for button in ("#in", "#out", "#come-in button >> nth=0"):
            box = await page.locator(button).bounding_box()
            assert box is not None
            assert box["height"] >= 48
            assert box["width"] >= 48
        place = await page.locator("#in").bounding_box()
        assert place is not None
        assert place["y"] + place["height"] <= size[1]  # without scrolling


CUT_OFF = """() => [...document.querySelectorAll("main *")].filter((each) => {
    const isBlock = getComputedStyle(each).display !== "inline";
    const isHidden = each.classList.contains("visually-hidden");
    return isBlock && !isHidden && each.clientWidth && each.scrollWidth > each.clientWidth + 1;
}).map((each) => `${each.tagName}#${each.id}.${each.className} ${each.textContent}`)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_nobody_is_kept_out(server: ServerHere, open_door: OpenDoor, theme: str) -> None:
    await crowd(server)
    async with open_door(color_scheme=theme) as page:
        await page.locator("#missed li").wait_for()
        await page.fill("#typed", "A")
        assert await list_barriers(page) == []
        await server.post("/profile", profile="strict")
        for _ in range(15):
            await server.post("/door/count", change=1)
        await shows(page, "#verdict", "let nobody in")
        assert await list_barriers(page) == []


async def test_language_is_changed_and_remembered(server: ServerHere, door: Page) -> None:
    await shows(door, "#come-in-title", "Come in now")
    await door.keyboard.press("g")
    await shows(door, "#come-in-title", "Silakan masuk")
    await door.goto(f"{server.url}/door/{server.office}")
    await shows(door, "#come-in-title", "Silakan masuk")
