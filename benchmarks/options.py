"""How much is measured, and where the journals of a run lie."""

from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parents[1]
CACHE = Path(__file__).with_name(".cache")
"""On the disk that is measured, and ignored by git."""

OFFICE_FILE = ROOT / "examples" / "busy-day.toml"
"""The office of all benchmarks: five services, twelve counters, no quotas."""


class Options(Struct, frozen=True):
    """One run of `python -m benchmarks`. `quick` shows the machinery at work, no figures."""

    folder: Path
    cache: Path = CACHE
    runs: int = 5
    quick: bool = False
    years: int = 10

    def size(self, usual: int, quick: int) -> int:
        """How many of something: `usual`, or `quick` where only the machinery is of interest."""
        return quick if self.quick else usual

    def subfolder(self, name: str) -> Path:
        """A new folder for one measure."""
        folder = self.folder / name
        folder.mkdir()
        return folder
