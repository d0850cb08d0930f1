from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.desk.driving import Driver, open_app, open_page
from tests.server_fixture import ServerHere, running_server


class OpenDesk(Protocol):
    """Opens one more desk of the kind that the test runs with."""

    def __call__(
        self, counter: str | None = "3", **options: Any
    ) -> AbstractAsyncContextManager[Driver]: ...


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as running:
        yield running


@pytest.fixture(params=["app", "page"])
def open_desk(request: pytest.FixtureRequest, server: ServerHere, tmp_path: Path) -> OpenDesk:
    """Either desk: each test that uses it runs with both."""
    if request.param == "app":
        return lambda counter="3", **options: open_app(server, tmp_path, counter, **options)
    chromium = request.getfixturevalue("chromium")
    return lambda counter="3", **options: open_page(server, chromium, counter, **options)


@pytest.fixture
async def desk(open_desk: OpenDesk) -> AsyncIterator[Driver]:
    """A desk at counter 3, in English."""
    async with open_desk(language="en") as driver:
        yield driver
