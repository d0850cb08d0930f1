"""What is wrong with a file, gathered while it is read, so that all of it is told at once.

A `Problem` names file, key, what was found, what is allowed and the nearest known word. It is
meant for the office's IT person at a command line: plain English, one line, no traceback.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from difflib import get_close_matches
from typing import Any

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """One thing that must be changed before the file can be used."""

    file: str
    key: str  # such as `services[2].minutes`, counted from 0; "" for the file as a whole
    found: str
    allowed: str
    nearest: str | None = None
    within: str = ""  # whose key it is, such as `service "kk"`

    def __str__(self) -> str:
        """One line for a person."""
        place = f"{self.file}: {self.key}" if self.key else self.file
        whose = f" ({self.within})" if self.within else ""
        guess = f' Did you mean "{self.nearest}"?' if self.nearest else ""
        return f"{place}{whose}: found {self.found}. Allowed: {self.allowed}.{guess}"


class ConfigurationError(Exception):
    """A file that cannot be used; `problems` holds all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Report:
    """All problems of one file, and the texts whose languages are checked at the end."""

    file: str
    known_paths: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    words: list[tuple["Place", dict[str, str]]] = field(default_factory=list)

    def raise_if_any(self) -> None:
        """Raises ConfigurationError if anything was noted."""
        if self.problems:
            raise ConfigurationError(self.problems)


@dataclass(frozen=True)
class Place:
    """Where in a file we are."""

    report: Report
    key: str = ""
    within: str = ""

    def at(self, name: str) -> "Place":
        """The key `name` of the table here."""
        return replace(self, key=f"{self.key}.{name}" if self.key else name)

    def item(self, index: int) -> "Place":
        """The element `index` of the list here."""
        return replace(self, key=f"{self.key}[{index}]")

    def item_of(self, name: str, index: int) -> "Place":
        """The element `index` of the list `name` of the table here."""
        return self.at(name).item(index)

    def note(self, found: str, allowed: str, nearest: str | None = None) -> None:
        """Keep a problem of this place."""
        self.report.problems.append(
            Problem(self.report.file, self.key, found, allowed, nearest, self.within)
        )


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The known word that somebody who wrote `word` may have meant."""
    if not isinstance(word, str):
        return None
    by_folded = {each.casefold(): each for each in known}
    matches = get_close_matches(word.casefold(), by_folded, n=1)
    return by_folded[matches[0]] if matches else None


def describe(found: object) -> str:
    """A value as it stands in the file, shortened, or what kind of thing it is."""
    match found:
        case bool():
            shown = "true" if found else "false"
        case str():
            shown = json.dumps(found, ensure_ascii=False)
        case date() | time():
            shown = found.isoformat()
        case list():
            shown = f"a list of {len(found)}" if found else "an empty list"
        case dict():
            shown = "a table"
        case _:
            shown = str(found)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def list_words(words: Iterable[Any]) -> str:
    """`a, b, c` for a person."""
    return ", ".join(map(str, words))
