"""The demo's supervisor: confirms each display that shows a code, as staff of any office do.

Looks at the list of machines that wait and types codes, by the ordinary routes and with the rights
of a supervisor. Codes stand on the displays' own screens, where this supervisor has no eyes: they
are read in the database of the throw-away server, which is the demo's own (`people`). Kiosks are
left alone, and so is a display under a name that another one has: it would lose its place.
"""

import asyncio
import time
from pathlib import Path

from protocol.access import ConfirmPairingBody, DevicesView, PairedReply
from protocol.refusals import Refusal
from protocol.snapshots import DevicesSnapshot
from server.journal.opening import open_view
from terminal.client import Client

DISPLAY = "display"
MOST_DISPLAYS = 30
LOOK_SECONDS = 1.0
ARRIVING_SECONDS = 15.0
"""How long a display that was just confirmed may take to open its stream."""

SELECT_CODES = (
    "SELECT name, code FROM pairings"
    " WHERE office = $1 AND kind = $2 AND state = 'waiting' ORDER BY asked_at"
)


class Supervisor:
    """Watches over the displays of one office."""

    def __init__(self, client: Client, database: Path) -> None:
        """`client` asks with a supervisor's key; `database` is its server's SQLite file."""
        self._client, self._database = client, database
        self._connected: frozenset[str] = frozenset()
        self._arriving: dict[str, float] = {}
        self.confirmed = 0

    def see(self, devices: DevicesSnapshot) -> None:
        """Which machines are there."""
        displays = (each for each in devices.devices if each.kind == DISPLAY)
        self._connected = frozenset(each.name for each in displays if each.connected)

    async def work(self) -> None:
        """Until enough displays are there."""
        while self.confirmed < MOST_DISPLAYS:
            await self.confirm_waiting()
            await asyncio.sleep(LOOK_SECONDS)

    async def confirm_waiting(self) -> None:
        """Look at the list once, and type the codes of the displays in it."""
        view = await self._client.get("devices", DevicesView)
        if isinstance(view, Refusal):
            return
        names = {each.name for each in view.waiting if each.kind == DISPLAY}
        wanted = sorted(name for name in names if not self._is_there(name))
        if not wanted:
            return
        codes = await self._read_codes()
        for name in wanted[: MOST_DISPLAYS - self.confirmed]:
            if name in codes:
                await self._confirm(name, codes[name])

    async def _confirm(self, name: str, code: str) -> None:
        body = ConfirmPairingBody(code=code)
        reply = await self._client.command("devices/pair", body, PairedReply)
        if not isinstance(reply, Refusal):
            self.confirmed += 1
            self._arriving[name] = time.monotonic() + ARRIVING_SECONDS

    def _is_there(self, name: str) -> bool:
        return name in self._connected or self._arriving.get(name, 0.0) > time.monotonic()

    async def _read_codes(self) -> dict[str, str]:
        """The newest code by the display's name."""
        async with open_view(self._database) as view:
            rows = await view.fetch(SELECT_CODES, self._client.office, DISPLAY)
        return {str(name): str(code) for name, code in rows}
