"""What single values may be: texts, numbers, dates, spans of time, words in several languages."""

import math
import re
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from server.configuration.kinds import UNUSABLE, Listing, Scalar
from server.configuration.problems import Place, describe, list_words, nearest
from server.queueing.office import Span, Words
from texts import LANGUAGES

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _demand(condition: bool) -> None:
    if not condition:
        raise ValueError


def _text(found: object) -> str:
    if not isinstance(found, str) or not found.strip() or not found.isprintable():
        raise ValueError
    return found.strip()


def _identifier(found: object) -> str:
    if not isinstance(found, str) or not _IDENTIFIER.fullmatch(found):
        raise ValueError
    return found


def _letter(found: object) -> str:
    if not isinstance(found, str) or len(found) != 1 or found not in LETTERS:
        raise ValueError
    return found


def _flag(found: object) -> bool:
    if not isinstance(found, bool):
        raise ValueError
    return found


def _date(found: object) -> date:
    if not isinstance(found, date) or isinstance(found, datetime):
        raise ValueError
    return found


def _span(found: object) -> Span:
    match = _SPAN.fullmatch(found) if isinstance(found, str) else None
    if match is None or match[1] >= match[2]:
        raise ValueError
    return Span(match[1], match[2])


def _timezone(found: object) -> str:
    if not isinstance(found, str) or found not in zoneinfo.available_timezones():
        raise ValueError
    return found


def whole(least: int, most: int | None = None, unit: str = "") -> Scalar:
    """A whole number within bounds, of `unit`."""

    def convert(found: object) -> int:
        if not isinstance(found, int) or isinstance(found, bool):
            raise ValueError
        _demand(found >= least and (most is None or found <= most))
        return found

    bounds = f"{least} or more" if most is None else f"from {least} to {most}"
    return Scalar(f"a whole number{f' of {unit}' if unit else ''}, {bounds}", convert)


def above_zero(unit: str) -> Scalar:
    """A number greater than 0, of `unit`."""

    def convert(found: object) -> float:
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise ValueError
        _demand(math.isfinite(found) and found > 0)
        return float(found)

    return Scalar(f"a number of {unit} greater than 0", convert)


def choice(known: Callable[[], tuple[str, ...]], allowed: str) -> Scalar:
    """One of the words that `known` gives."""

    def convert(found: object) -> str:
        if not isinstance(found, str) or found not in known():
            raise ValueError
        return found

    return Scalar(allowed, convert, known)


TEXT = Scalar("a text on one line, not empty", _text)
IDENTIFIER = Scalar("small letters a to z, digits and single hyphens", _identifier)
LETTER = Scalar("one capital letter A to Z, but not I or O (they look like 1 and 0)", _letter)
FLAG = Scalar("true or false", _flag)
DATE = Scalar("a date such as 2026-06-23, without quotes", _date)
SPAN = Scalar('a span of time such as "08:00-12:00", from earlier to later', _span)
TIMEZONE = Scalar(
    'a time zone by its IANA name, such as "Asia/Jakarta"',
    _timezone,
    lambda: tuple(sorted(zoneinfo.available_timezones())),
)
LANGUAGE = choice(lambda: tuple(LANGUAGES), f"a language: {list_words(LANGUAGES)}")


@dataclass(frozen=True)
class Spans:
    """Stretches of the wall clock of one day, in order, with gaps between them."""

    least: int = 0
    allowed: str = 'a list of spans of time such as "08:00-12:00", in order, not overlapping'

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        spans = Listing(SPAN, self.least).read(place, found)
        if spans is UNUSABLE or len(spans) < len(found):  # type: ignore[arg-type]
            return UNUSABLE
        for index, (before, after) in enumerate(pairwise(spans), 1):
            if after.opens <= before.closes:
                place.item(index).note(
                    f'"{after.opens}-{after.closes}" after "{before.opens}-{before.closes}"',
                    "spans that begin after the one before has ended",
                )
                return UNUSABLE
        return tuple(spans)


@dataclass(frozen=True)
class WordsByLanguage:
    """A text of the office in its languages. That none is missing is checked at the end."""

    allowed: str = 'a text for each language, such as {id = "Kartu Keluarga", en = "Family card"}'

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        if not isinstance(found, dict):
            place.note(describe(found), self.allowed)
            return UNUSABLE
        words: Words = {}
        for language, each in found.items():
            if language not in LANGUAGES:
                place.at(language).note(
                    "an unknown language",
                    list_words(LANGUAGES),
                    nearest(language, LANGUAGES),
                )
                continue
            text = TEXT.read(place.at(language), each)
            words[language] = "" if text is UNUSABLE else text
        place.report.words.append((place, words))
        return words


WORDS = WordsByLanguage()
