"""Kiosks that are cut off, and killed while they are: their leases, and what they hand in."""

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tests.chaos.evidence import wrong
from tests.chaos.forge import ROOT, Forge
from tests.chaos.kiosk_process import EMPTY
from tests.chaos.ledger import Given, Ledger
from tests.chaos.office import DAY, ID, ForgedServer
from tests.chaos.outcome import Outcome
from tests.chaos.people import load
from tests.chaos.proxy import FAIR, ROUGH, Proxy

SERVICES = "a", "b"
PACE_SECONDS = 0.05
NUMBERS_WHILE_AWAY = 3
FIRST_LEASED = 500
"""Where the numbers of kiosks without a server begin, unless an office's file says otherwise."""


class KioskProcess:
    """A kiosk in a process of its own, with its file; what it shows goes into the ledger."""

    def __init__(self, name: str, service: str, file: Path, ledger: Ledger) -> None:
        self.name, self.shown = name, 0
        self._service, self._file, self._ledger = service, file, ledger
        self._process: asyncio.subprocess.Process
        self._reading: asyncio.Task[None]

    async def start(self, url: str, key: str) -> None:
        """Switch it on; its file is as it was."""
        arguments = url, ID, key, self.name, self._service, DAY.isoformat(), str(self._file)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.chaos.kiosk_process", *arguments),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # it complains of each time that it was cut off
        )
        self._reading = asyncio.create_task(self._read())

    async def shows(self, more: int) -> None:
        """Until it has shown so many more numbers."""
        wanted = self.shown + more
        while self.shown < wanted:
            assert not self._reading.done(), "the kiosk has ended"
            await asyncio.sleep(0.01)

    async def kill(self) -> None:
        """As pulling its plug does to a process."""
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
        await self._process.wait()
        await self._reading  # what it had shown before

    async def finish(self) -> None:
        """Let it hand in all that it has."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        await self._process.wait()
        await self._reading
        assert self._process.returncode == 0

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            if line.strip() != EMPTY.encode():
                ticket_id, number = json.loads(line)
                self._ledger.given.append(Given(DAY, ticket_id, number, self._service, self.name))
                self.shown += 1


async def kiosks_away(forge: Forge, folder: Path, rounds: int, seed: int) -> Outcome:
    """Two kiosks lose their server and go on; one is killed meanwhile; both hand in, on a bad line.

    What was handed in on it is lost, doubled and cut like anything else.
    """
    outcome, ledger = (
        Outcome("Kiosk cut off, killed meanwhile, handing in on a rough line"),
        Ledger(),
    )
    server = ForgedServer(folder, forge)
    await server.start()
    async with AsyncExitStack() as stack:
        port = urlsplit(server.url).port or 0
        proxy = await stack.enter_async_context(Proxy(port, seed).running())
        kiosks = await stack.enter_async_context(_kiosks(folder, server, proxy, ledger))
        people = await stack.enter_async_context(load(server.url, server.key_of, ledger))
        people.begin(services=(), pace=PACE_SECONDS)
        for index in range(rounds):
            await asyncio.gather(*(kiosk.shows(2) for kiosk in kiosks))
            proxy.cut()
            await asyncio.gather(*(kiosk.shows(NUMBERS_WHILE_AWAY) for kiosk in kiosks))
            killed = kiosks[index % len(kiosks)]
            await killed.kill()
            await killed.start(proxy.url, server.key_of("kiosk", killed.name))
            outcome.times += 1
            proxy.weather = ROUGH
            proxy.heal()
            await asyncio.gather(*(kiosk.shows(NUMBERS_WHILE_AWAY) for kiosk in kiosks))
            proxy.weather = FAIR
        async with asyncio.timeout(120):
            await asyncio.gather(*(kiosk.finish() for kiosk in kiosks))
        await people.finish()
    await server.kill()
    outcome.add(ledger, await wrong(server.database, ID, ledger, displays=True))
    if sum(_is_from_lease(given) for given in ledger.given) < rounds * NUMBERS_WHILE_AWAY:
        outcome.wrong.append("kiosks gave no numbers of their own while they were cut off")
    return outcome


def _is_from_lease(given: Given) -> bool:
    return int(given.number.partition("-")[2]) >= FIRST_LEASED


@asynccontextmanager
async def _kiosks(
    folder: Path, server: ForgedServer, proxy: Proxy, ledger: Ledger
) -> AsyncIterator[Sequence[KioskProcess]]:
    kiosks = [
        KioskProcess(f"kiosk-{service}", service, folder / f"kiosk-{service}.db", ledger)
        for service in SERVICES
    ]
    for kiosk in kiosks:
        await kiosk.start(proxy.url, server.key_of("kiosk", kiosk.name))
    try:
        yield kiosks
    finally:
        for kiosk in kiosks:
            await kiosk.kill()
