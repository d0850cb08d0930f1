"""What the visitor does on the page: cancel, come back, let others go first."""

import re

from playwright.async_api import Browser, Route, expect

from tests.browser import open_page
from tests.phone.visits import PHONE, call_next, page_url, says, take_numbers
from tests.server_fixture import ServerHere


async def test_cancelling_asks_and_names_the_number(chromium: Browser, server: ServerHere) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        cancel = page.get_by_role("button", name="Batalkan antrean")
        question = page.get_by_role("dialog")
        await cancel.click()
        await expect(question).to_contain_text(f"Batalkan nomor {ticket.number}?")
        await question.get_by_role("button", name="Tidak jadi").click()
        await expect(question).to_be_hidden()
        assert (await server.ticket(ticket.token)).state == "waiting"
        await cancel.click()
        await question.get_by_role("button", name=f"Ya, batalkan {ticket.number}").click()
        await says(page, "Nomor ini sudah Anda batalkan.")
        await expect(cancel).to_have_count(0)
        assert (await server.ticket(ticket.token)).state == "cancelled"


async def test_cancelled_number_is_taken_back_for_a_while(
    chromium: Browser, server: ServerHere
) -> None:
    _, ticket = await take_numbers(server, 2)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await page.get_by_role("button", name="Batalkan antrean").click()
        await page.get_by_role("button", name=f"Ya, batalkan {ticket.number}").click()
        await says(page, "Nomor ini sudah Anda batalkan.")
        await expect(page.locator("#details")).to_have_text(
            "Anda dapat mengambilnya kembali sampai pukul 09.05."
        )
        await page.get_by_role("button", name="Ambil kembali nomor saya").click()
        await says(page, "Masih ada 1 orang di depan Anda")


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


async def test_late_is_offered_while_somebody_waits_behind(
    chromium: Browser, server: ServerHere
) -> None:
    (ticket,) = await take_numbers(server, 1)
    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:
        await says(page, "Giliran Anda berikutnya")
        late = page.get_by_role("button", name="Saya terlambat")
        await expect(late).to_be_hidden()
        await take_numbers(server, 1)
        await expect(late).to_be_visible()


async def test_refusal_is_told_in_words(chromium: Browser, server: ServerHere) -> None:
    ticket, _ = await take_numbers(server, 2)
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
    ticket, *_ = await take_numbers(server, 6)
    bodies: list[str | None] = []

    async with open_page(chromium, page_url(server, ticket), *PHONE) as page:

        async def lose_first(route: Route) -> None:
            bodies.append(route.request.post_data)
            if len(bodies) == 1:
                await route.fetch()
                await route.abort()
            else:
                await route.continue_()

        await page.route("**/late", lose_first)
        await page.get_by_role("button", name="Saya terlambat").click()
        await page.get_by_role("button", name="Ya, dahulukan yang lain").click()
        await says(page, "Masih ada 3 orang di depan Anda")
        late = page.get_by_role("button", name="Saya terlambat")
        await expect(late).to_have_attribute("aria-busy", "false")
        assert len(bodies) == 2
        assert bodies[0] == bodies[1]
        await expect(page.locator("#refused")).to_be_hidden()
        assert (await server.ticket(ticket.token)).returns_left == 1
