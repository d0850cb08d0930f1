"""A visit, for tests of the visitor's page: numbers, calls, and what the page says."""

from playwright.async_api import Page, expect

from tests.server_fixture import Issued, ServerHere

PHONE = (390, 844)


def page_url(server: ServerHere, ticket: Issued, query: str = "") -> str:
    return f"{server.url}/t/{server.office}/{ticket.token}{query}"


async def take_numbers(server: ServerHere, count: int) -> list[Issued]:
    return [await server.issue("pengambilan") for _ in range(count)]


async def call_next(server: ServerHere, counter: str = "1") -> None:
    hall = await server.hall()
    if next(each for each in hall.counters if each.id == counter).state == "closed":
        await server.at_counter(counter, "open")
    await server.at_counter(counter, "call-next")


async def says(page: Page, text: str) -> None:
    await expect(page.locator("#sentence")).to_have_text(text)
