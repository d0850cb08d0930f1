"""What staff write in their own words: kept as text, whatever it looks like, if it can be shown.

Markup is text like any other; it is the screens that never read it as more. What no screen can
show in one line is refused: control characters, line breaks, and marks that turn the direction
of the words around them.
"""

import unicodedata

from protocol.refusals import RefusalCode
from server.web.errors import refused

MOST_CHARACTERS = 200

_UNREADABLE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode's general categories: control, surrogate, private, unassigned, line, paragraph."""
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def checked_words(written: str) -> str:
    """The words, composed (NFC) and without blanks around them. Raises RefusedError."""
    words = unicodedata.normalize("NFC", written).strip(" ")
    if len(words) > MOST_CHARACTERS:
        raise refused(RefusalCode.WORDS_TOO_LONG, most=MOST_CHARACTERS)
    if not any(character.isprintable() and character != " " for character in words):
        raise refused(RefusalCode.WORDS_UNREADABLE)
    for character in words:
        if character in _TURNING or unicodedata.category(character) in _UNREADABLE:
            raise refused(RefusalCode.WORDS_UNREADABLE)
    return words
