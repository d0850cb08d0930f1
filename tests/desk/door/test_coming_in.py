"""The door-keeper: whoever is asked to come in is ticked."""

from playwright.async_api import Page

from tests.desk.door.driving import come, is_inside, later, row, shows, ticket
from tests.server_fixture import ServerHere


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
