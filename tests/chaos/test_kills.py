"""The server is killed at random moments."""

from tests.chaos.forge import forge
from tests.chaos.kills import kill_at_random


async def test_whatever_was_acknowledged_survives_twenty_kills() -> None:
    async with forge() as smith:
        outcome = await kill_at_random(smith, kills=20, seed=1)
    outcome.check()
    assert outcome.times == 20
