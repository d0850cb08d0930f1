"""How a printer is. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class PrinterState(StrEnum):
    """The words of `protocol.commands.DeviceReport.printer`."""

    READY = "ready"
    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    UNREACHABLE = "unreachable"
    FAILED = "failed"

    @property
    def can_print(self) -> bool:
        """Whether a slip may be sent to it."""
        return self in (PrinterState.READY, PrinterState.PAPER_LOW)


class Paper(StrEnum):
    """What became of one slip."""

    OUT = "out"  # the printer said so
    NONE = "none"  # nothing of it went out, or the printer said that it stopped
    UNKNOWN = "unknown"  # nobody but the visitor can tell


@dataclass(frozen=True)
class Outcome:
    """How a job ended, and how the printer was then."""

    paper: Paper
    state: PrinterState
