"""Journals on both engines, for the contract that both keep."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.journal.journal import Journal
from server.journal.opening import open_journal


@pytest.fixture
async def journal(place: str) -> AsyncIterator[Journal]:
    async with open_journal(place) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where an SQLite journal may be opened."""
    return tmp_path / "antrean.db"
