"""What stands on the screen, as it is said: numbers, times and tickets spelled by rule. Pure."""

import re

from texts.spoken import Spoken, spell_digits, spell_number, spell_ticket

_TICKET = re.compile(r"\b[A-Z]-\d{1,5}\b", re.ASCII)
_TIME = re.compile(r"\b(\d{1,2})[.:](\d{2})\b", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
#: Marks stand beside a word that says the same; a stroke is a pause.
_MARKS = str.maketrans({**dict.fromkeys("○●■‖✓△✕⊘◇◌→←•…[]<>", " "), "/": ", ", "·": ", "})


def as_spoken(sentences: list[str], language: str) -> list[Spoken]:
    """The sentences of a screen, to be said in this language; empty ones are left out."""
    said = (say_sentence(sentence, language) for sentence in sentences)
    return [Spoken(language, text) for text in said if text]


def say_sentence(text: str, language: str) -> str:
    """One sentence with all its figures in words: "A-012" is "A, nol satu dua"."""

    def say_time(found: re.Match[str]) -> str:
        hours, minutes = int(found[1]), int(found[2])
        said = spell_number(hours, language)
        if not minutes:
            return said
        nought = spell_digits("0", language) + " " if minutes < 10 else ""
        return f"{said} {nought}{spell_number(minutes, language)}"

    text = _TICKET.sub(lambda found: spell_ticket(found[0], language), text)
    text = _TIME.sub(say_time, text)
    text = _DIGITS.sub(lambda found: _say_digits(found[0], language), text)
    return " ".join(text.translate(_MARKS).split()).strip(" ,")


def _say_digits(digits: str, language: str) -> str:
    """A count as a cardinal; what begins with nought or is longer than counts are, by digits."""
    if digits.startswith("0") or len(digits) > 6:
        return spell_digits(digits, language)
    return spell_number(int(digits), language)
