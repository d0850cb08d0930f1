"""The visitor's page in Chromium, against the real server."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser import list_misfits, open_page
from tests.server_fixture import Issued, ServerHere, running_server

PHONE = (390, 844)
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


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as server:
        yield server


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


async def test_page_follows_the_visit_live(chromium: Browser, server: ServerHere) -> None:
    *_, ticket = await take_numbers(server, 3)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        state = page.locator("#state")
        await expect(page.locator("#number")).to_have_text(ticket.number)
        await says(page, "Masih ada 2 orang di depan Anda")
        await expect(state).to_have_text(re.compile("Menunggu"))
        await expect(state.locator(".mark-waiting")).to_be_visible()
        full = await line_length(page)

        await call_next(server)
        await says(page, "Masih ada 1 orang di depan Anda")
        await server.at_counter("1", "start")
        await server.at_counter("1", "finish-and-next")
        await says(page, "Giliran Anda berikutnya")
        await page.wait_for_function(f"(full) => {LINE_NOW} < full / 10", arg=full)

        await server.at_counter("1", "start")
        await server.at_counter("1", "finish-and-next")
        await says(page, "Silakan menuju loket 1")
        await expect(page.locator("#counter")).to_have_text("1")
        await expect(page.locator("#details")).to_contain_text("Dipanggil pukul 09.00")
        await expect(state.locator(".mark-called")).to_be_visible()

        await server.at_counter("1", "start")
        await says(page, "Anda sedang dilayani di loket 1")
        await server.at_counter("1", "finish")
        await says(page, "Selesai. Terima kasih atas kunjungan Anda.")
        await expect(state).to_have_text(re.compile("Sudah Dilayani"))
        assert await page.locator("button:visible").count() == 0


LINE_NOW = "parseFloat(getComputedStyle(document.querySelector('#line'), '::after').width)"


async def line_length(page: Page) -> float:
    return float(await page.evaluate(LINE_NOW))


async def test_cancelling_asks_and_names_the_number(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        cancel = page.get_by_role("button", name="Batalkan antrean")
        question = page.get_by_role("dialog")
        await cancel.click()
        await expect(question).to_contain_text(f"Batalkan nomor {ticket.number}?")
        assert await page.evaluate(LEAST_CONTRAST) >= 7
        await question.get_by_role("button", name="Tidak jadi").click()
        await expect(question).to_be_hidden()
        assert (await server.ticket(ticket.token)).state == "waiting"
        await cancel.click()
        await question.get_by_role("button", name=f"Ya, batalkan {ticket.number}").click()
        await says(page, "Nomor ini sudah Anda batalkan.")
        await expect(cancel).to_have_count(0)
        assert (await server.ticket(ticket.token)).state == "cancelled"


async def test_question_closes_when_the_visitor_is_served_meanwhile(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await page.get_by_role("button", name="Batalkan antrean").click()
        await call_next(server)
        await expect(page.get_by_role("dialog")).to_be_visible()
        await server.at_counter("1", "start")
        await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_missed_call_tells_when_and_the_visitor_comes_back(
    chromium: Browser, server: ServerHere
) -> None:
    ticket, *_ = await take_numbers(server, 3)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await call_next(server)
        await server.advance(minutes=1)
        await server.at_counter("1", "recall")
        await server.at_counter("1", "no-show")
        await says(page, "Nomor Anda dipanggil pukul 09.01")
        await expect(page.locator("#state")).to_have_text(re.compile("Tidak Hadir"))
        await page.get_by_role("button", name="Kembali ke antrean").click()
        await says(page, "Masih ada 2 orang di depan Anda")
        assert (await server.ticket(ticket.token)).state == "waiting"


async def test_late_visitor_lets_others_go_first(chromium: Browser, server: ServerHere) -> None:
    ticket, *_ = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Giliran Anda berikutnya")
        await page.get_by_role("button", name="Saya terlambat").click()
        await page.get_by_role("button", name="Ya, dahulukan yang lain").click()
        await says(page, "Masih ada 1 orang di depan Anda")


async def test_refusal_is_told_in_words(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket, "?lang=en"), *PHONE) as page:
        await page.get_by_role("button", name="I am late").click()
        await page.route("**/late", lambda route: route.continue_(post_data="{"))
        await page.get_by_role("button", name="Yes, let others go first").click()
        await expect(page.locator("#refused")).to_have_text(
            "The server could not read that. Please start again."
        )


async def test_lost_answer_sends_the_same_command_again(
    chromium: Browser, server: ServerHere
) -> None:
    ticket, *_ = await take_numbers(server, 2)
    bodies: list[str | None] = []

    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:

        async def lose_first(route: object) -> None:
            bodies.append(route.request.post_data)  # type: ignore[attr-defined]
            if len(bodies) == 1:
                await route.fetch()  # type: ignore[attr-defined]
                await route.abort()  # type: ignore[attr-defined]
            else:
                await route.continue_()  # type: ignore[attr-defined]

        await page.route("**/late", lose_first)
        await page.get_by_role("button", name="Saya terlambat").click()
        await page.get_by_role("button", name="Ya, dahulukan yang lain").click()
        await says(page, "Masih ada 1 orang di depan Anda")
        await expect(page.get_by_role("button", name="Saya terlambat")).to_be_enabled()
        assert len(bodies) == 2
        assert bodies[0] == bodies[1]
        await expect(page.locator("#refused")).to_be_hidden()
        assert (await server.ticket(ticket.token)).returns_left == 1


async def test_page_says_why_more_people_are_ahead(chromium: Browser, server: ServerHere) -> None:
    *_, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Masih ada 1 orang di depan Anda")
        await server.issue("pengambilan", priority=True)
        await says(page, "Masih ada 2 orang di depan Anda")
        await expect(page.locator("#details")).to_have_text("Pengunjung prioritas didahulukan.")


async def test_interrupted_service_keeps_the_place(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await server.post("/services/pengambilan/suspend", reason="network", until=None)
        await says(page, "Layanan Anda berhenti sementara. Tempat Anda tetap.")
        await server.post("/services/pengambilan/resume")
        await says(page, "Giliran Anda berikutnya")


async def test_held_and_voided_and_unserved_numbers_say_what_to_do(
    chromium: Browser, server: ServerHere
) -> None:
    held, voided, unserved = await take_numbers(server, 3)
    await call_next(server)
    await server.at_counter("1", "start")
    await server.at_counter("1", "hold")
    async with open_page(chromium, page_url(server, held), *PHONE) as page:
        await says(page, "Nomor Anda ditunda. Anda akan dipanggil lagi.")
    async with open_page(chromium, page_url(server, voided), *PHONE) as page:
        reason = (await server.desk()).reasons.void[0].id
        await server.post(f"/tickets/{voided.ticket_id}/void", reason=reason)
        await says(page, "Nomor ini ditarik oleh petugas.")
    async with open_page(chromium, page_url(server, unserved), *PHONE) as page:
        await server.post("/day/end", left=(await server.desk()).left)
        await says(page, "Hari layanan berakhir sebelum giliran Anda.")
        assert await page.locator("button:visible").count() == 0


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


async def test_several_services_are_named_in_order(chromium: Browser, tmp_path: Path) -> None:
    office = Path(__file__).parents[2] / "examples" / "palembang.toml"
    async with running_server(tmp_path, office) as server:
        hall = await server.hall()
        first, second = [each for each in hall.services if each.refusal is None][:2]
        ticket = await server.issue(first.id, second.id)
        async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
            await expect(page.locator("#service")).to_have_text(first.name["id"])
            await expect(page.locator("#after")).to_have_text(second.name["id"])


async def test_lost_connection_is_told_and_heals(chromium: Browser, server: ServerHere) -> None:
    first, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Masih ada 1 orang di depan Anda")
        await server.stop()
        bar = page.locator("#offline")
        await expect(bar).to_have_text("Tidak terhubung sejak pukul 09.00. Lihat layar antrean.")
        await server.start()
        await server.post(f"/tickets/{first.ticket_id}/cancel")
        await expect(bar).to_be_hidden(timeout=30_000)
        await says(page, "Giliran Anda berikutnya")


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


async def test_page_without_scripts_tells_the_first_state(
    chromium: Browser, server: ServerHere
) -> None:
    *_, ticket = await take_numbers(server, 3)
    async with open_page(
        chromium, page_url(server, ticket), *PHONE, java_script_enabled=False
    ) as page:
        await expect(page.locator("#number")).to_have_text(ticket.number)
        await expect(page.locator("#sentence")).to_have_text("Antrean di depan Anda: 2")
        await expect(page.locator("#state")).to_contain_text("Menunggu")


async def test_a_page_holds_one_stream(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, "about:blank", *PHONE) as page:
        asked: list[str] = []
        page.on("request", lambda each: asked.append(each.url))
        await page.goto(page_url(server, ticket))
        await says(page, "Giliran Anda berikutnya")
        await asyncio.gather(*(server.issue("akta") for _ in range(3)))
        await call_next(server)
        await says(page, "Silakan menuju loket 1")
        assert len([url for url in asked if url.endswith("/stream")]) == 1
