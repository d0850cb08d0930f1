"""The example's office with somebody at its door, for tests of what staff do with places."""

from pathlib import Path

from tests.server_fixture import BUSY_DAY

SPOTS = BUSY_DAY.with_suffix(".spots.toml")
ASSUMED = "assume_seconds = 45"


def write_office(folder: Path, more: str = "") -> Path:
    """Its file and plan in a folder, where arrivals are seen; `more` keys of the lobby."""
    told = BUSY_DAY.read_text()
    assert ASSUMED in told
    told = told.replace(ASSUMED, "come_seconds = 180").replace("[lobby]\n", f"[lobby]\n{more}\n")
    office = folder / BUSY_DAY.name
    office.write_text(told)
    (folder / SPOTS.name).write_text(SPOTS.read_text())
    return office
