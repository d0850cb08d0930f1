"""What stands in a kiosk's own file, read from outside, as whoever finds it after a power cut."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class StateFile:
    """The file of a kiosk that runs, or has run."""

    path: Path

    def slips(self) -> list[str]:
        """What is to be told of slips: of each number that the server does not know of yet."""
        return [slip for (slip,) in self._rows("SELECT slip FROM confirmations ORDER BY rowid")]

    def tickets(self) -> list[tuple[str, str, str | None]]:
        """Number, slip and answer of each ticket that was given from a lease."""
        return self._rows("SELECT number, slip, answer FROM tickets ORDER BY place")

    def leases(self) -> list[tuple[str, int, int]]:
        """Service, count and used of each lease."""
        return self._rows("SELECT service, count, used FROM leases ORDER BY first")

    def is_ready_for_the_next_day(self) -> bool:
        """Whether the next open day, as the server said beforehand, is in there."""
        return bool(self._rows("SELECT 1 FROM kept WHERE name = 'ahead'"))

    def has_news(self) -> bool:
        """Whether the office as it was last seen is in there."""
        return bool(self._rows("SELECT 1 FROM kept WHERE name = 'hall'"))

    def write(self, statement: str, *values: Any) -> None:
        """Change the file behind the kiosk's back."""
        with closing(sqlite3.connect(self.path, isolation_level=None)) as opened:
            opened.execute(statement, values)

    def _rows(self, query: str) -> list[Any]:
        if not self.path.exists():
            return []
        with closing(sqlite3.connect(self.path, timeout=0.1)) as opened:
            try:
                return opened.execute(query).fetchall()
            except sqlite3.OperationalError as error:
                if "no such table" in str(error) or "locked" in str(error):
                    return []  # it is just being made
                raise
