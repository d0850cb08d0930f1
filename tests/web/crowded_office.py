"""An office with as many counters as a test wants, all of them for one service."""

from pathlib import Path

OFFICE = """
id = "crowd"
name = "Kantor Ramai"
timezone = "Asia/Jakarta"

[hours]
tuesday = ["08:00-15:00"]

[[services]]
id = "kartu"
letter = "K"
name = { id = "Kartu", en = "Card" }
minutes = 5
"""

COUNTER = """
[[counters]]
number = {number}
services = ["kartu"]
"""


def crowded_office(folder: Path, counters: int) -> Path:
    """The office's file; its counters' ids are their numbers."""
    path = folder / "crowd.toml"
    path.write_text(OFFICE + "".join(COUNTER.format(number=each + 1) for each in range(counters)))
    return path
