"""The visitor has the own personal data erased on the page, and keeps the number."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.asking_office import NIK, PHONE, asking_office
from tests.browser import open_page
from tests.phone.visits import PHONE as SCREEN
from tests.phone.visits import page_url
from tests.server_fixture import running_server


async def test_visitor_deletes_the_own_data_after_a_question(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running_server(tmp_path, asking_office(tmp_path)) as server:
        ticket = await server.issue("akta", contacts={"phone": PHONE, "nik": NIK})
        without = await server.issue("pengambilan")
        async with open_page(chromium, page_url(server, ticket), *SCREEN) as page:
            delete = page.get_by_role("button", name="Hapus data saya", exact=True)
            question = page.get_by_role("dialog")
            await delete.click()
            await expect(question).to_contain_text("Hapus data pribadi Anda?")
            await question.get_by_role("button", name="Kembali").click()
            assert (await server.ticket(ticket.token)).contacts
            await delete.click()
            await question.get_by_role("button", name="Ya, hapus data saya").click()
            await expect(page.get_by_text("Data pribadi Anda sudah dihapus.")).to_be_visible()
            await expect(delete).to_have_count(0)
            view = await server.ticket(ticket.token)
            assert (view.state, view.contacts) == ("waiting", ())
            await page.goto(page_url(server, without))
            await expect(page.get_by_role("button", name="Batalkan antrean")).to_be_visible()
            await expect(delete).to_have_count(0)
