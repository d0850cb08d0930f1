"""The door-keeper: how full the hall is, and people without a number."""

from pathlib import Path

from playwright.async_api import Browser, Page

from tests.desk.door.driving import (
    ALWAYS_INSIDE,
    STOPPED_CLOCK,
    OpenDoor,
    come,
    counts,
    door_of,
    later,
    row,
    shows,
)
from tests.desk.lobbies import write_office
from tests.server_fixture import ServerHere, running_server


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
