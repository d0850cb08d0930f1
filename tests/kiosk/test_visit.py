"""The whole way to a number, by keyboard, by mouse and in both languages."""

import re
from pathlib import Path

import pytest
import zxingcpp

from kiosk.screens.chosen import ChosenPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.conftest import PALEMBANG
from tests.kiosk.driving import LARGE, SMALL, visitor_at
from tests.server_fixture import ServerHere, running_server


async def test_visitor_takes_a_number_by_digits_in_indonesian(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("Disdukcapil Kota Palembang", "Latihan", "Selamat Datang · Welcome")
        await visitor.reads("Bahasa Indonesia Ambil Nomor Antrean", "English")
        await visitor.press("1")
        await visitor.reads("Pilih Layanan", "1 Perekaman KTP-el", "○ 0 menunggu")
        await visitor.press("1")
        await visitor.reads("Perekaman KTP-el", "Apakah Anda membawa berkas ini?")
        await visitor.has_papers()
        await visitor.reads("Pilihan Anda", "✓ Perekaman KTP-el")
        await visitor.press("1")
        await visitor.reads("Lansia (60 tahun ke atas)", "Ya, prioritas", "Tidak")
        await visitor.press("2")
        page = await visitor.on(TicketPage)
        await visitor.reads("Berlaku hanya untuk hari ini", "Gratis, tidak dipungut biaya")
        assert page.reply.number == "A-001"
        await visitor.until(lambda: page.reply.url in codes_on(visitor.picture()))
        (ticket,) = (await server.desk()).tickets
        assert (ticket.number, ticket.services_after, ticket.priority, ticket.language) == (
            *("A-001", (), False, "id"),
        )
        await visitor.press("escape")
        await visitor.on(StartPage)
        assert codes_on(visitor.picture()) == []


async def test_visitor_takes_a_number_by_touch_in_english(server: ServerHere) -> None:
    await server.issue("cetak-ktp")
    async with visitor_at(server, LARGE) as visitor:
        await visitor.touch_words("English")
        await visitor.on(ServicesPage)
        await visitor.reads("○ 1 person waiting", "○ 0 people waiting")
        await visitor.touch_words("e-ID card printing")
        await visitor.touch_words("I have them all")
        await visitor.on(ChosenPage)
        await visitor.touch_words("Add another service")
        await visitor.on(ServicesPage)
        await visitor.touch_words("Death certificate")
        await visitor.touch_words("I have them all")
        await visitor.on(ChosenPage)
        await visitor.reads("✓ e-ID card printing", "✓ Death certificate")
        await visitor.touch_words("Continue")
        await visitor.on(PriorityPage)
        await visitor.touch_words("Yes, priority")
        await visitor.on(TicketPage)
        await visitor.reads("e-ID card printing + Death certificate", "Your turn is next")
        ticket = (await server.desk()).tickets[-1]
        assert (ticket.number, ticket.priority, ticket.language) == ("B-002", True, "en")
        assert ticket.services_after == ("akta-mati",)
        await visitor.touch_words("Done")
        await visitor.on(StartPage)


async def test_arrows_and_enter_choose(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("right", "enter")
        await visitor.on(ServicesPage)
        await visitor.press("right", "down", "down", "left", "up", "enter")
        await visitor.on(PapersPage)
        await visitor.press("enter")
        await visitor.on(ChosenPage)
        await visitor.reads("✓ Birth certificate")
        await visitor.press("enter")
        await visitor.on(PriorityPage)  # "No" is in focus: haste gives no priority
        await visitor.press("enter")
        await visitor.on(TicketPage)
        (ticket,) = (await server.desk()).tickets
        assert (ticket.service, ticket.priority) == ("akta-lahir", False)


async def test_ticket_counts_once_it_was_seen(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        page = await visitor.take_number()
        await visitor.until(lambda: bool(page.reply))
        await server.at_counter("2", "open")

        async def state() -> str:
            return (await server.desk()).tickets[0].state

        async def confirmed() -> bool:
            return await state() == "waiting"

        while not await confirmed():
            await visitor.pilot.pause(0.01)
        called = await server.at_counter("2", "call-next")
        assert called["number"] == page.reply.number


async def test_people_ahead_are_told(server: ServerHere) -> None:
    await server.issue("rekam-ktp")
    await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.take_number()
        await visitor.reads("Antrean di depan Anda: 2")


async def test_counts_of_the_cards_change_while_one_looks(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2")
        await visitor.reads("e-ID biometric enrolment ○ 0 people")
        await server.issue("rekam-ktp")
        await visitor.reads("○ 1 person waiting")


async def test_more_services_than_cards_are_leafed_through(server: ServerHere) -> None:
    async with visitor_at(server, SMALL) as visitor:
        await visitor.reads("English")
        await visitor.press("1")
        await visitor.reads("1 Perekaman KTP-el", "+ Layanan lain 4 lagi")
        await visitor.press("+")
        await visitor.reads("1 Aktivasi IKD", "+ Layanan lain 7 lagi")
        assert "Perekaman KTP-el" not in visitor.flat_words
        await visitor.press("-")
        await visitor.reads("1 Perekaman KTP-el")
        await visitor.press("+")
        await visitor.reads("1 Aktivasi IKD")
        await visitor.press("1")
        await visitor.has_papers()
        await visitor.reads("✓ Aktivasi IKD")


async def test_back_is_one_step_back(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("2", "1")
        await visitor.on(PapersPage)
        await visitor.press("escape")
        await visitor.on(ServicesPage)
        await visitor.press("1")
        await visitor.has_papers()
        await visitor.on(ChosenPage)
        await visitor.press("1")
        await visitor.on(PriorityPage)
        await visitor.press("escape")
        await visitor.on(ChosenPage)
        await visitor.reads("✓ e-ID biometric enrolment")
        await visitor.touch_words("Back [Esc *]")
        await visitor.on(ServicesPage)
        await visitor.press("escape")
        await visitor.on(StartPage)
        assert (await server.desk()).tickets == ()


async def test_language_changes_on_every_step_and_is_forgotten_after(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("1")
        await visitor.reads("Pilih Layanan")
        await visitor.touch("#language-link")
        await visitor.reads("Choose a service", "e-ID biometric enrolment", "09:00 WIB")
        await visitor.press("1")
        await visitor.has_papers()
        await visitor.on(ChosenPage)
        await visitor.touch("#language-link")
        await visitor.reads("Pilihan Anda", "✓ Perekaman KTP-el")
        await visitor.touch("#language-link")
        await visitor.reads("Your choice")
        await visitor.press("escape", "escape")
        await visitor.on(StartPage)
        await visitor.reads("09.00 WIB")


async def test_no_more_services_than_the_office_allows(server: ServerHere) -> None:
    async with visitor_at(server, LARGE) as visitor:
        await visitor.reads("English")
        await visitor.press("2")
        most = visitor.app.office.most_services if visitor.app.office else 0
        assert most > 1
        for digit in range(1, most + 1):
            page = await visitor.on(ServicesPage)
            assert len(page.chosen) == digit - 1
            await visitor.press(str(digit))
            await visitor.has_papers()
            await visitor.on(ChosenPage)
            if digit < most:
                await visitor.press("2")
        assert "Add another service" not in visitor.flat_words


async def test_double_touch_gives_one_number(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("1", "1")
        await visitor.has_papers()
        await visitor.on(ChosenPage)
        await visitor.press("1")
        await visitor.on(PriorityPage)
        for _ in range(3):
            visitor.app.screen.post_message(key("2"))
        await visitor.on(TicketPage)
        await visitor.press("2", "2", "enter")
        await visitor.pilot.pause()
        assert isinstance(visitor.app.screen, TicketPage)
        assert len((await server.desk()).tickets) == 1


def key(name: str):  # type: ignore[no-untyped-def]
    from textual.events import Key

    return Key(name, name)


def codes_on(picture) -> list[str]:  # type: ignore[no-untyped-def]
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (160, 50), (240, 67)])
@pytest.mark.parametrize("theme", ["antrean-light", "antrean-dark"])
async def test_code_on_the_ticket_can_be_read(
    server: ServerHere, size: tuple[int, int], theme: str
) -> None:
    async with visitor_at(server, size, theme=theme) as visitor:
        page = await visitor.take_number()
        assert codes_on(visitor.picture()) == [page.reply.url]
        assert page.reply.url.startswith(server.url)


async def test_code_with_a_long_address_is_never_cut(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        page = await visitor.take_number()
        page.query_one("#ticket-code").url = "https://" + "long." * 30 + "example/t/x/" + "a" * 22  # type: ignore[attr-defined]
        page.write_texts(visitor.app.texts)
        await visitor.reads("Silakan catat nomor Anda.")
        assert not page.query_one("#ticket-code").display


async def test_two_dozen_services_are_leafed_through_on_a_small_screen(tmp_path: Path) -> None:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    text = PALEMBANG.read_text()
    head, tail = text[: text.index("[[services]]")], text[text.index("[[counters]]") :]
    services = "\n".join(
        f'[[services]]\nid = "s{each.lower()}"\nletter = "{each}"\nminutes = 5\n'
        f'name = {{ id = "Layanan {each}", en = "Service {each}" }}\n'
        for each in letters
    )
    ids = ", ".join(f'"s{each.lower()}"' for each in letters)
    office = tmp_path / "office.toml"
    office.write_text(
        head + services + re.sub(r"services = \[[^]]*\]", f"services = [{ids}]", tail)
    )
    async with running_server(tmp_path, office) as server, visitor_at(server, SMALL) as visitor:
        await visitor.reads("English")
        await visitor.press("1")
        seen = set()
        for _ in range(4):
            seen |= {each for each in letters if f"Layanan {each}" in visitor.flat_words}
            await visitor.press("+")
            await visitor.pilot.pause()
        assert seen == set(letters)
        await visitor.reads("1 Layanan A")  # round again
        await visitor.press("-")
        await visitor.reads("Layanan Z")
