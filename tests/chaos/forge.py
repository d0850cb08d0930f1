"""Servers that start fast enough to be killed a thousand times: `python -m tests.chaos.forge`.

The forge imports everything once. For each line that comes in (a folder and the arguments of
`antrean`, as a JSON list) it forks: the child is the server, as real as any, and tells where it
listens as `antrean serve` does; the forge tells `pid N` before, and `ended` after it. One server
at a time.
"""

import asyncio
import gc
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[2]
LISTENS = "Antrean listens on "


class Forge:
    """The forge as a test sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = 0  # of the server that runs

    def seen(self, folder: Path) -> Path:
        """A folder as the forge sees it: it may have file systems of its own."""
        return Path(f"/proc/{self._process.pid}/root{folder}")

    async def is_ready(self) -> None:
        """Wait until it has everything imported."""
        await self._line("ready")

    async def start(self, folder: Path, *arguments: str) -> str:
        """Start a server in a folder; gives the address on which it listens."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(folder), *arguments]).encode() + b"\n")
        self.pid = int((await self._line("pid ")).split()[1])
        return (await self._line(LISTENS)).removeprefix(LISTENS)

    def signal(self, how: int) -> None:
        """Send the server a signal."""
        os.kill(self.pid, how)

    async def kill(self) -> None:
        """As a power cut does to a process."""
        self.signal(signal.SIGKILL)
        await self._line("ended")

    async def stop(self) -> None:
        """As the system does at shutdown."""
        self.signal(signal.SIGTERM)
        await self._line("ended")

    async def _line(self, beginning: str) -> str:
        assert self._process.stdout is not None
        while True:
            line = (await self._process.stdout.readline()).decode()
            if line.startswith(beginning):
                return line.strip()
            if not line or (line.startswith("ended") and beginning != "ended"):
                raise AssertionError(f"the server ended before it told: {beginning}")


@asynccontextmanager
async def forge(*inside: str) -> AsyncIterator[Forge]:
    """A forge, which ends with its server when the block does; `inside` a command, if given."""
    process = await asyncio.create_subprocess_exec(
        *(*inside, sys.executable, "-u", "-m", "tests.chaos.forge"),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # servers that are harmed complain
        start_new_session=True,
    )
    try:
        made = Forge(process)
        await made.is_ready()
        yield made
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()


def tell(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def serve(folder: str, *arguments: str) -> NoReturn:
    """Be the server, in the child."""
    status = 1
    try:
        os.chdir(folder)
        from antrean import main

        main(list(arguments), standalone_mode=False)
        status = 0
    finally:
        sys.stdout.flush()
        os._exit(status)


def main() -> None:
    """Fork for each line."""
    import server.journal.postgres
    import server.web.command  # noqa: F401 - loaded once, for all
    from server.web.openapi import describe_api
    from server.web.pages.templates import Templates
    from server.web.routes import ROUTES

    describe_api(ROUTES)
    Templates()  # both keep what they find out, as long as the process lives
    gc.freeze()
    tell("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(*json.loads(line))
        tell(f"pid {child}")
        os.waitpid(child, 0)
        tell("ended")


if __name__ == "__main__":
    main()
