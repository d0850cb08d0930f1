from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server_fixture import ROOT, ServerHere, running_server

PALEMBANG = ROOT / "examples" / "palembang.toml"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """The real server with the head office of Palembang, Tuesday at nine."""
    async with running_server(tmp_path, PALEMBANG) as running:
        yield running
