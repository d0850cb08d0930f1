from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.desk.door.driving import OpenDoor, door_of
from tests.desk.lobbies import write_office
from tests.server_fixture import ServerHere, running_server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_office(tmp_path)) as running:
        yield running


@pytest.fixture
def open_door(server: ServerHere, chromium: Browser) -> OpenDoor:
    return lambda **options: door_of(server, chromium, **options)


@pytest.fixture
async def door(open_door: OpenDoor) -> AsyncIterator[Page]:
    """The page in English, on a tablet."""
    async with open_door() as page:
        yield page
