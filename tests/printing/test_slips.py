"""A visitor takes a number at a kiosk with a printer: all of it real but the paper."""

import asyncio
from contextlib import aclosing
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from kiosk.offline.records import Entry
from kiosk.offline.store import Store
from kiosk.patience import Times
from kiosk.printing.states import PrinterState
from kiosk.screens.printing import PrintingPage
from kiosk.screens.slip_question import SlipQuestionPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from protocol.snapshots import DeskSnapshot, DeskTicket
from terminal.client import Client
from terminal.stream import Devices
from tests.kiosk.driving import LARGE, QUICK, SMALL, Visitor, visitor_at
from tests.kiosk.kept import StateFile
from tests.kiosk.relay import running_relay
from tests.printing.driver import driver
from tests.printing.paper_printer import Paper, PaperPrinter
from tests.server_fixture import ServerHere


def code_of(slip: Image.Image) -> str:
    (code,) = zxingcpp.read_barcodes(slip.convert("L"))
    return code.text


def is_copy(slip: Image.Image) -> bool:
    """Whether it begins with a black band."""
    return slip.crop((0, 0, slip.width, 4)).getcolors() == [(slip.width * 4, 0)]


async def press_to_end(visitor: Visitor) -> None:
    """As `Visitor.take_number`, up to the last press."""
    await visitor.on(StartPage)
    await visitor.until(lambda: visitor.app.hall is not None and visitor.app.connected)
    await visitor.press("1", "1")
    await visitor.has_papers()
    await visitor.reads("Lanjutkan")
    await visitor.press("1")
    await visitor.reads("Ya, prioritas")
    await visitor.press("2")


async def confirmed(server: ServerHere, visitor: Visitor) -> DeskTicket:
    """The one ticket, once it is confirmed."""
    while True:
        tickets = (await server.desk()).tickets
        if tickets and tickets[0].slip is not None:
            (ticket,) = tickets
            return ticket
        await visitor.pilot.pause(0.01)


