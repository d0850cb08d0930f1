"""What visitors are told of their slip."""

from kiosk.printing.states import PrinterState
from texts import Texts


def say_trouble(state: PrinterState | None, texts: Texts) -> str:
    """Why there is no slip, that the number counts all the same, and what to do."""
    if state is PrinterState.PAPER_OUT:
        return texts.gettext(
            "The printer is out of paper. Your number is valid. "
            "Please note it, or ask for a reprint at a counter."
        )
    return texts.gettext(
        "Your ticket could not be printed. Your number is valid. "
        "Please note it, or ask for a reprint at a counter."
    )
