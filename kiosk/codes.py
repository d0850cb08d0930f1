"""What a visitor scans or types to see a ticket again. Pure.

A scanner types the address of the ticket's page as if it were a keyboard; a person types the
number, with or without dash and noughts.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_TICKET_PAGE = re.compile(
    r"https?://.*/t/([^/?#]+)/([A-Za-z0-9_-]{22})/?(?:[?#].*)?", re.IGNORECASE
)
_NUMBER = re.compile(r"([A-Za-z])[\s.-]*(\d{1,5})")

#: The longest code that is taken in; longer ones are somebody leaning on the keys.
LONGEST = 400


@dataclass(frozen=True)
class ScannedTicket:
    """The secret of a ticket: whoever has it may act for its visitor."""

    office: str
    token: str


@dataclass(frozen=True)
class TypedNumber:
    """A number as the displays show it: it may be looked at, but is nobody's secret."""

    number: str


def read_code(text: str) -> ScannedTicket | TypedNumber | None:
    """What `text` stands for; None if it is neither an address of a ticket nor a number."""
    text = text.strip()
    if page := _TICKET_PAGE.fullmatch(text):
        return ScannedTicket(unquote(page[1]), page[2])
    if number := _NUMBER.fullmatch(text):
        return TypedNumber(f"{number[1].upper()}-{int(number[2]):03d}")
    return None


class CodeEntry:
    """Gathers a code key by key. While it is empty, only a letter begins one.

    Digits alone choose on the screens, so they begin a code only after `begin`.
    """

    def __init__(self) -> None:
        self.text = ""
        self.is_open = False

    def begin(self) -> None:
        """Take digits from the first key on: a screen asks for a number."""
        self.text, self.is_open = "", True

    def end(self) -> None:
        """Forget what was gathered; keys choose again."""
        self.text, self.is_open = "", False

    def takes(self, key: str, character: str | None) -> bool:
        """Whether this key belongs to a code, and not to the screen."""
        if self.text:
            return _is_part(character) or key in ("enter", "backspace", "escape")
        return _begins(character) or (self.is_open and _is_digit(character))

    def press(self, key: str, character: str | None) -> str | None:
        """Take a key that `takes` said yes to; gives the whole code at Enter."""
        whole = None
        if key == "enter":
            whole, self.text = self.text, ""
        elif key == "backspace":
            self.text = self.text[:-1]
        elif key == "escape":
            self.text = ""
        elif character and len(self.text) < LONGEST:
            self.text += character
        return whole


def _begins(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isalpha()


def _is_digit(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isdigit()


def _is_part(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isprintable()
