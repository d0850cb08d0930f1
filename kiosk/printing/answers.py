"""What the bytes mean that an ESC/POS printer sends back. Pure.

A printer answers each `DLE EOT n` at once, whatever it is doing, and `GS r 1` only when
everything sent before it has been printed: that answer is the word that a slip is out. Their
fixed bits tell the two apart, and both from a status that a printer sends unasked (four bytes).
Source: Epson's ESC/POS command reference, commands DLE EOT, GS r and GS a.
"""

from collections import deque
from dataclasses import dataclass, field

from kiosk.printing.states import PrinterState

PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER_SENSOR = 1, 2, 3, 4
ALL_STATUSES = (PRINTER, OFFLINE_CAUSE, ERROR_CAUSE, PAPER_SENSOR)

ASK_WHEN_PRINTED = b"\x1dr\x01"
#: Throws away what the printer has received and not printed, even while it is out of paper.
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"

_OFFLINE = 0x08
_COVER_OPEN, _STOPPED_FOR_PAPER, _HAS_ERROR = 0x04, 0x20, 0x40
_CUTTER_ERROR, _FATAL_ERROR, _HEAD_TOO_HOT = 0x08, 0x20, 0x40
_PAPER_LOW, _PAPER_OUT = 0x0C, 0x60


def ask_status(number: int) -> bytes:
    """The question for a status, answered in real time."""
    return b"\x10\x04" + bytes([number])


class GarbledError(Exception):
    """What came back is no ESC/POS."""


@dataclass
class Answers:
    """Takes in bytes as they come; knows what was asked. `statuses` are the latest by number."""

    asked: deque[int] = field(default_factory=deque)
    awaits_printed: bool = False
    statuses: dict[int, int] = field(default_factory=dict)
    is_printed: bool = False
    _skip: int = 0

    def feed(self, data: bytes) -> None:
        """Take in some bytes. Raises GarbledError."""
        for byte in data:
            self._take(byte)

    def _take(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif byte & 0x93 == 0x12 and self.asked:
            self.statuses[self.asked.popleft()] = byte
        elif byte & 0xF0 == 0x00 and self.awaits_printed:
            self.awaits_printed, self.is_printed = False, True
        elif byte & 0x93 == 0x10:  # the first of four bytes of a status that nobody asked for
            self._skip = 3
        elif byte not in (0x11, 0x13):  # XON and XOFF of a serial line
            raise GarbledError

    @property
    def state(self) -> PrinterState:
        """How the printer is by its latest statuses."""
        cause, error = self.statuses.get(OFFLINE_CAUSE, 0), self.statuses.get(ERROR_CAUSE, 0)
        paper = self.statuses.get(PAPER_SENSOR, 0)
        if cause & _COVER_OPEN:
            return PrinterState.COVER_OPEN
        if paper & _PAPER_OUT or cause & _STOPPED_FOR_PAPER:
            return PrinterState.PAPER_OUT
        is_wrong = cause & _HAS_ERROR or error & (_CUTTER_ERROR | _FATAL_ERROR | _HEAD_TOO_HOT)
        if is_wrong or self.statuses.get(PRINTER, 0) & _OFFLINE:
            return PrinterState.FAILED
        return PrinterState.PAPER_LOW if paper & _PAPER_LOW else PrinterState.READY
