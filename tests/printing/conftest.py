from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.notebook import Notebook
from tests.kiosk.conftest import PALEMBANG
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
def notebook(tmp_path: Path) -> Notebook:
    """An empty one."""
    return Notebook(tmp_path / "kiosk.json")
