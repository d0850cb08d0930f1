"""The door-keeper's page against the real server: opening it, tapping, scanning, what it shows."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from protocol.snapshots import DeskTicket
from tests.browser import open_page
from tests.desk.driving import until
from tests.server_fixture import Issued, ServerHere

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
