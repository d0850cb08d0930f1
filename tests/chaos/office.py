"""The office of the test bed, and one of its servers, from the forge."""

import signal
from datetime import date
from pathlib import Path

from tests.chaos.forge import Forge
from tests.server_fixture import ServerProcess

MORNING = "2026-06-23T09:00"
DAY = date(2026, 6, 23)
ID = "chaos"
SERVICES = "a", "b", "a"
"""What the kiosks give, one each: two of them the same."""
KIOSKS = tuple(f"kiosk-{index}" for index in range(8))
COUNTERS = "1", "2"

TOML = """\
id = "chaos"
name = "Kantor Uji"
timezone = "Asia/Jakarta"
languages = ["id", "en"]

[hours]
tuesday = ["00:00-23:59"]
wednesday = ["00:00-23:59"]

[bursts]
numbers = 0

[[services]]
id = "a"
letter = "A"
name = { id = "KTP", en = "Identity card" }
minutes = 5

[[services]]
id = "b"
letter = "B"
name = { id = "Kartu Keluarga", en = "Family card" }
minutes = 5

[[counters]]
number = 1
services = ["a", "b"]

[[counters]]
number = 2
services = ["b", "a"]
"""


def office_file(folder: Path) -> Path:
    """The office's file, written to `folder`."""
    path = folder / "chaos.toml"
    path.write_text(TOML)
    return path


class ForgedServer(ServerProcess):
    """A server of the forge's. `start` after `kill` takes the same port and database."""

    def __init__(
        self, folder: Path, forge: Forge, database: str | None = None, clock: str = MORNING
    ) -> None:
        super().__init__(folder, office_file(folder), clock, (), database, None, 0)
        self._forge = forge

    def key_of(self, kind: str, name: str) -> str:
        """What a machine signs in with."""
        return self.token("supervisor") if kind == "desk" else self._keys[f"{ID}/{kind}/{name}"]

    async def start(self) -> None:
        """Start it; it answers when this returns."""
        await self._add_people()
        for name in KIOSKS:
            await self.device_key("kiosk", name)
        await self.device_key("display", "display-1")
        arguments = (*self._command[3:], "--port", str(self._port))
        self.url = await self._forge.start(self.folder, *arguments)
        self._port = int(self.url.rsplit(":", 1)[1])

    async def stop(self, how: int = signal.SIGTERM) -> int:
        """As the system does at shutdown."""
        await self._forge.stop()
        return 0

    async def kill(self) -> None:
        """As a power cut does to a process."""
        await self._forge.kill()
