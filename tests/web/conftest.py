"""A running server for each test, and a client of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as running:
        yield running


@pytest.fixture
async def public(server: ServerHere) -> AsyncIterator[aiohttp.ClientSession]:
    """Nobody in particular; keeps no cookies."""
    async with aiohttp.ClientSession(server.url, cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


@pytest.fixture
def api(server: ServerHere) -> str:
    return f"/api/v1/offices/{server.office}"
