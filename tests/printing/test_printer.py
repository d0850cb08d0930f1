import asyncio
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageChops

from kiosk.printing.states import Outcome, Paper, PrinterState
from look.ticket import draw_ticket
from tests.look.test_ticket import SLIP, URL
from tests.printing import paper_printer as paper
from tests.printing.driver import driver
from tests.printing.paper_printer import PaperPrinter, Waiting, paper_printer

PICTURE = draw_ticket(SLIP, 576)


def is_ticket(slip: Image.Image, picture: Image.Image = PICTURE) -> bool:
    """The slip holds the picture, but for a dot here and there, then white."""
    top = slip.crop((0, 0, *picture.size)).convert("L")
    differing = ImageChops.difference(top, picture.convert("L")).histogram()[255]
    code = [found.text for found in zxingcpp.read_barcodes(slip.convert("L"))]
    return differing < 50 and code == [URL]


@pytest.mark.parametrize("width", [576, 384])
async def test_a_slip_is_out_when_the_printer_says_so(width: int) -> None:
    async with paper_printer(width) as printer:
        picture = draw_ticket(SLIP, width)
        outcome = await driver(printer).print(picture)
        assert outcome == Outcome(Paper.OUT, PrinterState.READY)
        [slip] = printer.slips
        assert is_ticket(slip, picture)


async def test_a_slip_waits_for_a_slow_printer(printer: PaperPrinter) -> None:
    printer.seconds_per_slip = 0.6
    kiosk = driver(printer)
    printing = asyncio.create_task(kiosk.print(PICTURE))
    await printer.until(lambda: printer.bytes_received > 60_000)
    assert not printing.done()
    assert (await printing).paper is Paper.OUT
    assert len(printer.slips) == 1


async def test_low_paper_prints_and_is_told(printer: PaperPrinter) -> None:
    printer.paper = paper.Paper.LOW
    assert await driver(printer).print(PICTURE) == Outcome(Paper.OUT, PrinterState.PAPER_LOW)


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        ({"paper": paper.Paper.OUT}, PrinterState.PAPER_OUT),
        ({"cover_open": True}, PrinterState.COVER_OPEN),
        ({"has_error": True}, PrinterState.FAILED),
        ({"garbage": b"HTTP/1.1 400 Bad Request\r\n"}, PrinterState.FAILED),
        ({"answers": False}, PrinterState.UNREACHABLE),
        ({"hangs": True}, PrinterState.UNREACHABLE),
        ({"drop_after": 0}, PrinterState.UNREACHABLE),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else value.value,
)
async def test_a_printer_that_is_not_well_is_sent_nothing(
    printer: PaperPrinter, failure: dict[str, Any], state: PrinterState
) -> None:
    for name, value in failure.items():
        setattr(printer, name, value)
    kiosk = driver(printer, turn_seconds=0.5)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, state)
    assert printer.bytes_received < 1000
    assert printer.slips == []


async def test_a_printer_that_is_switched_off_is_unreachable(printer: PaperPrinter) -> None:
    await printer.switch_off()
    outcome = await driver(printer, turn_seconds=0.3).print(PICTURE)
    assert outcome == Outcome(Paper.NONE, PrinterState.UNREACHABLE)


@pytest.mark.parametrize("rows", [1, 300, 1000])
async def test_paper_that_ends_midway_leaves_nothing_for_the_next_visitor(
    printer: PaperPrinter, rows: int
) -> None:
    printer.rows_left = rows
    kiosk = driver(printer)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.PAPER_OUT)
    await printer.until(lambda: printer.is_idle)
    printer.reload()
    assert (await kiosk.print(PICTURE)).paper is Paper.OUT
    assert len(printer.slips) == 1, "the half slip's rest was forgotten"


async def test_a_cover_opened_midway_fails_the_slip(printer: PaperPrinter) -> None:
    printer.seconds_per_slip = 0.3
    kiosk = driver(printer)
    printing = asyncio.create_task(kiosk.print(PICTURE))
    await printer.until(lambda: printer.bytes_received > 20_000)
    printer.cover_open = True
    assert await printing == Outcome(Paper.NONE, PrinterState.COVER_OPEN)
    await printer.until(lambda: printer.is_idle)
    printer.reload()
    await kiosk.look()
    assert kiosk.state is PrinterState.READY
    assert printer.slips == []


