"""National holidays by country and category, from the package `holidays`.

For Indonesia "public" are the national holidays and "government" the days of collective leave
(cuti bersama). The package lags behind decrees; `open_extra` and `closed_extra` set it right.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import holidays

from server.queueing.office import Words


@cache
def countries() -> tuple[str, ...]:
    """The codes (ISO 3166-1, two letters) of all countries whose holidays are known."""
    return tuple(sorted(holidays.list_supported_countries(include_aliases=False)))


@cache
def categories(country: str) -> tuple[str, ...]:
    """The categories of holidays that are known for a country."""
    return tuple(sorted(holidays.country_holidays(country).supported_categories))


def holiday_name(
    country: str, chosen: Iterable[str], day: date, languages: Iterable[str]
) -> Words | None:
    """The name of the holiday on `day` in those `languages` that have one; None: no holiday.

    Where the names are in none of them, in the package's own language, under the first.
    """
    chosen, languages = tuple(chosen), tuple(languages)
    names = {
        language: name
        for language in languages
        if (spoken := _spoken(country, language))
        and (name := _calendar(country, chosen, spoken).get(day))
    }
    if names:
        return names
    own = holidays.country_holidays(country).default_language
    name = _calendar(country, chosen, own).get(day)
    return {languages[0]: name} if name else None


@cache
def _spoken(country: str, language: str) -> str | None:
    """The package's code for a language: "en" may be "en_US" there."""
    known = holidays.country_holidays(country).supported_languages
    codes = [code for code in known if code.replace("_", "-").split("-")[0] == language]
    return min(codes, default=None)


@cache
def _calendar(country: str, chosen: tuple[str, ...], language: str | None) -> Mapping[date, str]:
    """All holidays; a year is worked out when it is first asked for."""
    return holidays.country_holidays(country, categories=chosen, language=language)
