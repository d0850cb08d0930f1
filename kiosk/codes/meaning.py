"""What a visitor scans or types to see a ticket again. Pure.

A scanner types the address of the ticket's page as if it were a keyboard; a person types the
number, with or without dash and noughts, on a numeric keypad without its letter.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from protocol.numbering import number_of

_TICKET_PAGE = re.compile(
    r"https?://.*/t/([^/?#]+)/([A-Za-z0-9_-]{22})/?(?:[?#].*)?", re.IGNORECASE | re.ASCII
)
_NUMBER = re.compile(r"([A-Za-z])[\s.-]*(\d{1,5})", re.ASCII)
_DIGITS = re.compile(r"\d{1,5}", re.ASCII)

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


@dataclass(frozen=True)
class TypedDigits:
    """A number without its letter: there may be one in each service."""

    digits: int

    def with_letter(self, letter: str) -> str:
        """The whole number of one service."""
        return number_of(letter, self.digits)


Code = ScannedTicket | TypedNumber | TypedDigits


def read_code(text: str) -> Code | None:
    """What `text` stands for; None if it is neither an address of a ticket nor a number."""
    text = text.strip()
    if page := _TICKET_PAGE.fullmatch(text):
        return ScannedTicket(unquote(page[1]), page[2])
    if number := _NUMBER.fullmatch(text):
        return TypedNumber(number_of(number[1].upper(), int(number[2])))
    if digits := _DIGITS.fullmatch(text):
        return TypedDigits(int(digits[0]))
    return None


class CodeEntry:
    """Gathers a code key by key. While it is empty, only a letter begins one.

    Digits alone choose on the screens, so they begin a code only after `begin`, or where they come
    faster than fingers (`gather`): then a scanner sends them.
    """

    def __init__(self) -> None:
        self.text = ""
        self.is_open = False
        self.is_gathered = False

    def begin(self) -> None:
        """Take digits from the first key on: a screen asks for a number."""
        self.text, self.is_open, self.is_gathered = "", True, False

    def end(self) -> None:
        """Forget what was gathered; keys choose again."""
        self.text, self.is_open, self.is_gathered = "", False, False

    def gather(self, text: str) -> None:
        """Take keys that came too fast to be presses."""
        self.text, self.is_gathered = (self.text + text)[:LONGEST], True

    def takes(self, key: str, character: str | None) -> bool:
        """Whether this key belongs to a code, and not to the screen."""
        if self.text and key in ("enter", "backspace", "escape"):
            return True
        if self._is_bare_number:
            return _begins(character) or _is_digit(character) or character == "*"
        if self.text:
            return _is_part(character)
        return _begins(character) or (self.is_open and _is_digit(character))

    def press(self, key: str, character: str | None) -> str | None:
        """Take a key that `takes` said yes to; gives the whole code at Enter.

        A keypad has no backspace: there `*`, which no code holds, takes the last digit back.
        """
        whole = None
        if key in ("enter", "escape"):
            self.is_gathered = False
        if key == "enter":
            whole, self.text = self.text, ""
        elif key == "backspace" or character == "*":
            self.text = self.text[:-1]
        elif key == "escape":
            self.text = ""
        elif character and self._is_bare_number and _begins(character):
            self.text = character  # a code that is scanned after some digits is a code of its own
        elif character and len(self.text) < LONGEST:
            self.text += character
        return whole

    @property
    def _is_bare_number(self) -> bool:
        """Whether only digits stand there, typed where a number is asked for."""
        return self.is_open and not self.is_gathered and self.text.isdecimal()


def _begins(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isalpha()


def _is_digit(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isdigit()


def _is_part(character: str | None) -> bool:
    return character is not None and character.isascii() and character.isprintable()
