"""The visitor's page follows the visit, live."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.browser import open_page
from tests.phone.visits import PHONE, call_next, page_url, says, take_numbers
from tests.server_fixture import ServerHere, running_server
from tests.web.test_leases import Kiosk

LINE_NOW = "parseFloat(getComputedStyle(document.querySelector('#line'), '::after').width)"


async def line_length(page: Page) -> float:
    return float(await page.evaluate(LINE_NOW))


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
        await expect(page.locator("#aim")).to_have_text("1")
        await expect(page.locator("#details")).to_contain_text("Dipanggil pukul 09.00")
        await expect(state.locator(".mark-called")).to_be_visible()

        await server.at_counter("1", "start")
        await says(page, "Anda sedang dilayani di loket 1")
        await server.at_counter("1", "finish")
        await says(page, "Selesai. Terima kasih atas kunjungan Anda.")
        await expect(state).to_have_text(re.compile("Sudah Dilayani"))
        assert await page.locator("button:visible").count() == 0


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
        await expect(page.locator("#details")).to_have_text("Gangguan jaringan")
        await server.post("/services/pengambilan/resume")
        await says(page, "Giliran Anda berikutnya")
        until = (server.clock.now() + timedelta(minutes=30)).isoformat()
        await server.post("/services/pengambilan/suspend", reason="equipment", until=until)
        told = page.locator("#details")
        await expect(told).to_contain_text("Diperkirakan dilanjutkan pukul 09.30.")


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


async def test_page_says_that_the_kiosk_came_back_after_the_day(
    chromium: Browser, server: ServerHere
) -> None:
    kiosk = Kiosk(server)
    await kiosk.lease()
    paper = kiosk.give()
    address = f"{server.url}/t/{server.office}/{paper['token']}"
    async with open_page(chromium, f"{address}?lang=id", *PHONE) as page:
        await expect(page.locator("li").nth(1)).to_contain_text("nomor Anda tetap berlaku")
    await server.set_clock(server.clock.now() + timedelta(days=1))
    await kiosk.hand_in(paper)
    async with open_page(chromium, address, *PHONE) as page:
        await expect(page.locator("#sentence")).to_contain_text(
            "berakhir sebelum nomor Anda kami terima"
        )
        await expect(page.locator("#number")).to_have_text(paper["number"])
