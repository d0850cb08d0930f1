"""Stores on both engines, for the contract that both keep; and a clock that a test sets."""

from collections.abc import AsyncIterator

import pytest

from server.access.credentials import Credentials
from server.access.passwords import Passwords
from server.journal.opening import open_engine
from server.journal.session import Engine
from tests.people import CHEAP

IDLE_SECONDS = 3600.0


class SetTime:
    """Seconds since 1970, as a test sets them."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def engine(place: str) -> AsyncIterator[Engine]:
    async with open_engine(place) as opened:
        yield opened


@pytest.fixture
async def other_engine(engine: Engine, place: str) -> AsyncIterator[Engine]:
    """The same database, as another process has it."""
    async with open_engine(place, beside_server=True) as opened:
        yield opened


@pytest.fixture
def time() -> SetTime:
    return SetTime()


@pytest.fixture
def credentials(engine: Engine, time: SetTime) -> Credentials:
    return Credentials(engine, IDLE_SECONDS, time)


@pytest.fixture
def passwords() -> AsyncIterator[Passwords]:
    keeper = Passwords(CHEAP)
    yield keeper
    keeper.close()
