"""How numbers are said aloud: by rule, in Indonesian and English, from tables of our own.

Owns the spoken form of domain.md's section 5: of a ticket its letter, then each digit ("A, nol
satu dua": a synthesizer would say "A minus twelve"); of a counter the cardinal ("tiga"). And the
rule for which letters are taken for one another. Pure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from texts import texts_for

SOUND_ALIKE = ("BCDEGPTV", "AHK", "FLMNRS")
"""Letters whose names are taken for one another when called, in Indonesian as in English."""

DIGITS = {
    "id": (
        *("nol", "satu", "dua", "tiga", "empat"),
        *("lima", "enam", "tujuh", "delapan", "sembilan"),
    ),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_ENGLISH_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_AND = {"id": " dan ", "en": " and "}
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_SPACES = re.compile(r"\s+")
MOST = 999_999
"""The largest number that has words here."""


@dataclass(frozen=True)
class Spoken:
    """A sentence to be said in one language.

    `clips` are the names of recordings that say the same, one after the other; none where
    nobody can have recorded it.
    """

    language: str
    text: str
    clips: tuple[str, ...] = ()


def spell_ticket(number: str, language: str) -> str:
    """A ticket's number as it is called: "A, nol satu dua".

    The capital letter by itself, before a comma, is what a synthesizer reads by its name.
    """
    letter, digits = split_ticket(number)
    return ", ".join(filter(None, (letter, spell_digits(digits, language))))


def split_ticket(number: str) -> tuple[str, str]:
    """The letter and the digits of a ticket's number: "A", "012"."""
    letters = "".join(each for each in number if each.isalpha())
    return letters.upper(), "".join(each for each in number if each.isascii() and each.isdigit())


def spell_digits(digits: str, language: str) -> str:
    """Each digit by itself: "nol satu dua"."""
    words = DIGITS[texts_for(language).language]
    return " ".join(words[int(digit)] for digit in digits)


def spell_number(number: int, language: str) -> str:
    """A whole number as a cardinal: "dua belas", "twelve". Raises ValueError beyond 0..`MOST`."""
    if not 0 <= number <= MOST:
        raise ValueError(number)
    spell = _spell_indonesian if texts_for(language).language == "id" else _spell_english
    return spell(number)


def _spell_indonesian(number: int) -> str:
    """`se-` stands for one before belas, ratus and ribu; `satu puluh` is `sepuluh`."""
    digits = DIGITS["id"]
    if number < 10:
        return digits[number]
    if number < 20:
        return {10: "sepuluh", 11: "sebelas"}.get(number, f"{digits[number - 10]} belas")
    for size, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"se{name}" if count == 1 else f"{_spell_indonesian(count)} {name}"
            return f"{head} {_spell_indonesian(rest)}" if rest else head
    raise AssertionError(number)


def _spell_english(number: int) -> str:
    """British: "one hundred and five", "one thousand and five"."""
    if number < 10:
        return DIGITS["en"][number]
    if number < 20:
        return _ENGLISH_TEENS[number - 10]
    if number < 100:
        tens, ones = divmod(number, 10)
        word = _ENGLISH_TENS[tens - 2]
        return f"{word}-{DIGITS['en'][ones]}" if ones else word
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    count, rest = divmod(number, size)
    head = f"{_spell_english(count)} {name}"
    if not rest:
        return head
    return f"{head}{' and' if rest < 100 else ''} {_spell_english(rest)}"


def speak_name(name: str, language: str) -> str:
    """A name of the office without what is only for the eye.

    "Pencetakan KTP-el (hilang/rusak)" is "Pencetakan KTP-el", "Pindah / Datang" is "Pindah,
    Datang": a synthesizer would read the stroke aloud ("garis miring").
    """
    spoken = _IN_BRACKETS.sub(" ", name) if _IN_BRACKETS.sub("", name).strip() else name
    spoken = spoken.replace("/", ", ").replace("&", _AND[texts_for(language).language])
    return _SPACES.sub(" ", spoken).replace(" ,", ",").strip(" ,")


def alike_letters(letters: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The groups among these letters, in their order, that are taken for one another."""
    known = tuple(dict.fromkeys(letters))
    groups = (tuple(letter for letter in known if letter in group) for group in SOUND_ALIKE)
    return tuple(group for group in groups if len(group) > 1)
