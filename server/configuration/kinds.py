"""What a value of a configuration file may be, and how it becomes a typed one.

A kind reads one value: it returns it converted, or notes a problem and returns `UNUSABLE`. So
reading goes on after a mistake, and everything wrong with a file is told at once. A table gives
a dict that lacks the keys that could not be read; it is built into settings only if no problem
was noted anywhere.
"""

import math
import re
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Protocol

from server.configuration.problems import Place, describe, list_words, nearest
from server.queueing.office import Span, Words
from texts import LANGUAGES

UNUSABLE: Any = type("Unusable", (), {"__repr__": lambda _: "UNUSABLE"})()
REQUIRED: Any = type("Required", (), {"__repr__": lambda _: "REQUIRED"})()

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")
_IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Kind(Protocol):
    """What all kinds can do."""

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""

    def read(self, place: Place, found: object) -> Any:
        """The typed value, or UNUSABLE after noting why not."""


@dataclass(frozen=True)
class Scalar:
    """A single value. `convert` raises ValueError for what is not allowed."""

    allowed: str
    convert: Callable[[Any], Any]
    known: Callable[[], tuple[str, ...]] = tuple  # words to guess from

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        try:
            return self.convert(found)
        except ValueError:
            place.note(describe(found), self.allowed, nearest(found, self.known()))
            return UNUSABLE


@dataclass(frozen=True)
class Listing:
    """A list. Of tables it keeps the position of each, whatever was wrong with it."""

    item: Kind
    least: int = 0
    unique: bool = False

    @property
    def allowed(self) -> str:
        """See Kind."""
        return f"a list of {self.item.allowed}" + (f", at least {self.least}" if self.least else "")

    def read(self, place: Place, found: object) -> Any:
        """See Kind."""
        if not isinstance(found, list) or len(found) < self.least:
            place.note(describe(found), self.allowed)
            return UNUSABLE
        values: list[Any] = []
        for index, each in enumerate(found):
            value = self.item.read(place.item(index), each)
            if value is UNUSABLE and not isinstance(self.item, Table):
                continue
            if self.unique and value in values:
                place.item(index).note(f"{describe(each)} a second time", "each once")
            values.append({} if value is UNUSABLE else value)
        return values


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


@dataclass(frozen=True)
class Key:
    """One key of a table. Without a default it must be there; with None it may be absent."""

    name: str
    kind: Kind
    default: Any = REQUIRED


class Table:
    """A table with these keys and no others. `noun` says what one of them is, for messages."""

    def __init__(self, *keys: Key, noun: str = "") -> None:
        self.keys = {key.name: key for key in keys}
        self.noun = noun

    @property
    def allowed(self) -> str:
        """See Kind."""
        return f"a table ({list_words(self.keys)})"

    def read(self, place: Place, found: object) -> Any:
        """See Kind. Keys that are unusable are left out."""
        if not isinstance(found, dict):
            place.note(describe(found), self.allowed)
            return UNUSABLE
        place = self._named(place, found)
        for name in found:
            if name not in self.keys:
                self._note_unknown(place.at(name), name)
        values = {name: self._read_key(place, found, key) for name, key in self.keys.items()}
        return {name: value for name, value in values.items() if value is not UNUSABLE}

    def paths(self, prefix: str = "") -> Iterator[str]:
        """All keys that may stand here, such as `services[].minutes`."""
        for key in self.keys.values():
            path = f"{prefix}{key.name}"
            yield path
            match key.kind:
                case Table() as table:
                    yield from table.paths(f"{path}.")
                case Listing(item=Table() as table):
                    yield from table.paths(f"{path}[].")

    def _named(self, place: Place, found: dict[str, Any]) -> Place:
        if not self.noun:
            return place
        name = found.get("id", found.get("number", found.get("date")))
        return replace(place, within=f"{self.noun} {describe(name)}" if name else place.within)

    def _note_unknown(self, place: Place, name: str) -> None:
        guess = nearest(name, self.keys)
        if guess is None:  # in TOML a key that follows a [table] belongs to that table
            guess = next(
                (path for path in place.report.known_paths if path.split(".")[-1] == name), None
            )
        place.note("an unknown key", f"the keys {list_words(self.keys)}", guess)

    @staticmethod
    def _read_key(place: Place, found: dict[str, Any], key: Key) -> Any:
        if key.name in found:
            return key.kind.read(place.at(key.name), found[key.name])
        if key.default is REQUIRED:
            place.at(key.name).note("nothing", key.kind.allowed)
            return UNUSABLE
        return key.default


# ---------------------------------------------------------------- single values


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
WORDS = WordsByLanguage()
