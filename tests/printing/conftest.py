from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.kiosk.conftest import PALEMBANG
from tests.kiosk.kept import StateFile
from tests.printing.paper_printer import PaperPrinter, paper_printer
from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """The real server with the head office of Palembang, Tuesday at nine."""
    async with running_server(tmp_path, PALEMBANG) as running:
        yield running


@pytest.fixture
async def printer() -> AsyncIterator[PaperPrinter]:
    """A printer for 80 mm, with paper."""
    async with paper_printer() as running:
        yield running


@pytest.fixture
def kept(tmp_path: Path) -> StateFile:
    """Not there yet."""
    return StateFile(tmp_path / "kiosk.db")