async def test_a_line_that_breaks_midway_leaves_it_to_the_visitor(printer: PaperPrinter) -> None:
    printer.drop_after = 30_000
    outcome = await driver(printer).print(PICTURE)
    assert outcome.paper is Paper.UNKNOWN
    assert printer.slips == []


async def test_a_printer_that_does_not_tell_when_it_is_done(printer: PaperPrinter) -> None:
    printer.tells_when_printed = False
    assert (await driver(printer, print_seconds=2.0).print(PICTURE)).paper is Paper.UNKNOWN
    assert len(printer.slips) == 1


async def test_a_silent_printer_by_configuration_is_only_sent_to(printer: PaperPrinter) -> None:
    printer.answers = False
    outcome = await driver(printer, answers=False).print(PICTURE)
    assert outcome == Outcome(Paper.UNKNOWN, PrinterState.READY)
    await printer.until(lambda: printer.slips)
    assert is_ticket(printer.slips[0])


async def test_statuses_that_nobody_asked_for_mislead_nobody(printer: PaperPrinter) -> None:
    printer.asks_unasked = True
    assert await driver(printer).print(PICTURE) == Outcome(Paper.OUT, PrinterState.READY)


@pytest.mark.parametrize("waiting", Waiting)
async def test_kiosks_that_share_a_printer_take_turns(
    printer: PaperPrinter, waiting: Waiting
) -> None:
    printer.waiting, printer.seconds_per_slip = waiting, 0.15
    kiosks = [driver(printer, turn_seconds=10.0) for _ in range(4)]
    outcomes = await asyncio.gather(*(kiosk.print(PICTURE) for kiosk in kiosks))
    assert {outcome.paper for outcome in outcomes} == {Paper.OUT}
    assert len(printer.slips) == 4
    assert all(map(is_ticket, printer.slips))


async def test_a_turn_is_not_waited_for_for_ever(printer: PaperPrinter) -> None:
    _, other = await asyncio.open_connection("127.0.0.1", printer.port)  # and keeps it
    outcome = await driver(printer, turn_seconds=0.5).print(PICTURE)
    assert outcome == Outcome(Paper.NONE, PrinterState.UNREACHABLE)
    other.close()
    await other.wait_closed()
    assert (await driver(printer).print(PICTURE)).paper is Paper.OUT
    assert len(printer.slips) == 1


async def test_one_kiosk_prints_one_slip_after_the_other(printer: PaperPrinter) -> None:
    kiosk = driver(printer)
    outcomes = await asyncio.gather(*(kiosk.print(PICTURE) for _ in range(3)))
    assert [outcome.paper for outcome in outcomes] == [Paper.OUT] * 3
    assert len(printer.slips) == 3


async def test_a_look_tells_how_the_printer_is(printer: PaperPrinter) -> None:
    kiosk = driver(printer)
    for state, failure in [
        (PrinterState.PAPER_OUT, {"paper": paper.Paper.OUT}),
        (PrinterState.PAPER_LOW, {"paper": paper.Paper.LOW}),
        (PrinterState.READY, {"paper": paper.Paper.THERE}),
    ]:
        for name, value in failure.items():
            setattr(printer, name, value)
        await kiosk.look()
        assert kiosk.state is state
    assert printer.slips == []


async def test_a_visitor_comes_before_a_look(printer: PaperPrinter) -> None:
    printer.answers = False
    kiosk = driver(printer, turn_seconds=60.0)
    looking = asyncio.create_task(kiosk.look())
    await printer.until(lambda: printer.connections)
    printer.answers = True
    async with asyncio.timeout(30):
        assert (await kiosk.print(PICTURE)).paper is Paper.OUT
    await looking
    assert kiosk.state is PrinterState.READY


async def test_the_loop_goes_on_while_a_printer_hangs(printer: PaperPrinter) -> None:
    printer.hangs = True
    printing = asyncio.create_task(driver(printer, turn_seconds=0.5).print(PICTURE))
    longest, last = 0.0, asyncio.get_running_loop().time()
    while not printing.done():
        await asyncio.sleep(0.005)
        now = asyncio.get_running_loop().time()
        longest, last = max(longest, now - last), now
    assert longest < 0.5
    assert (await printing).state is PrinterState.UNREACHABLE
