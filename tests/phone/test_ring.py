"""The phone rings and trembles at the call, once for each, and promises no more than it can."""

from playwright.async_api import Browser, Page, expect

from tests.browser import open_page
from tests.phone.visits import PHONE, call_next, page_url, says, take_numbers
from tests.server_fixture import ServerHere

# What the phone did: how often it trembled, and how many tones began.
WATCH = """
    window.trembled = 0;
    window.tones = 0;
    Navigator.prototype.vibrate = () => { window.trembled += 1; return true; };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
        window.tones += 1;
        return start.apply(this, when);
    };
"""
NO_TREMBLING = "delete Navigator.prototype.vibrate;"


async def reopen(page: Page, script: str) -> None:
    await page.add_init_script(script)
    await page.reload()
    await says(page, "Giliran Anda berikutnya")


async def test_touched_phone_rings_once_for_each_call(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await reopen(page, WATCH)
        await page.locator("#number").click()
        await expect(page.get_by_role("switch")).to_be_checked()
        await call_next(server)
        await says(page, "Silakan menuju loket 1")
        assert await page.evaluate("window.trembled") == 1
        rung = await page.evaluate("window.tones")
        assert rung > 0
        await server.advance(minutes=1)
        await server.at_counter("1", "recall")
        await page.wait_for_function("() => window.trembled === 2")
        assert await page.evaluate("window.tones") == 2 * rung
        await server.at_counter("1", "start")
        await says(page, "Anda sedang dilayani di loket 1")
        assert await page.evaluate("window.trembled") == 2


async def test_switched_off_phone_stays_silent(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await reopen(page, WATCH)
        switch = page.get_by_role("switch", name="Bunyi dan getar saat saya dipanggil")
        await page.locator("#number").click()
        await expect(switch).to_be_checked()
        await switch.click()
        await expect(switch).not_to_be_checked()
        await page.locator("#number").click()
        await expect(switch).not_to_be_checked()
        await call_next(server)
        await says(page, "Silakan menuju loket 1")
        assert await page.evaluate("[window.trembled, window.tones]") == [0, 0]


async def test_phone_that_cannot_tremble_promises_ringing_only(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket, "?lang=en"), *PHONE) as page:
        await page.add_init_script(NO_TREMBLING)
        await page.reload()
        switch = page.get_by_role("switch")
        await expect(switch).to_have_text("Ring when I am called")
        await expect(switch).not_to_be_checked()
        await switch.focus()
        await page.keyboard.press("Enter")
        await expect(switch).to_be_checked()


async def test_page_opened_after_the_call_does_not_ring(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    await call_next(server)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await page.add_init_script(WATCH)
        await page.reload()
        await says(page, "Silakan menuju loket 1")
        await expect(page.get_by_role("switch")).to_have_count(0)
        assert await page.evaluate("[window.trembled, window.tones]") == [0, 0]
