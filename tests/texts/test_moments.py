from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_time

from texts.moments import (
    write_date,
    write_duration,
    write_number,
    write_short_date,
    write_time,
)

PALEMBANG = ZoneInfo("Asia/Jakarta")


def test_time_is_in_the_office_s_zone_and_the_language_s_form() -> None:
    at = datetime(2020, 6, 24, 2, 41, tzinfo=UTC)
    assert write_time(at, PALEMBANG, "id") == "09.41"
    assert write_time(at, PALEMBANG, "en") == "09:41"
    assert write_time(at, PALEMBANG, "id", label="WIB") == "09.41 WIB"


def test_afternoon_is_written_in_24_hours() -> None:
    at = datetime(2020, 6, 24, 8, 5, tzinfo=UTC)
    assert write_time(at, PALEMBANG, "en") == "15:05"


@pytest.mark.parametrize(("language", "locale"), [("id", "id"), ("en", "en_GB")])
@pytest.mark.parametrize("hour", [0, 9, 12, 23])
def test_time_is_cldr_s_short_form(hour: int, language: str, locale: str) -> None:
    at = datetime(2020, 6, 24, hour, 7, tzinfo=PALEMBANG)
    assert write_time(at, PALEMBANG, language) == format_time(at, "short", locale=locale)


def test_date_is_in_words() -> None:
    assert write_date(date(2020, 6, 24), "id") == "Rabu, 24 Juni 2020"
    assert write_date(date(2020, 6, 24), "en").replace(",", "") == "Wednesday 24 June 2020"
    assert write_short_date(date(2020, 6, 24), "id") == "24 Jun 2020"


def test_numbers_have_the_language_s_separators() -> None:
    assert write_number(8020, "id") == "8.020"
    assert write_number(8020, "en") == "8,020"
    assert write_number(1.5, "id") == "1,5"


@pytest.mark.parametrize(
    ("seconds", "in_id", "in_en"),
    [
        (-5, "0 detik", "0 seconds"),
        (0, "0 detik", "0 seconds"),
        (1, "1 detik", "1 second"),
        (59.4, "59 detik", "59 seconds"),
        (59.6, "1 menit", "1 minute"),
        (180, "3 menit", "3 minutes"),
        (3_599, "1 jam", "1 hour"),
        (5_400, "1 jam 30 menit", "1 hour 30 minutes"),
        (7_200, "2 jam", "2 hours"),
    ],
)
def test_duration_is_in_the_units_people_use(seconds: float, in_id: str, in_en: str) -> None:
    assert write_duration(seconds, "id") == in_id
    assert write_duration(seconds, "en") == in_en


def test_unknown_language_is_written_in_english() -> None:
    assert write_number(8020, "jv") == "8,020"
