"""The door-keeper: no tap is lost while the server is away, or when its answer is."""

from typing import Any

from playwright.async_api import Page

from tests.desk.door.driving import come, counts, is_inside, later, others, row, scan, shows
from tests.server_fixture import ServerHere


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
