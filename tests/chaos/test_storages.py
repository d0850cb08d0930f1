"""Storage fails under load."""

from pathlib import Path

import pytest

from tests.chaos.forge import forge
from tests.chaos.storages import limited_files, locked_database, restarted_postgres
from tests.postgres import running_server


async def test_a_full_disk_loses_nothing_and_is_forgotten(tmp_path: Path) -> None:
    async with forge() as smith:
        (await limited_files(smith, tmp_path, times=3)).check()


async def test_a_locked_database_loses_nothing_and_is_forgotten(tmp_path: Path) -> None:
    async with forge() as smith:
        (await locked_database(smith, tmp_path, times=1)).check()


@pytest.mark.usefixtures("postgres_server")
async def test_a_restart_of_postgresql_loses_nothing(tmp_path: Path) -> None:
    """On a server of its own: one that was started by a thread dies with that thread."""
    async with forge() as smith:
        with running_server() as own:
            (await restarted_postgres(smith, tmp_path, own, times=2)).check()
