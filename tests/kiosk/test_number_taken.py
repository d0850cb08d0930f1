"""Scanning or typing a number that was taken before."""

from kiosk.screens.cancel import CancelPage
from kiosk.screens.number import NumberPage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.driving import visitor_at
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
        await visitor.press("1", "1", "1")
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
        await visitor.press("2")
        await visitor.on(CancelPage)
        await visitor.press("2")
        await visitor.reads("✕ Cancelled", "This number is not in the queue any more.")
        assert (await server.ticket(ticket.token)).state == "cancelled"


async def test_number_may_be_touched_in(server: ServerHere) -> None:
    await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.press("3")
        page = await visitor.on(NumberPage)
        for letter in ("A", "9", "backspace", "0", "1"):
            index = [str(key.value) for key in page.query(".key")].index(letter)  # type: ignore[attr-defined]
            page.query(".key")[index].add_class(f"wanted-{index}")
            await visitor.touch(f".wanted-{index}")
        await visitor.reads("A01▁")
        await visitor.touch("#look-up")
        await visitor.on(PlacePage)


async def test_unknown_number_is_told_and_asked_anew(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        await visitor.type("z99")
        await visitor.press("enter")
        await visitor.on(NumberPage)
        await visitor.reads("Nomor ini tidak ditemukan.")
        await visitor.press("escape")
        await visitor.on(StartPage)


async def test_rubbish_and_codes_of_other_offices_find_nothing(server: ServerHere) -> None:
    ticket = await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await visitor.reads("English")
        for code in (
            f"{server.url}/t/other-office/{ticket.token}",
            f"{server.url}/t/{server.office}/{'x' * 22}",
            "a../../../secret",
            "[bold]x[/b",
        ):
            await visitor.type("q" if code[0] == "[" else "")
            await visitor.type(code)
            await visitor.press("enter")
            await visitor.on(NumberPage)
            await visitor.reads("Nomor ini tidak ditemukan.")
            await visitor.press("escape")
            await visitor.on(StartPage)


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
