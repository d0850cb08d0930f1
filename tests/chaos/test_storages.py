"""Storage fails under load."""

from pathlib import Path

from tests.chaos.forge import forge
from tests.chaos.storages import limited_files, locked_database, restarted_postgres
from tests.postgres import PostgresServer


async def test_a_full_disk_loses_nothing_and_is_forgotten(tmp_path: Path) -> None:
    async with forge() as smith:
        (await limited_files(smith, tmp_path, times=3)).check()


async def test_a_locked_database_loses_nothing_and_is_forgotten(tmp_path: Path) -> None:
    async with forge() as smith:
        (await locked_database(smith, tmp_path, times=1)).check()


async def test_a_restart_of_postgresql_loses_nothing(
    tmp_path: Path, postgres_server: PostgresServer
) -> None:
    async with forge() as smith:
        (await restarted_postgres(smith, tmp_path, postgres_server, times=2)).check()
