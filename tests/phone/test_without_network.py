"""A page that was open once can be opened without a network, and says what it is."""

from playwright.async_api import Browser, expect

from tests.browser import open_page
from tests.phone.visits import PHONE, page_url, says, take_numbers
from tests.server_fixture import ServerHere

# The page, its scripts, its styles and its stylesheet's fonts are kept.
IS_KEPT = """async () => {
    const kept = await (await caches.open("ticket-pages-1")).keys();
    const paths = kept.map(({ url }) => new URL(url).pathname);
    return paths.includes(location.pathname) && paths.some((path) => path.endsWith("phone.js"));
}"""


async def test_page_shows_the_number_while_the_server_is_away(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Masih ada 1 orang di depan Anda")
        await page.wait_for_function(IS_KEPT)
        await server.stop()
        await page.reload()
        await expect(page.locator("#number")).to_have_text(ticket.number)
        await expect(page.locator("#offline")).to_have_text("Tidak terhubung. Lihat layar antrean.")
        await server.start()
        await says(page, "Masih ada 1 orang di depan Anda")
        await expect(page.locator("#offline")).to_be_hidden()


async def test_manifest_names_the_number_and_leads_to_the_page(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        link = await page.context.new_cdp_session(page)
        found = await link.send("Page.getAppManifest")
        assert found["errors"] == []
        problems = await link.send("Page.getInstallabilityErrors")
        assert [
            each for each in problems["installabilityErrors"] if each["errorId"] != "in-incognito"
        ] == []
        start = await page.evaluate(
            """async () => {
                const { href } = document.querySelector("link[rel=manifest]");
                const manifest = await (await fetch(href)).json();
                return [manifest.short_name, new URL(manifest.start_url, href).href];
            }"""
        )
        assert start == [ticket.number, page_url(server, ticket)]
