"""A kiosk in a process of its own that is killed when it has kept a number, before it shows it."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from kiosk.conversation.slips import Slips
from tests.kiosk.driving import QUICK, visitor_at
from tests.kiosk.kept import StateFile


class Address:
    """As much of a server as there is while it is away."""

    def __init__(self, url: str, office: str, key: str) -> None:
        self.url, self.office, self.key = url, office, key


async def die(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, office: str, key: str, file: str) -> None:
    Slips.give = die  # type: ignore[method-assign, assignment]
    server: Any = Address(url, office, key)
    async with visitor_at(server, key=key, kept=StateFile(Path(file)), times=QUICK) as visitor:
        await visitor.take_number()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
