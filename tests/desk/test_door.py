"""The door-keeper's page against the real server: taps, ticks, scans, and no network."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from protocol.snapshots import DeskTicket
from tests.browser import list_barriers, list_misfits, open_page
from tests.desk.driving import until
from tests.desk.lobbies import write_office
from tests.server_fixture import Issued, ServerHere, running_server

MINE = "pengambilan"
SIZES = [(360, 640), (768, 1024), (1024, 768), (1366, 768)]
ALWAYS_INSIDE = 13  # twelve of staff, and one at the kiosk

#: The page's time runs, and a test may let some pass at once.
PASSING_CLOCK = """() => {
    window.passed = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + window.passed;
}"""
STOPPED_CLOCK = "() => { window.seconds = 1; performance.now = () => window.seconds * 1000; }"

OpenDoor = Callable[..., AbstractAsyncContextManager[Page]]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_office(tmp_path)) as running:
        yield running


@pytest.fixture
def open_door(server: ServerHere, chromium: Browser) -> OpenDoor:
    return lambda **options: door_of(server, chromium, **options)


@pytest.fixture
async def door(open_door: OpenDoor) -> AsyncIterator[Page]:
    """The page in English, on a tablet."""
    async with open_door() as page:
        yield page


@asynccontextmanager
async def door_of(
    server: ServerHere,
    chromium: Browser,
    *,
    language: str = "en",
    size: tuple[int, int] = (1024, 768),
    **options: Any,
) -> AsyncIterator[Page]:
    """The page, signed in, as soon as it shows the hall."""
    cookie: dict[str, Any] = {
        "name": server.cookie()["name"],
        "value": server.token("door_keeper"),
        "domain": "127.0.0.1",
        "path": "/",
    }
    cookie |= {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Strict"}
    signed_in = {"cookies": [cookie], "origins": []}
    url = f"{server.url}/door/{server.office}?lang={language}"
    async with open_page(chromium, url, *size, storage_state=signed_in, **options) as page:
        await page.locator("#clock:not(:empty)").wait_for()
        await page.evaluate(PASSING_CLOCK)
        yield page


async def come(server: ServerHere, *services: str, **fields: Any) -> Issued:
    """Somebody takes a number at the kiosk before the door."""
    return await server.issue(*(services or (MINE,)), **fields)


async def ticket(server: ServerHere, number: str) -> DeskTicket:
    return next(each for each in (await server.desk()).tickets if each.number == number)


async def others(server: ServerHere) -> int:
    count = (await server.desk()).count
    assert count is not None
    return count.others


async def counts(server: ServerHere, expected: int) -> None:
    async def does() -> bool:
        return await others(server) == expected

    await until(does, f"{expected} without a number")


async def is_inside(server: ServerHere, number: str) -> None:
    async def does() -> bool:
        return (await ticket(server, number)).where == "inside"

    await until(does, f"{number} is inside")


async def shows(page: Page, selector: str, words: str) -> None:
    async def does() -> bool:
        return words in await page.locator(selector).inner_text()

    await until(does, f"{selector} shows {words}")


def row(page: Page, number: str, of: str = "come-in") -> Any:
    return page.locator(f"#{of} li", has_text=number)


async def later(page: Page) -> None:
    """The next tap is no echo of the last one."""
    await page.evaluate("window.passed += 1000")


async def scan(page: Page, text: str) -> None:
    """As a scanner types."""
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")


# ---------------------------------------------------------------- how full it is


async def test_people_inside_are_counted_and_the_limit_is_named(
    server: ServerHere, door: Page
) -> None:
    await shows(door, "#people", f"{ALWAYS_INSIDE} of 80")
    await shows(door, "#verdict", "Room for 67 more")
    await shows(door, "#limit", "Limit: people · Normal · 1 m")
    given = await come(server, party_size=3)
    await shows(door, "#people", f"{ALWAYS_INSIDE + 3} of 80")
    await shows(door, "#coming", "3 of them are still on the way in")
    await server.post(f"/tickets/{given.ticket_id}/arrive")
    await door.locator("#coming").wait_for(state="hidden")


async def test_full_hall_lets_nobody_in(server: ServerHere, door: Page) -> None:
    await server.post("/profile", profile="strict")
    for _ in range(36 - ALWAYS_INSIDE - 1):
        await server.post("/door/count", change=1)
    await shows(door, "#verdict", "Room for 1 more")
    await door.click("#in")
    await shows(door, "#verdict", "Full: let nobody in")
    await later(door)
    await door.click("#in")
    await shows(door, "#verdict", "1 too many: let nobody in")
    given = await come(server)
    await door.fill("#typed", given.number)
    await row(door, given.number, "found").locator("button").click()
    await shows(door, "#notice", "The hall is full: 37 of 36 people.")


async def test_office_without_places_says_so(tmp_path: Path, chromium: Browser) -> None:
    office = write_office(tmp_path)
    office.with_suffix(".spots.toml").unlink()
    async with running_server(tmp_path, office) as server, door_of(server, chromium) as door:
        await shows(door, "#no-places", "This office gives no places in the hall.")
        assert not await door.locator("main").is_visible()


# ---------------------------------------------------------------- people without a number


async def test_taps_count_people_without_a_number(server: ServerHere, door: Page) -> None:
    await shows(door, "#people", "13 of 80")
    await door.click("#in")
    await counts(server, 1)
    await shows(door, "#people", "14 of 80")
    await later(door)
    await door.keyboard.press("+")
    await counts(server, 2)
    await door.keyboard.press("-")
    await counts(server, 1)
    await later(door)
    await door.click("#out")
    await counts(server, 0)
    await later(door)
    await door.keyboard.press("-")
    await shows(door, "#notice", "Nobody without a number is counted inside.")


async def test_group_that_is_tapped_quickly_counts_and_an_echo_does_not(
    server: ServerHere, open_door: OpenDoor
) -> None:
    async with open_door() as page:
        await page.evaluate(STOPPED_CLOCK)
        await shows(page, "#people", "13 of 80")
        await page.dblclick("#in")  # at one moment: a finger that trembles
        for _ in range(3):
            await page.evaluate("window.seconds += 0.2")
            await page.click("#in")
        await shows(page, "#counted", "Just counted: +4")
        await counts(server, 4)


async def test_key_held_down_counts_once(server: ServerHere, door: Page) -> None:
    await shows(door, "#people", "13 of 80")
    await door.keyboard.down("+")
    await counts(server, 1)
    for _ in range(5):
        await door.keyboard.down("+")
    await door.keyboard.up("+")
    await later(door)
    await door.click("#in")
    await counts(server, 2)


# ---------------------------------------------------------------- who is to come in


async def test_whoever_is_asked_to_come_in_is_ticked(server: ServerHere, door: Page) -> None:
    first, second = await come(server), await come(server, party_size=2)
    spot = (await ticket(server, second.number)).spot
    await shows(door, "#come-in", second.number)
    asked = await row(door, second.number).inner_text()
    assert f"place {spot}" in asked
    assert "0 min · 2 people" in asked
    await row(door, second.number).locator("button").click()
    await is_inside(server, second.number)
    await shows(door, "#notice", f"{second.number} → place {spot}")
    assert (await ticket(server, first.number)).where == "come_in"
    await row(door, second.number).wait_for(state="detached")  # after it was seen to be done


async def test_keys_alone_tick_whoever_came(server: ServerHere, door: Page) -> None:
    numbers = [(await come(server)).number for _ in range(3)]
    await shows(door, "#come-in", numbers[2])
    await door.keyboard.press("ArrowDown")
    await door.keyboard.press("ArrowDown")
    await door.keyboard.press("Enter")
    await is_inside(server, numbers[1])
    await door.keyboard.press("ArrowDown")
    await door.keyboard.press("Enter")
    await is_inside(server, numbers[2])
    assert (await ticket(server, numbers[0])).where == "come_in"


async def test_who_is_asked_again_and_does_not_come_is_told_and_can_still_be_ticked(
    server: ServerHere, door: Page
) -> None:
    given = await come(server)
    await shows(door, "#come-in", given.number)
    await server.advance(seconds=181)
    await shows(door, "#come-in", "asked again")
    await server.advance(seconds=181)
    await shows(door, "#missed", given.number)
    await shows(door, "#missed", "did not come")
    assert await row(door, given.number).count() == 0
    await row(door, given.number, "missed").locator("button").click()
    await is_inside(server, given.number)


async def test_wrong_tick_is_taken_back(server: ServerHere, door: Page) -> None:
    given, other = await come(server), await come(server)
    for each in (given, other):
        await row(door, each.number).locator("button").click()
        await is_inside(server, each.number)
    await shows(door, "#arrived", given.number)
    await later(door)
    await row(door, other.number, "arrived").locator("button").click()
    await shows(door, "#notice", f"{other.number} is not here: taken back")
    await shows(door, "#come-in", other.number)
    assert (await ticket(server, other.number)).where == "come_in"
    await server.advance(seconds=61)
    await come(server)  # the page sees what time it is
    await door.locator("#arrived-part").wait_for(state="hidden")
    assert (await ticket(server, given.number)).where == "inside"


async def test_number_of_somebody_who_stands_there_is_found(server: ServerHere, door: Page) -> None:
    given = await come(server)
    await shows(door, "#come-in", given.number)
    await door.keyboard.press("/")
    await door.locator("#typed:focus").wait_for()
    await door.keyboard.type(given.number.replace("-0", "").lower(), delay=60)
    await shows(door, "#found", given.number)
    await door.keyboard.press("Enter")
    await door.keyboard.press("Enter")
    await is_inside(server, given.number)
    await door.keyboard.press("Escape")
    assert await door.locator("#found li").count() == 0


async def test_number_that_is_not_there_is_told(server: ServerHere, door: Page) -> None:
    given = await come(server)
    await server.post(f"/tickets/{given.ticket_id}/cancel")
    await shows(door, "#nobody", "Nobody is asked to come in now.")
    await door.fill("#typed", given.number)
    await door.keyboard.press("Enter")
    await shows(door, "#not-found", f"{given.number}: Cancelled")
    await door.fill("#typed", "Z99")
    await door.keyboard.press("Enter")
    await shows(door, "#not-found", "Z-099 was not found today.")


async def test_who_has_not_been_asked_is_refused_in_words(server: ServerHere, door: Page) -> None:
    await server.at_counter("3", "open")  # its first three are near
    numbers = [(await come(server)).number for _ in range(5)]
    await door.fill("#typed", numbers[-1])
    await shows(door, "#found", "outside")
    await row(door, numbers[-1], "found").locator("button").click()
    await shows(door, "#notice", f"{numbers[-1]} has not been asked to come in yet.")


# ---------------------------------------------------------------- a scanner


@pytest.mark.parametrize("focus", ["body", "#typed", "#in", "#come-in button"])
async def test_slip_is_scanned_wherever_the_focus_is(
    server: ServerHere, door: Page, focus: str
) -> None:
    first, second = await come(server), await come(server)
    await shows(door, "#come-in", first.number)
    if focus != "body":
        await door.locator(focus).first.focus()
    await scan(door, second.url)
    await is_inside(server, second.number)
    await shows(door, "#notice", second.number)
    assert await others(server) == 0
    assert (await ticket(server, first.number)).where == "come_in"
    assert await door.locator("#typed").input_value() == ""
    assert await door.evaluate("document.documentElement.lang") == "en"


async def test_codes_of_other_things_do_nothing(server: ServerHere, door: Page) -> None:
    given = await come(server)
    await shows(door, "#come-in", given.number)
    await door.locator("#in").focus()
    await burst(door, "8992761111113")
    await shows(door, "#notice", "This is no ticket's code.")
    await scan(door, given.url.replace("/busy-day/", "/elsewhere/"))
    await shows(door, "#notice", "This code belongs to another office.")
    await door.locator("#in").focus()
    await burst(door, "--++gg//")
    assert await others(server) == 0
    assert (await ticket(server, given.number)).where == "come_in"


async def burst(page: Page, text: str) -> None:
    """Keys at one moment, as a fast scanner sends them."""
    await page.evaluate(
        """text => [...text, "Enter"].forEach((key) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""",
        text,
    )


# ---------------------------------------------------------------- without a network


async def test_nothing_is_lost_while_the_server_is_away(server: ServerHere, door: Page) -> None:
    given, scanned = await come(server), await come(server)
    await shows(door, "#come-in", scanned.number)
    await server.stop()
    await shows(door, "#offline", "No connection. What you tap is kept")
    await door.click("#in")
    await later(door)
    await door.click("#in")
    await row(door, given.number).locator("button").click()
    await scan(door, scanned.url)
    await shows(door, "#unsent", "4 taps not sent yet")
    await shows(door, "#come-in", "not sent yet")
    await shows(door, "#people", "17 of 80")
    await server.start()
    await counts(server, 2)
    await is_inside(server, given.number)
    await is_inside(server, scanned.number)
    await door.locator("#unsent").wait_for(state="hidden")
    await shows(door, "#people", "17 of 80")


async def test_taps_outlive_the_page(server: ServerHere, door: Page) -> None:
    await shows(door, "#people", "13 of 80")
    await door.route("**/door/count", lambda route: route.abort())
    await door.click("#in")
    await shows(door, "#unsent", "1 tap not sent yet")
    await door.unroute("**/door/count")
    await door.reload()
    await counts(server, 1)
    assert (
        await door.evaluate("Object.keys(localStorage).filter((each) => each.includes('tap'))")
        == []
    )


async def test_tap_whose_answer_was_lost_counts_once(server: ServerHere, door: Page) -> None:
    await shows(door, "#people", "13 of 80")
    lost = 0

    async def lose(route: Any) -> None:
        nonlocal lost
        if lost:
            await route.continue_()
            return
        lost += 1
        await route.fetch()
        await route.abort()

    await door.route("**/door/count", lose)
    await door.click("#in")
    await counts(server, 1)
    await later(door)
    await door.click("#in")
    await counts(server, 2)
    await door.locator("#unsent").wait_for(state="hidden")
    assert lost == 1
    assert await others(server) == 2


async def test_key_that_no_longer_fits_keeps_the_tap(server: ServerHere, door: Page) -> None:
    await shows(door, "#people", "13 of 80")
    cookies = await door.context.cookies()
    await door.context.clear_cookies()
    await door.click("#in")
    await shows(door, "#notice", "Please sign in first.")
    href = await door.locator("#sign-in").get_attribute("href")
    assert href == f"/sign-in?next=/door/{server.office}"
    await door.context.add_cookies(cookies)  # type: ignore[arg-type]
    await counts(server, 1)


# ---------------------------------------------------------------- everybody, every screen


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
