"""How the visitor's page looks and speaks: legible, reachable, in the visitor's language."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import list_barriers, list_misfits, open_page
from tests.phone.visits import PHONE, call_next, page_url, says, take_numbers
from tests.server_fixture import Issued, ServerHere

SIZES = [(320, 568), (390, 844), (740, 360), (1280, 800)]

# The contrast of every text on the page with the ground beneath it, by WCAG's formula; the least.
LEAST_CONTRAST = """() => {
    const rgb = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const luminance = ([r, g, b]) => [r, g, b].map((value) => value / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
        .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
    const groundOf = (each) => {
        for (let at = each; at; at = at.parentElement) {
            const ground = rgb(getComputedStyle(at).backgroundColor);
            if (ground.length < 4 || ground[3] > 0) return ground;
        }
    };
    let least = 21;
    for (const each of document.querySelectorAll("body *")) {
        const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
        const hasText = [...each.childNodes].some(isText);
        if (!hasText || !each.offsetParent || each.closest("script, noscript")) continue;
        const [one, other] = [rgb(getComputedStyle(each).color), groundOf(each)].map(luminance);
        const [high, low] = [Math.max(one, other), Math.min(one, other)];
        least = Math.min(least, (high + 0.05) / (low + 0.05));
    }
    return least;
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_page_fits_and_is_legible_in_every_state(
    chromium: Browser, server: ServerHere, width: int, height: int, scheme: str
) -> None:
    ticket, *_ = await take_numbers(server, 2)
    size = (width, height)
    async with open_page(
        chromium, page_url(server, ticket), *size, color_scheme=scheme, reduced_motion="reduce"
    ) as page:
        await says(page, "Giliran Anda berikutnya")
        await assert_legible(page)
        await call_next(server)
        await says(page, "Silakan menuju loket 1")
        await assert_legible(page)
        await server.advance(minutes=1)
        await server.at_counter("1", "recall")
        await server.at_counter("1", "no-show")
        await says(page, "Nomor Anda dipanggil pukul 09.01")
        await assert_legible(page)
        await page.get_by_role("button", name="Batalkan antrean").click()
        await assert_legible(page)
        await page.get_by_role("button", name="Ya, batalkan").click()
        await says(page, "Nomor ini sudah Anda batalkan.")
        await assert_legible(page)


async def assert_legible(page: Page) -> None:
    assert await list_misfits(page) == []
    assert await page.evaluate(LEAST_CONTRAST) >= 7
    number = await page.locator("#number").bounding_box()
    viewport = page.viewport_size
    assert number is not None
    assert viewport is not None
    assert number["height"] >= min(viewport["width"], viewport["height"]) / 5
    for button in await page.locator("button:visible").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 48


async def test_page_has_no_barriers(chromium: Browser, server: ServerHere) -> None:
    ticket, *_ = await take_numbers(server, 2)
    async with open_page(
        chromium, page_url(server, ticket), *PHONE, reduced_motion="reduce"
    ) as page:
        await says(page, "Giliran Anda berikutnya")
        assert await list_barriers(page) == []
        await page.get_by_role("button", name="Batalkan antrean").click()
        assert await list_barriers(page) == []
        await page.get_by_role("button", name="Tidak jadi").click()
        await call_next(server)
        await says(page, "Silakan menuju loket 1")
        assert await list_barriers(page) == []
        await page.goto(page_url(server, Issued("", "A" * 22, "", "")))
        assert await list_barriers(page) == []


async def test_page_speaks_to_screen_readers(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Giliran Anda berikutnya")
        sentence = page.locator("#sentence")
        assert await sentence.get_attribute("aria-live") == "polite"
        await expect(page.get_by_role("heading", level=1)).to_have_text(ticket.number)
        await page.get_by_role("button", name="Batalkan antrean").click()
        await expect(
            page.get_by_role("dialog", name=f"Batalkan nomor {ticket.number}?")
        ).to_be_visible()
        await expect(page.get_by_role("button", name="Tidak jadi")).to_be_focused()


async def test_language_is_the_tickets_and_can_be_switched(
    chromium: Browser, server: ServerHere
) -> None:
    await take_numbers(server, 1)
    ticket = await server.issue("pengambilan", language="en")
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "1 person is ahead of you")
        assert await page.locator("html").get_attribute("lang") == "en"
        await page.get_by_role("link", name="Bahasa Indonesia").click()
        await says(page, "Masih ada 1 orang di depan Anda")
        assert await page.locator("html").get_attribute("lang") == "id"
        await expect(page.locator("#service")).to_have_text("Pengambilan Dokumen")
        await page.reload()
        await says(page, "Masih ada 1 orang di depan Anda")
        await page.get_by_role("link", name="English").click()
        await says(page, "1 person is ahead of you")


@pytest.mark.parametrize("token", ["A" * 22, "short", "../../etc", "%3Cscript%3E"])
async def test_unknown_number_says_what_to_do(
    chromium: Browser, server: ServerHere, token: str
) -> None:
    context = await chromium.new_context(locale="en-GB")
    page = await context.new_page()
    answer = await page.goto(f"{server.url}/t/{server.office}/{token}")
    assert answer is not None
    assert answer.status == 404
    await context.close()


async def test_page_of_an_unknown_number_is_plain_and_in_both_languages(
    chromium: Browser, server: ServerHere
) -> None:
    unknown = Issued("", "A" * 22, "", "")
    async with open_page(chromium, "about:blank", 320, 568) as page:
        await page.goto(page_url(server, unknown, "?lang=en"))
        await expect(page.get_by_role("heading")).to_have_text("This number was not found")
        assert await list_misfits(page) == []
        assert await page.evaluate(LEAST_CONTRAST) >= 7
        await page.get_by_role("link", name="Bahasa Indonesia").click()
        await expect(page.get_by_role("heading")).to_have_text("Nomor ini tidak ditemukan")
