"""Scanning or typing a number that was taken before."""

from dataclasses import replace

import pytest
from textual.events import Key as KeyPress
from textual.events import Paste

from kiosk.foot import FootLine
from kiosk.screens.cancel import CancelPage
from kiosk.screens.keypad import Key
from kiosk.screens.number import NumberPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from kiosk.screens.which import WhichPage
from tests.kiosk.driving import QUICK, visitor_at
from tests.server_fixture import Issued, ServerHere


async def miss_call(server: ServerHere, *services: str) -> Issued:
    """A number that was called and missed."""
    ticket = await server.issue(*services)
    await server.at_counter("2", "open")
    await server.at_counter("2", "call-next")
    while (await server.ticket(ticket.token)).state == "called":
        await server.advance(minutes=3)
    return ticket


async def test_typed_number_shows_its_place(server: ServerHere) -> None:
    await server.issue("rekam-ktp")
    ticket = await server.issue("rekam-ktp")
    assert ticket.number == "A-002"
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type("a2")
        await visitor.reads("Nomor Anda: a2")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.reads("○ Menunggu · Perekaman KTP-el", "Antrean di depan Anda: 1")
        assert "Batalkan" not in visitor.words
        await visitor.press("1")
        await visitor.on(StartPage)


async def test_scanned_code_shows_its_place_in_its_language_at_any_step(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp", language="en")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("1", "1", "1", "1")
        await visitor.on(PriorityPage)
        await visitor.type(f"{server.url}/t/{server.office}/{ticket.token}")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.reads("○ Waiting · e-ID biometric enrolment", "Your turn is next")
        await server.at_counter("2", "open")
        await server.at_counter("2", "call-next")
        await visitor.reads("● Being called", "Please proceed to counter 2")
        assert len((await server.desk()).tickets) == 1


async def test_scanner_without_enter_is_understood(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type(f"{server.url}/t/{server.office}/{ticket.token}")
        await visitor.on(PlacePage)


async def test_visitor_comes_back_after_a_missed_call(server: ServerHere) -> None:
    ticket = await miss_call(server, "rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type("A-001")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.reads("Nomor Anda sudah dipanggil pukul 09.", "1 Kembali ke antrean")
        await visitor.press("1")
        await visitor.reads("○ Menunggu", "Giliran Anda berikutnya")
        assert (await server.ticket(ticket.token)).state == "waiting"


async def test_cancelling_names_the_number_and_may_be_thought_over(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp", language="en")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type(f"{server.url}/t/{server.office}/{ticket.token}")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.touch_words("Cancel this number")
        await visitor.on(CancelPage)
        await visitor.reads("Cancel A-001?", "2 Yes, cancel A-001", "1 Keep my number")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        assert (await server.ticket(ticket.token)).state == "waiting"
        await visitor.touch_words("Cancel this number")
        await visitor.on(CancelPage)
        await visitor.press("2")
        await visitor.reads("✕ Cancelled", "This number is not in the queue any more.")
        assert (await server.ticket(ticket.token)).state == "cancelled"
        await visitor.reads("You can take that back until 09:0")
        await visitor.touch_words("Take the cancellation back")
        await visitor.reads("○ Waiting", "Your turn is next")
        assert (await server.ticket(ticket.token)).state == "waiting"


async def test_number_may_be_touched_in(server: ServerHere) -> None:
    await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("3")
        page = await visitor.on(NumberPage)
        for word in ("9", "backspace", "0", "1", "enter"):
            index = [key.value for key in page.query(Key)].index(word)
            page.query(Key)[index].add_class(f"wanted-{word}")
            await visitor.touch(f".wanted-{word}")
        await visitor.on(PlacePage)  # one service only has given a number 1


async def test_digits_alone_ask_which_service(server: ServerHere) -> None:
    for service in ("rekam-ktp", "cetak-ktp"):
        await server.issue(service)
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("3", "0", "0", "1", "enter")
        await visitor.on(WhichPage)
        await visitor.reads("1 A-001 Perekaman KTP-el", "2 B-001 Pencetakan KTP-el")
        await visitor.press("2")
        await visitor.on(PlacePage)
        await visitor.reads("Menunggu · Pencetakan KTP-el")


async def test_unknown_number_is_told_and_asked_anew(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type("z99")
        await visitor.press("enter")
        await visitor.on(NumberPage)
        await visitor.reads("Nomor ini tidak ditemukan.")
        await visitor.press("escape")
        await visitor.on(StartPage)


RUBBISH = "Kode ini bukan nomor antrean kantor ini."
FOREIGN = "Kode ini milik kantor lain."


async def test_rubbish_and_codes_of_other_offices_disturb_nobody(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("1")
        page = await visitor.on(ServicesPage)
        for code, told in (
            (f"{server.url}/t/other-office/{ticket.token}", FOREIGN),
            ("WIFI:T:WPA;S:rumah;P:rahasia;;", RUBBISH),
            ("a../../../secret", RUBBISH),
            ("q[bold]x[/b", RUBBISH),
        ):
            await visitor.type(code)
            await visitor.press("enter")
            await visitor.reads(told)
            assert visitor.app.screen is page
            await visitor.press("down")  # the next key takes the sentence away
            await visitor.until(lambda told=told: told not in visitor.flat_words)


async def test_start_tells_of_a_foreign_code_in_every_language(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type(f"{server.url}/t/other-office/{'x' * 22}")
        await visitor.press("enter")
        await visitor.reads(f"{FOREIGN} · This code belongs to another office.")
        await visitor.press("down")
        await visitor.type("WIFI:T:WPA;S:rumah;P:rahasia;;")
        await visitor.press("enter")
        await visitor.reads(f"{RUBBISH} · This is no code of this office.")


async def test_large_letters_tell_of_it_in_one_language_after_the_other(
    server: ServerHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    show = FootLine.show_notice

    def note(foot: FootLine, words: str) -> None:
        told.append(words)
        show(foot, words)

    monkeypatch.setattr("kiosk.page.NOTICE_SECONDS", 0.05)
    monkeypatch.setattr(FootLine, "show_notice", note)
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("4")
        await visitor.until(lambda: visitor.app.is_large)
        await visitor.type(f"{server.url}/t/other-office/{'x' * 22}")
        await visitor.press("enter")
        await visitor.until(lambda: told[-1:] == [""])
    assert told == [FOREIGN, "This code belongs to another office.", ""]


async def test_code_of_a_ticket_that_is_no_more_is_told(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type(f"{server.url}/t/{server.office}/{'x' * 22}")
        await visitor.press("enter")
        await visitor.on(NumberPage)
        await visitor.reads("Nomor ini tidak ditemukan.")


async def test_pasted_garbage_is_one_sentence(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.on(StartPage)
        visitor.app.post_message(Paste("\x1b[31m[red]" + "😀\n" * 100_000))
        await visitor.reads(RUBBISH)
        assert isinstance(visitor.app.screen, StartPage)


async def test_goods_that_are_scanned_choose_nothing(server: ServerHere) -> None:
    """A bar code comes as digits, faster than fingers; each alone would choose a card.

    The same digit again is no bouncing key for as long as a scanner goes on.
    """
    times = replace(QUICK, scanner_seconds=0.03)
    async with visitor_at(server, times=times) as visitor:
        await visitor.reads("English")
        await visitor.press("1")
        page = await visitor.on(ServicesPage)
        code = "1111991234567"
        for place, digit in enumerate(code):
            key = KeyPress(digit, digit)
            key.time -= (len(code) - place) * 0.02
            visitor.app.post_message(key)
        await visitor.reads(RUBBISH)
        assert visitor.app.screen is page
        await visitor.press("1")  # and a finger's digit still does
        await visitor.on(PapersPage)


async def test_key_that_bounces_is_one_press(server: ServerHere) -> None:
    async with visitor_at(server, times=replace(QUICK, scanner_seconds=0.03)) as visitor:
        await visitor.reads("English")
        for _ in range(2):
            visitor.app.post_message(KeyPress("1", "1"))
        await visitor.on(ServicesPage)


async def test_typed_code_can_be_corrected_and_dropped(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type("a12")
        await visitor.reads("Nomor Anda: a12")
        await visitor.press("backspace")
        await visitor.reads("Nomor Anda: a1 ")
        await visitor.press("escape")
        await visitor.until(lambda: "Nomor Anda" not in visitor.words)
        assert isinstance(visitor.app.screen, StartPage)


async def test_next_visitors_scan_takes_the_place_of_a_ticket(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.take_number()
        await visitor.type(f"{server.url}/t/{server.office}/{ticket.token}")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        assert not isinstance(visitor.app.screen, TicketPage)