async def test_slip_is_printed_and_then_confirmed(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    printer.seconds_per_slip = 0.5
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        await press_to_end(visitor)
        page = await visitor.on(PrintingPage)
        await visitor.reads("sedang dicetak")
        assert [ticket.state for ticket in (await server.desk()).tickets] == ["reserved"]
        assert kept.slips() == ["assumed"]
        await visitor.press("2", "enter")  # nothing of it counts while it prints
        ticket_page = await visitor.on(TicketPage)
        await visitor.reads("Silakan ambil tiket Anda.")
        assert page.number == ticket_page.reply.number
        ticket = await confirmed(server, visitor)
        assert (ticket.state, ticket.slip, ticket.number) == ("waiting", "printed", page.number)
        [slip] = printer.slips
        assert code_of(slip) == ticket_page.reply.url
        assert not is_copy(slip)
        await visitor.until(lambda: kept.slips() == [])
        await visitor.press("escape")
        await visitor.on(StartPage)


@pytest.mark.parametrize(
    ("failure", "sentence", "state"),
    [
        ({"paper": Paper.OUT}, "Kertas printer habis.", PrinterState.PAPER_OUT),
        ({"rows_left": 300}, "Kertas printer habis.", PrinterState.PAPER_OUT),
        ({"cover_open": True}, "Tiket tidak dapat dicetak.", PrinterState.COVER_OPEN),
        ({"hangs": True}, "Tiket tidak dapat dicetak.", PrinterState.UNREACHABLE),
        ({"garbage": b"\xff\xfe"}, "Tiket tidak dapat dicetak.", PrinterState.FAILED),
    ],
    ids=["no-paper", "paper-ends", "cover", "hangs", "garbage"],
)
async def test_visitor_without_a_slip_sees_the_number_and_what_to_do(
    server: ServerHere,
    printer: PaperPrinter,
    kept: StateFile,
    failure: dict[str, Any],
    sentence: str,
    state: PrinterState,
) -> None:
    for name, value in failure.items():
        setattr(printer, name, value)
    kiosk_printer = driver(printer, turn_seconds=0.5)
    async with visitor_at(server, printer=kiosk_printer, kept=kept) as visitor:
        await press_to_end(visitor)
        page = await visitor.on(TicketPage)
        await visitor.reads(sentence, "Nomor Anda tetap berlaku.", "cetak ulang di loket")
        assert code_of(visitor.picture()) == page.reply.url
        ticket = await confirmed(server, visitor)
        assert (ticket.state, ticket.slip) == ("waiting", "failed")
        assert kiosk_printer.state is state
        assert printer.slips == []
        await visitor.until(lambda: kept.slips() == [])


async def test_a_printer_switched_off_keeps_no_number_from_anybody(
    server: ServerHere, printer: PaperPrinter
) -> None:
    await printer.switch_off()
    kiosk_printer = driver(printer, turn_seconds=0.2)
    async with visitor_at(server, LARGE, printer=kiosk_printer) as visitor:
        await press_to_end(visitor)
        await visitor.on(TicketPage)
        await visitor.reads("Tiket tidak dapat dicetak.")
        assert (await confirmed(server, visitor)).slip == "failed"
        assert kiosk_printer.state is PrinterState.UNREACHABLE


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_a_silent_printer_makes_the_kiosk_ask(
    server: ServerHere, printer: PaperPrinter, size: tuple[int, int]
) -> None:
    printer.answers = False
    async with visitor_at(server, size, printer=driver(printer, answers=False)) as visitor:
        await press_to_end(visitor)
        await visitor.on(SlipQuestionPage)
        await visitor.reads("Apakah tiket Anda sudah keluar?", "Ya, sudah", "Belum, cetak lagi")
        assert [ticket.state for ticket in (await server.desk()).tickets] == ["reserved"]
        await visitor.touch("#slip-yes")
        await visitor.on(TicketPage)
        assert (await confirmed(server, visitor)).slip == "printed"
        assert len(printer.slips) == 1


async def test_who_walks_away_has_the_slip(server: ServerHere, printer: PaperPrinter) -> None:
    kiosk_printer = driver(printer, answers=False, question_seconds=0.6)
    async with visitor_at(server, printer=kiosk_printer) as visitor:
        await press_to_end(visitor)
        ticket = await confirmed(server, visitor)
        assert (ticket.state, ticket.slip) == ("waiting", "assumed")
        await visitor.on(StartPage)
        assert len(printer.slips) == 1


async def test_print_again_gives_a_copy_each_time_until_staff_must_help(
    server: ServerHere, printer: PaperPrinter
) -> None:
    async with visitor_at(server, printer=driver(printer, answers=False)) as visitor:
        await press_to_end(visitor)
        for asked in range(1, 4):
            await visitor.until(lambda asked=asked: len(printer.slips) == asked)
            await visitor.on(SlipQuestionPage)
            await visitor.press("2")
        page = await visitor.on(TicketPage)
        await visitor.reads("Tiket tidak dapat dicetak.")
        assert (await confirmed(server, visitor)).slip == "failed"
        assert [is_copy(slip) for slip in printer.slips] == [False, True, True]
        assert {code_of(slip) for slip in printer.slips} == {page.reply.url}


async def test_a_line_that_breaks_midway_is_asked_about_not_sent_again(
    server: ServerHere, printer: PaperPrinter
) -> None:
    printer.drop_after = 30_000
    async with visitor_at(server, printer=driver(printer)) as visitor:
        await press_to_end(visitor)
        await visitor.on(SlipQuestionPage)
        assert printer.bytes_received < 40_000
        printer.drop_after = None
        await visitor.press("2")
        await visitor.on(TicketPage)
        await visitor.reads("Silakan ambil tiket Anda.")
        assert (await confirmed(server, visitor)).slip == "printed"


# ---------------------------------------------------------------- one press, one slip


async def test_lost_answers_print_nothing_twice(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    async with (
        running_relay(server.url) as relay,
        visitor_at(server, url=relay.url, printer=driver(printer), kept=kept) as visitor,
    ):
        relay.lose_issues, relay.lose_confirms = 1, 2
        await press_to_end(visitor)
        await visitor.on(TicketPage)
        ticket = await confirmed(server, visitor)
        assert (ticket.number, ticket.slip) == ("A-001", "printed")
        await visitor.until(lambda: kept.slips() == [])
        assert relay.issues >= 2
        assert len(printer.slips) == 1


async def test_a_kiosk_that_stops_between_print_and_confirm_confirms_at_its_next_start(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    async with running_relay(server.url) as relay:
        async with visitor_at(server, url=relay.url, printer=driver(printer), kept=kept) as visitor:
            printer.seconds_per_slip = 0.3
            await press_to_end(visitor)
            await visitor.on(PrintingPage)
            await relay.cut()
            await visitor.on(TicketPage)
            await visitor.until(lambda: kept.slips() == ["printed"])
        assert kept.slips() == ["printed"]
    await server.advance(minutes=10)
    assert [ticket.state for ticket in (await server.desk()).tickets] != ["waiting"]
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        await visitor.until(lambda: kept.slips() == [])
        ticket = await confirmed(server, visitor)
    assert (ticket.state, ticket.slip) == ("waiting", "printed")
    assert len(printer.slips) == 1, "nothing is printed at the start"


async def test_a_kiosk_cut_off_while_printing_assumes_the_slip(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    printer.seconds_per_slip = 5.0
    async with visitor_at(
        server, printer=driver(printer, print_seconds=20.0), kept=kept
    ) as visitor:
        await press_to_end(visitor)
        await visitor.on(PrintingPage)
    assert kept.slips() == ["assumed"]
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        ticket = await confirmed(server, visitor)
    assert (ticket.state, ticket.slip) == ("waiting", "assumed")


async def test_a_confirmation_of_another_number_or_a_torn_file_stops_nobody(
    server: ServerHere, printer: PaperPrinter, kept: StateFile
) -> None:
    store = Store(kept.path)
    await store.note_confirmation(
        Entry("gone", (await server.hall()).id.day, "0123456789", "printed")
    )
    await store.close()
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        await visitor.until(lambda: kept.slips() == [])
    kept.path.write_bytes(b'[{"ticket_id": "x"')
    async with visitor_at(server, printer=driver(printer), kept=kept) as visitor:
        await press_to_end(visitor)
        await visitor.on(TicketPage)
        assert (await confirmed(server, visitor)).slip == "printed"


# ---------------------------------------------------------------- what staff see


async def test_staff_see_a_printer_without_paper_before_a_visitor_does(
    server: ServerHere, printer: PaperPrinter
) -> None:
    printer.paper = Paper.OUT
    kiosk_printer = driver(printer)
    async with (
        Client(server.url, server.office, server.key, "desk", "desk-1") as desk,
        visitor_at(server, printer=kiosk_printer) as visitor,
    ):
        assert await printer_seen(desk, "paper_out") == "kiosk-1"
        printer.reload()
        await press_to_end(visitor)
        await visitor.on(TicketPage)
        await visitor.reads("Silakan ambil tiket Anda.")
        assert await printer_seen(desk, "ready") == "kiosk-1"


async def printer_seen(desk: Client, state: str) -> str:
    """The name of the kiosk whose printer staff see in this state."""
    async with asyncio.timeout(45), aclosing(desk.stream("desk/stream", DeskSnapshot)) as events:
        async for event in events:
            if isinstance(event, Devices):
                for device in event.devices.devices:
                    if device.printer == state:
                        return device.name
    raise AssertionError("the stream ended")


# ---------------------------------------------------------------- without paper


async def test_without_a_printer_the_screen_is_the_slip(server: ServerHere) -> None:
    async with visitor_at(server) as visitor:
        await visitor.take_number()
        assert (await confirmed(server, visitor)).slip == "shown"
        await visitor.reads("Berlaku hanya untuk hari ini")


async def test_a_number_without_a_slip_stays_longer(
    server: ServerHere, printer: PaperPrinter
) -> None:
    printer.paper = Paper.OUT
    times = Times(settle_seconds=0.0, retry_seconds=0.05, ticket_seconds=QUICK.ticket_seconds)
    async with visitor_at(server, times=times, printer=driver(printer)) as visitor:
        await press_to_end(visitor)
        await visitor.on(TicketPage)
        assert visitor.app.patience.seconds == 2 * times.ticket_seconds
