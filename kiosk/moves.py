"""What pages answer about the way, and what ends a page without an answer of its own."""

from enum import Enum


class Move(Enum):
    """Answers that are not about a thing but about the way."""

    BACK = "back"
    AGAIN = "again"
    CONTINUE = "continue"
    MORE = "more"
    OTHER_SERVICE = "other_service"
    NUMBER = "number"
    LARGE = "large"
    RETURN = "return"
    LATE = "late"
    CANCEL = "cancel"
    REPRINT = "reprint"
    UNDO = "undo"
    HELP = "help"
    START = "start"


class VisitorLeft(Exception):  # noqa: N818 - a fact, not an error
    """Nobody has touched the screen for too long."""


class CodeRead(Exception):  # noqa: N818 - a fact, not an error
    """A code was scanned or typed, whatever the screen was asking."""

    def __init__(self, text: str) -> None:
        super().__init__("a code was read")
        self.text = text
