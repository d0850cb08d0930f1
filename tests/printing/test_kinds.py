"""Printers that are not at the network: a serial line, a device file, a queue of CUPS, USB."""

import asyncio
import os
import tty
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk.printing.printer import Printer
from kiosk.printing.settings import (
    Address,
    CupsAddress,
    FileAddress,
    PrinterSettings,
    SerialAddress,
    UsbAddress,
)
from kiosk.printing.slip_job import slip_bytes
from kiosk.printing.states import Outcome, Paper, PrinterState
from tests.printing import paper_printer as paper
from tests.printing.paper_printer import PaperPrinter
from tests.printing.test_printer import PICTURE, is_ticket

FAKE_LPSTAT = """#!/bin/sh
case "$1" in
  -e) echo hall ;;
  -v) echo "device for hall: usb://somewhere" ;;
esac
"""
FAKE_LP = """#!/bin/sh
cat > "$0.job"
exit "$(cat "$0.status")"
"""


def printer_at(address: Address, *, answers: bool) -> Printer:
    return Printer(
        PrinterSettings(address, 576, answers=answers, print_seconds=5.0, turn_seconds=1.0)
    )


@asynccontextmanager
async def serial_line(printer: PaperPrinter) -> AsyncIterator[str]:
    """The device file of a serial line to the printer."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    reader, writer = await asyncio.open_connection("127.0.0.1", printer.port)
    loop = asyncio.get_running_loop()
    os.set_blocking(ours, False)
    loop.add_reader(ours, lambda: writer.write(os.read(ours, 4096)))

    async def answer() -> None:
        while data := await reader.read(64):
            os.write(ours, data)

    answering = asyncio.create_task(answer())
    try:
        yield os.ttyname(theirs)
    finally:
        answering.cancel()
        loop.remove_reader(ours)
        writer.transport.abort()
        os.close(ours)
        os.close(theirs)


async def test_serial_printer_tells_when_the_slip_is_out(printer: PaperPrinter) -> None:
    async with serial_line(printer) as device:
        kiosk = printer_at(SerialAddress(device, 115_200), answers=True)
        assert await kiosk.print(PICTURE) == Outcome(Paper.OUT, PrinterState.READY)
        assert is_ticket(printer.slips[0])
        printer.paper = paper.Paper.OUT
        assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.PAPER_OUT)
    assert len(printer.slips) == 1


async def test_serial_line_without_a_printer_is_unreachable() -> None:
    ours, theirs = os.openpty()
    try:
        kiosk = printer_at(SerialAddress(os.ttyname(theirs), 9600), answers=True)
        assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.UNREACHABLE)
    finally:
        os.close(ours)
        os.close(theirs)


async def test_device_file_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "lp0"
    kiosk = printer_at(FileAddress(str(path)), answers=False)
    assert await kiosk.print(PICTURE) == Outcome(Paper.UNKNOWN, PrinterState.READY)
    assert path.read_bytes() == slip_bytes(PICTURE)


async def test_device_file_that_takes_nothing_hangs_nobody_and_prints_nothing_later(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lp0"
    os.mkfifo(path)  # as a printer without paper, it holds whoever opens it
    kiosk = Printer(
        PrinterSettings(
            FileAddress(str(path)), 576, answers=False, print_seconds=0.1, turn_seconds=0.1
        ),
        margin_seconds=0.3,
    )
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.FAILED)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.FAILED)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        async with asyncio.timeout(30):
            while kiosk._is_stuck:  # noqa: ASYNC110 - a thread's end is no event of the loop
                await asyncio.sleep(0.01)
        assert os.read(reader, 100) == b"", "given up: nothing for a visitor who has left"
    finally:
        os.close(reader)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """CUPS' commands with a queue `hall`; set how `lp` ends, get where the job goes."""
    for name, script in (("lp", FAKE_LP), ("lpstat", FAKE_LPSTAT)):
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    def ends_with(status: int) -> Path:
        (tmp_path / "lp.status").write_text(str(status))
        return tmp_path / "lp.job"

    return ends_with


async def test_queue_of_cups_takes_the_job(cups: Callable[[int], Path]) -> None:
    job = cups(0)
    kiosk = printer_at(CupsAddress("hall"), answers=False)
    assert await kiosk.print(PICTURE) == Outcome(Paper.UNKNOWN, PrinterState.READY)
    assert job.read_bytes().startswith(slip_bytes(PICTURE))


async def test_queue_that_takes_no_job_is_told(cups: Callable[[int], Path]) -> None:
    cups(1)
    kiosk = printer_at(CupsAddress("hall"), answers=False)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.FAILED)


@pytest.mark.usefixtures("cups")
async def test_queue_that_is_not_there_is_told() -> None:
    kiosk = printer_at(CupsAddress("cellar"), answers=False)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.UNREACHABLE)


async def test_usb_printer_that_is_not_plugged_in_is_unreachable() -> None:
    kiosk = printer_at(UsbAddress(0x04B8, 0x0E28, 0x82, 0x01), answers=True)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.UNREACHABLE)


async def test_folder_of_a_device_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    kiosk = printer_at(FileAddress(str(tmp_path / "none" / "lp0")), answers=False)
    assert await kiosk.print(PICTURE) == Outcome(Paper.NONE, PrinterState.UNREACHABLE)
