"""The first phone that opens a ticket may act; later ones only look."""

from playwright.async_api import Browser, expect

from tests.browser import open_page
from tests.phone.visits import PHONE, page_url, says, take_numbers
from tests.server_fixture import ServerHere

WATCHING = "Nomor ini dipegang HP lain. Di sini Anda hanya dapat melihat."


async def test_second_phone_only_looks(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as first:
        await expect(first.get_by_role("button", name="Batalkan antrean")).to_be_enabled()
        await expect(first.locator("#foot")).not_to_contain_text(WATCHING)
        async with open_page(chromium, page_url(server, ticket), *PHONE) as second:
            await expect(second.locator("#foot")).to_have_text(WATCHING)
            assert await second.get_by_role("button", name="Batalkan antrean").count() == 0
            await first.get_by_role("button", name="Batalkan antrean").click()
            await first.get_by_role("button", name=f"Ya, batalkan {ticket.number}").click()
            await says(first, "Nomor ini sudah Anda batalkan.")
            await says(second, "Nomor ini sudah Anda batalkan.")


async def test_first_phone_still_acts_after_it_was_opened_again(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Giliran Anda berikutnya")
        await page.wait_for_function("() => Object.keys(localStorage).length > 0")
        await page.reload()
        await says(page, "Giliran Anda berikutnya")
        await page.get_by_role("button", name="Batalkan antrean").click()
        await page.get_by_role("button", name=f"Ya, batalkan {ticket.number}").click()
        await says(page, "Nomor ini sudah Anda batalkan.")
