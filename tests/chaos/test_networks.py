"""The network fails."""

from pathlib import Path

from tests.chaos.forge import forge
from tests.chaos.networks import cut_pairs, rough_network


async def test_a_rough_network_loses_and_doubles_nothing(tmp_path: Path) -> None:
    async with forge() as smith:
        (await rough_network(smith, tmp_path, each=4, seed=1)).check()


async def test_a_cut_between_any_two_loses_nothing(tmp_path: Path, postgres_url: str) -> None:
    async with forge() as smith:
        (await cut_pairs(smith, tmp_path, rounds=1, database=postgres_url)).check()
