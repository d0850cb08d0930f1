"""The kiosk's side of a printer of the tests."""

from dataclasses import replace
from typing import Any

from kiosk.printing.printer import Printer
from kiosk.printing.settings import NetworkAddress, PrinterSettings
from tests.printing.paper_printer import PaperPrinter


def driver(printer: PaperPrinter, **settings: Any) -> Printer:
    """A way to the printer, patient enough for a busy machine."""
    address = NetworkAddress("127.0.0.1", printer.port)
    usual = PrinterSettings(
        address, printer.width, answers=True, print_seconds=8.0, turn_seconds=5.0
    )
    return Printer(replace(usual, **settings))
