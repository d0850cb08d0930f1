"""An office with a hall of its own: slides, displays, a logo, health rules."""

from pathlib import Path

from tests.pictures import write_picture, write_video
from tests.server_fixture import BUSY_DAY

HEALTH = "[health]\ndistance_metres = 1.5\nmask = true\nhand_wash = true\n"
EAST = """
[[displays]]
name = "display-2"
title = { id = "Sayap Timur", en = "East wing" }
counters = [5]
"""


def slide(kind: str, **keys: object) -> str:
    """One slide; its words in both languages are `words` and `words` in capitals."""
    lines = [f'kind = "{kind}"', *(f"{key} = {value}" for key, value in keys.items())]
    return "[[slides]]\n" + "\n".join(lines) + "\n"


def words(text: str) -> str:
    """A text in both languages, told apart."""
    return f'{{ id = "{text} (id)", en = "{text} (en)" }}'


def write_placeless(folder: Path) -> Path:
    """The office of the examples without the plan of its lobby: it gives no places."""
    path = folder / "office.toml"
    path.write_text(BUSY_DAY.read_text())
    return path


def write_hall(folder: Path, *parts: str) -> Path:
    """The office of the examples with these parts at its end, and the files that they may name."""
    write_picture(folder / "logo.png", (200, 200))
    write_picture(folder / "hall.jpg", (800, 600))
    write_picture(folder / "upright.png", (300, 900))
    write_video(folder / "broken.mp4")
    path = folder / "office.toml"
    path.write_text(f'logo = "logo.png"\n{BUSY_DAY.read_text()}\n{"".join(parts)}{HEALTH}')
    return path
