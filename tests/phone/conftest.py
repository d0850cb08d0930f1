"""The real server, for the tests of the visitor's page."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.places import with_places, without_places
from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """An office that gives no places."""
    async with running_server(tmp_path, without_places(tmp_path)) as server:
        yield server


@pytest.fixture
async def placing(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """An office that lets in the next three for its one counter at work, and sees who comes."""
    async with running_server(tmp_path, with_places(tmp_path)) as server:
        await server.at_counter("1", "open")
        yield server
