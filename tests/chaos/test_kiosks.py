"""Kiosks are cut off and killed."""

from pathlib import Path

from tests.chaos.forge import forge
from tests.chaos.kiosks import kiosks_away


async def test_what_a_kiosk_showed_without_its_server_is_there_exactly_once(tmp_path: Path) -> None:
    async with forge() as smith:
        (await kiosks_away(smith, tmp_path, rounds=2, seed=1)).check()
