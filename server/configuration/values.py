"""Values of an office: letters, time zones, spans of time, words in several languages."""

import re
import zoneinfo
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from server.queueing.office import Span, Words
from settings.kinds import UNUSABLE, Listing, Scalar
from settings.problems import Place, describe, list_words, nearest
from settings.values import TEXT
from texts import LANGUAGES

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")


def _letter(found: object) -> str:
    if not isinstance(found, str) or len(found) != 1 or found not in LETTERS:
        raise ValueError
    return found


def _span(found: object) -> Span:
    match = _SPAN.fullmatch(found) if isinstance(found, str) else None
    if match is None or match[1] >= match[2]:
        raise ValueError
    return Span(match[1], match[2])


@cache
def _timezones() -> frozenset[str]:
    """All there are; looking takes a walk through the system's folders."""
    return frozenset(zoneinfo.available_timezones())


def _timezone(found: object) -> str:
    if not isinstance(found, str) or found not in _timezones():
        raise ValueError
    return found


LETTER = Scalar("one capital letter A to Z, but not I or O (they look like 1 and 0)", _letter)
SPAN = Scalar('a span of time such as "08:00-12:00", from earlier to later', _span)
TIMEZONE = Scalar(
    'a time zone by its IANA name, such as "Asia/Jakarta"',
    _timezone,
    lambda: tuple(sorted(_timezones())),
)


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
