"""The office of the test bed, and one of its servers, from the forge."""

import shutil
import signal
import tempfile
from datetime import date
from pathlib import Path

from tests.chaos.forge import Forge
from tests.people import add_machine, add_people, store
from tests.server_fixture import ServerProcess

MORNING = "2026-06-23T09:00"
DAY = date(2026, 6, 23)
ID = "chaos"
SERVICES = "a", "b", "a"
"""What the kiosks give, one each: two of them the same."""
MACHINES = (
    *(("kiosk", f"kiosk-{name}") for name in (1, 2, 3, "a", "b")),
    ("display", "display-1"),
)
"""All that are paired."""

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
        """What a machine of this office, or the clerk at a desk, signs in with."""
        return self.token("clerk") if kind == "desk" else self._keys[f"{ID}/{kind}/{name}"]

    async def start(self) -> None:
        """Start it; it answers when this returns."""
        if not self._keys:
            await self._make_keys()
        arguments = (*self._command[3:], "--port", str(self._port))
        self.url = await self._forge.start(self.folder, *arguments)
        self._port = int(self.url.rsplit(":", 1)[1])

    async def _make_keys(self) -> None:
        """Of everybody who will be there.

        A file is made elsewhere and copied: SQLite does not open one through another process's
        eyes (`Forge.seen`).
        """
        with tempfile.TemporaryDirectory(prefix="antrean-keys-") as elsewhere:
            made = str(Path(elsewhere) / "antrean.db") if self._is_file else self.database
            async with store(made) as engine:
                self._keys = await add_people(engine)
                for kind, name in MACHINES:
                    self._keys[f"{ID}/{kind}/{name}"] = await add_machine(engine, ID, kind, name)
            if self._is_file:
                shutil.copyfile(made, self.database)

    @property
    def _is_file(self) -> bool:
        return "://" not in self.database

    async def stop(self, how: int = signal.SIGTERM) -> int:
        """As the system does at shutdown."""
        await self._forge.stop()
        return 0

    async def kill(self) -> None:
        """As a power cut does to a process."""
        await self._forge.kill()
