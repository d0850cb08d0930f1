"""Offices for tests of places: the busy day's, with a door-keeper, or without any places at all."""

import shutil
from pathlib import Path

from tests.server_fixture import BUSY_DAY

LETTING_IN = "[lobby.letting_in]\n"
"""The section of the example that `with_places` writes anew."""


def without_places(folder: Path) -> Path:
    """The example's office file in `folder`, its plan left behind."""
    office = folder / BUSY_DAY.name
    shutil.copy(BUSY_DAY, office)
    return office


def with_places(folder: Path, letting_in: str = "per_counter = 3", profile: str = "normal") -> Path:
    """The same with its plan: arrival is seen by somebody; `letting_in` are lines of its section.

    Near are the next for the counters at work; for all that a service has, where none is.
    """
    office = without_places(folder)
    shutil.copy(BUSY_DAY.with_suffix(".spots.toml"), folder)
    head, _, rest = office.read_text("utf-8").partition(LETTING_IN)
    assert rest, f"{LETTING_IN!r} is not in {BUSY_DAY}"
    others = rest[rest.index("\n[[") :]
    head = head.replace('profile = "normal"', f'profile = "{profile}"')
    office.write_text(f"{head}{LETTING_IN}{letting_in}\n{others}", "utf-8")
    return office
