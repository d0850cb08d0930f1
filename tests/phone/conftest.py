"""The real server, for the tests of the visitor's page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as server:
        yield server
