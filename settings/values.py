"""What single values may be: texts, numbers, dates, one of several words."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime

from settings.kinds import Scalar
from settings.problems import list_words
from texts import LANGUAGES

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


def _flag(found: object) -> bool:
    if not isinstance(found, bool):
        raise ValueError
    return found


def _date(found: object) -> date:
    if not isinstance(found, date) or isinstance(found, datetime):
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


def number_within(least: float, most: float, unit: str) -> Scalar:
    """A number within bounds, of `unit`."""

    def convert(found: object) -> float:
        if not isinstance(found, int | float) or isinstance(found, bool):
            raise ValueError
        _demand(least <= found <= most)
        return float(found)

    return Scalar(f"a number of {unit} from {least:g} to {most:g}", convert)


def choice(known: Callable[[], tuple[str, ...]], allowed: str) -> Scalar:
    """One of the words that `known` gives."""

    def convert(found: object) -> str:
        if not isinstance(found, str) or found not in known():
            raise ValueError
        return found

    return Scalar(allowed, convert, known)


TEXT = Scalar("a text on one line, not empty", _text)
IDENTIFIER = Scalar("small letters a to z, digits and single hyphens", _identifier)
FLAG = Scalar("true or false", _flag)
DATE = Scalar("a date such as 2026-06-23, without quotes", _date)
LANGUAGE = choice(lambda: tuple(LANGUAGES), f"a language: {list_words(LANGUAGES)}")
