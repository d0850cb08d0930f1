"""A small correct office, which each test makes wrong in its own way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server.configuration import OfficeSettings, Problem, load_office
from settings.problems import ConfigurationError

OFFICE = """\
id = "small"
name = "Kantor Kecil"
timezone = "Asia/Jakarta"
timezone_label = "WIB"
languages = ["id", "en"]
priority_groups = [{ id = "Lansia", en = "Elderly" }]

[hours]
monday = ["08:00-12:00", "13:00-15:00"]
friday = ["08:00-11:30", "13:00-15:00"]
tickets_minutes_before_opening = 60
tickets_minutes_before_closing = 30
season = [{ from = 2027-02-08, until = 2027-03-09, monday = ["09:00-12:00"] }]
open_extra = [{ date = 2026-06-20, hours = ["09:00-11:00"] }]
closed_extra = [{ date = 2026-06-22, reason = { id = "Pindah kantor", en = "Moving house" } }]

[hours.holidays]
country = "ID"
categories = ["public", "government"]

[share]
priority = 1
regular = 2

[[services]]
id = "ktp"
letter = "A"
name = { id = "KTP", en = "Identity card" }
minutes = 10
quota = 20
share = { priority = 2, regular = 3 }

[[services]]
id = "kk"
letter = "B"
name = { id = "Kartu Keluarga", en = "Family card" }
minutes = 12.5

[[services]]
id = "legalisir"
letter = "L"
name = { id = "Legalisir", en = "Certified copy" }
minutes = 5
elsewhere = { id = "di UPTD", en = "at the district office" }

[[counters]]
number = 1
services = ["ktp"]
plan = ["08:00-12:00"]

[[counters]]
number = 2
id = "window"
services = ["ktp", "kk"]

[tickets]
confirm_seconds = 60
[calls]
no_show_seconds = 120
[returns]
behind = 5
[hold]
seconds = 600
[reasons]
pause = [{ id = "tea", words = { id = "Minum teh", en = "Tea" } }]
"""

Change = tuple[str, str]
Write = Callable[..., Path]
Load = Callable[..., OfficeSettings]
Refuse = Callable[..., list[Problem]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the small office with pieces of its text changed; each piece must be there once."""

    def write(*changes: Change) -> Path:
        text = OFFICE
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = tmp_path / "small.toml"
        path.write_text(text)
        return path

    return write


@pytest.fixture
def load(write: Write) -> Load:
    """Loads the changed office, which must be correct."""
    return lambda *changes: load_office(write(*changes))


@pytest.fixture
def refuse(write: Write) -> Refuse:
    """Loads the changed office, which must be refused; gives the problems."""

    def refuse(*changes: Change) -> list[Problem]:
        with pytest.raises(ConfigurationError) as caught:
            load_office(write(*changes))
        return caught.value.problems

    return refuse
