"""What the visitor's page costs a small phone on a slow link."""

from typing import Any

from playwright.async_api import Browser

from tests.phone.visits import PHONE, page_url, says, take_numbers
from tests.server_fixture import ServerHere

MOST_BYTES = 50_000
MOST_REQUESTS = 30


async def test_first_visit_costs_less_than_the_budget(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    context = await chromium.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    try:
        page = await context.new_page()
        link = await context.new_cdp_session(page)
        asked: dict[str, str] = {}
        came: dict[str, float] = {}

        def note_request(event: dict[str, Any]) -> None:
            asked[event["requestId"]] = event["request"]["url"]

        def note_bytes(event: dict[str, Any]) -> None:
            came[asked[event["requestId"]]] = event["encodedDataLength"]

        link.on("Network.requestWillBeSent", note_request)
        link.on("Network.loadingFinished", note_bytes)
        await link.send("Network.enable")
        await page.goto(page_url(server, ticket))
        await says(page, "Masih ada 1 orang di depan Anda")
        await page.evaluate("document.fonts.ready")
        await page.wait_for_load_state("load")
        assert any("fonts" in url for url in came)
        assert sum(came.values()) < MOST_BYTES, sorted(came.items(), key=lambda each: -each[1])
        assert len(asked) <= MOST_REQUESTS
        assert len([url for url in asked.values() if url.endswith("/stream")]) == 1
    finally:
        await context.close()
