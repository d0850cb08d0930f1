"""A slip once more: by the code at any kiosk with a printer, by the number only where it failed."""

from kiosk.printing.states import PrinterState
from kiosk.screens.place import PlacePage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.kiosk.driving import LARGE, Visitor, visitor_at
from tests.kiosk.kept import StateFile
from tests.printing.driver import driver
from tests.printing.paper_printer import Paper, PaperPrinter
from tests.printing.test_slips import code_of, is_copy, press_to_end
from tests.server_fixture import Issued, ServerHere

AGAIN = "Cetak ulang"


async def begin(visitor: Visitor) -> None:
    await visitor.on(StartPage)
    await visitor.until(lambda: visitor.app.hall is not None and visitor.app.connected)


async def scan(visitor: Visitor, given: Issued) -> PlacePage:
    await begin(visitor)
    await visitor.type(given.url)
    await visitor.press("enter")
    return await visitor.on(PlacePage)


async def slip_of(server: ServerHere) -> str | None:
    (ticket,) = (await server.desk()).tickets
    return ticket.slip


async def without_slip(server: ServerHere, printer: PaperPrinter, kept: StateFile) -> str:
    """A number whose slip failed; the paper is there again."""
    printer.paper = Paper.OUT
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        await press_to_end(visitor)
        page = await visitor.on(TicketPage)
        await visitor.until(lambda: kept.slips() == [])
    printer.reload()
    return page.reply.number


async def test_scanned_code_gives_a_copy_with_a_code_of_its_own(
    server: ServerHere, printer: PaperPrinter
) -> None:
    given = await server.issue("rekam-ktp")
    async with visitor_at(server, printer=driver(printer)) as visitor:
        await scan(visitor, given)
        await visitor.touch_words(AGAIN)
        page = await visitor.on(TicketPage)
        await visitor.reads("Silakan ambil tiket Anda.", "Perekaman KTP-el")
        [slip] = printer.slips
        assert is_copy(slip)
        assert code_of(slip) == page.reply.url != given.url
        for url in (given.url, page.reply.url):
            assert (await server.ticket(url.rsplit("/", 1)[1])).number == given.number


async def test_typed_number_gives_a_copy_only_where_the_slip_failed(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    number = await without_slip(server, printer, kept)
    async with visitor_at(server, LARGE, printer=driver(printer), kept=kept) as visitor:
        await begin(visitor)
        await visitor.type(number)
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.touch_words(AGAIN)
        await visitor.on(TicketPage)
        await visitor.until(lambda: kept.slips() == [])
        assert [is_copy(slip) for slip in printer.slips] == [True]
        assert await slip_of(server) == "printed"
        await visitor.press("escape")
        await begin(visitor)
        await visitor.type(number)
        await visitor.press("enter")
        await visitor.on(PlacePage)
        assert AGAIN not in visitor.flat_words


async def test_copy_that_fails_leaves_the_number_and_the_next_chance(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    number = await without_slip(server, printer, kept)
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        await begin(visitor)
        await visitor.type(number)
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.reads(AGAIN)
        printer.cover_open = True
        await visitor.touch_words(AGAIN)
        await visitor.on(TicketPage)
        await visitor.reads("Tiket tidak dapat dicetak.")
        assert await slip_of(server) == "failed"
        assert printer.slips == []


async def test_no_copy_is_offered_where_none_can_be_printed(
    server: ServerHere, printer: PaperPrinter
) -> None:
    given = await server.issue("rekam-ktp")
    async with visitor_at(server) as visitor:
        await scan(visitor, given)
        assert AGAIN not in visitor.flat_words
    printer.paper = Paper.OUT
    kiosk_printer = driver(printer)
    async with visitor_at(server, printer=kiosk_printer) as visitor:
        await visitor.until(lambda: kiosk_printer.state is PrinterState.PAPER_OUT)
        await scan(visitor, given)
        assert AGAIN not in visitor.flat_words


async def test_copy_is_offered_as_soon_as_the_paper_is_there_again(
    server: ServerHere, printer: PaperPrinter
) -> None:
    given = await server.issue("rekam-ktp")
    printer.paper = Paper.OUT
    kiosk_printer = driver(printer)
    async with visitor_at(server, printer=kiosk_printer) as visitor:
        await visitor.until(lambda: kiosk_printer.state is PrinterState.PAPER_OUT)
        printer.reload()
        await scan(visitor, given)
        await visitor.reads(AGAIN)


async def test_copy_of_a_typed_number_keeps_the_language_of_the_kiosk(
    server: ServerHere, printer: PaperPrinter
) -> None:
    given = await server.issue("rekam-ktp", confirm=False, language="en")
    await server.post(f"/tickets/{given.ticket_id}/confirm", slip="failed")
    async with visitor_at(server, printer=driver(printer)) as visitor:
        await begin(visitor)
        await visitor.type(given.number)
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await visitor.touch_words(AGAIN)
        await visitor.on(TicketPage)
        await visitor.reads("Perekaman KTP-el")
        assert "enrolment" not in visitor.flat_words


async def test_slip_in_the_hand_counts_whatever_the_reservation_says(
    server: ServerHere, printer: PaperPrinter
) -> None:
    given = await server.issue("rekam-ktp", confirm=False)
    await server.advance(minutes=10)
    assert (await server.ticket(given.token)).state == "expired"
    async with visitor_at(server, printer=driver(printer)) as visitor:
        await scan(visitor, given)
        await visitor.reads("Giliran Anda berikutnya")
    assert (await server.ticket(given.token)).state == "waiting"
