"""docs/configuration.md names every key of every file, with its default, and no other."""

import re
from pathlib import Path

import pytest

from kiosk.settings import KIOSK
from server.configuration.office_keys import OFFICE
from server.configuration.server_file.settings import SERVER
from settings.kinds import REQUIRED, Listing, Table

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
ROW = re.compile(r"^\| `([^`]+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
PARTS = [("OFFICE.toml", OFFICE), ("antrean.toml", SERVER), ("kiosk.toml", KIOSK)]
WEEKDAY = re.compile(r"(?:tues|wednes|thurs|fri|satur|sun)day$")


def keys_of(table: Table, prefix: str = "") -> dict[str, object]:
    """All keys that hold values, by path, with their defaults; one row tells of all weekdays."""
    found: dict[str, object] = {}
    for key in table.keys.values():
        path = f"{prefix}{key.name}"
        match key.kind:
            case Table() as inner:
                found |= keys_of(inner, f"{path}.")
            case Listing(item=Table() as inner):
                found |= keys_of(inner, f"{path}[].")
            case _ if not WEEKDAY.search(path):
                found[path] = key.default
    return found


def rows(title: str) -> dict[str, str]:
    (part,) = [each for each in re.split(r"^## ", PAGE, flags=re.MULTILINE) if title in each[:40]]
    return {key: default.strip() for key, default in ROW.findall(part)}


@pytest.mark.parametrize(("title", "table"), PARTS)
def test_page_names_every_key_and_no_other(title: str, table: Table) -> None:
    assert set(rows(title)) == set(keys_of(table))


@pytest.mark.parametrize(("title", "table"), PARTS)
def test_page_tells_the_defaults(title: str, table: Table) -> None:
    told = rows(title)
    for path, default in keys_of(table).items():
        if default is REQUIRED:
            assert told[path] == "required", path
        elif isinstance(default, int | float | str) and default != "":
            shown = str(default).lower() if isinstance(default, bool) else default
            assert told[path] == f"`{shown}`", path
        else:
            assert told[path] != "required", path
