"""How times, dates, numbers and lengths of time are written in each language.

Owns the written forms of domain.md's section 5: `08.00 WIB`, `Rabu, 24 Juni 2020`, `8.020`.
The forms are CLDR's; English is British, whose dates and 24-hour times are in the order that
people here are used to. All but the time of day come through Babel, which is loaded when the
first of them is written: a terminal's first screen shows a clock, and should not wait for more.

Moments come in as aware datetimes and are shown in the office's own zone, which the caller
gives: a screen's own zone never counts.
"""

from datetime import date, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from texts import texts_for

if TYPE_CHECKING:
    from babel.core import Locale

#: CLDR's short time of day, which a test compares, in the words of `strftime`.
_TIMES = {"id": "%H.%M", "en": "%H:%M"}

#: CLDR's names of the locales.
_LOCALES = {"id": "id", "en": "en_GB"}


def write_time(at: datetime, zone: tzinfo, language: str, label: str = "") -> str:
    """The time of day in `zone`: `09.41` or `09:41`; with a zone's `label`, `09.41 WIB`."""
    written = f"{at.astimezone(zone):{_TIMES[texts_for(language).language]}}"
    return f"{written} {label}" if label else written


def write_date(day: date, language: str) -> str:
    """The whole date: `Rabu, 24 Juni 2020`, `Wednesday, 24 June 2020`."""
    from babel.dates import format_date

    return format_date(day, "full", locale=_locale(language))


def write_short_date(day: date, language: str) -> str:
    """The date where there is little room: `24 Jun 2020`."""
    from babel.dates import format_date

    return format_date(day, "medium", locale=_locale(language))


def write_number(number: float, language: str) -> str:
    """A number with the language's separators: `8.020` and `1,5`, or `8,020` and `1.5`."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(language))


def write_duration(seconds: float, language: str) -> str:
    """A length of time: `20 detik`, `3 menit`, `1 jam 30 menit`; minutes rounded to the nearest.

    A length below zero is written as none.
    """
    whole = max(0, round(seconds))
    if whole < 60:
        return _unit(whole, "second", language)
    hours, minutes = divmod(round(whole / 60), 60)
    parts = [(hours, "hour"), (minutes, "minute")]
    return " ".join(_unit(count, unit, language) for count, unit in parts if count)


def _unit(count: int, unit: str, language: str) -> str:
    from babel.units import format_unit

    return format_unit(count, f"duration-{unit}", length="long", locale=_locale(language))


def _locale(language: str) -> "Locale":
    return _parsed(_LOCALES[texts_for(language).language])


@cache
def _parsed(name: str) -> "Locale":
    from babel.core import Locale

    return Locale.parse(name)
