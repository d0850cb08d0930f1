"""The door-keeper: slips are read by a scanner, wherever the focus is."""

import pytest
from playwright.async_api import Page

from tests.desk.door.driving import come, is_inside, others, scan, shows, ticket
from tests.server_fixture import ServerHere


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
