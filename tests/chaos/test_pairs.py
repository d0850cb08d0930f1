"""One of two servers fails."""

from pathlib import Path

from tests.chaos.forge import forge
from tests.chaos.pairs import one_of_two_frozen, one_of_two_killed


async def test_one_of_two_servers_may_freeze(tmp_path: Path, postgres_url: str) -> None:
    async with forge() as one, forge() as other:
        (await one_of_two_frozen((one, other), tmp_path, postgres_url, times=1)).check()


async def test_one_of_two_servers_may_be_killed(tmp_path: Path, postgres_url: str) -> None:
    async with forge() as one, forge() as other:
        (await one_of_two_killed((one, other), tmp_path, postgres_url, times=2)).check()
