"""The floor of the office's lobby, fetched once, and again when the office has another one."""

import asyncio
from collections.abc import Callable

from protocol.refusals import Refusal
from protocol.snapshots import FloorView, OfficeView
from terminal.client import Client

PAUSE_SECONDS = 5.0
"""How long nothing is asked after an attempt that failed."""


class FloorSource:
    """`floor` is the latest; `on_floor` hears of each new one. Run it as long as the app runs."""

    def __init__(self, client: Client, on_floor: Callable[[], None]) -> None:
        self.floor: FloorView | None = None
        self._client = client
        self._on_floor = on_floor
        self._wanted: str | None = None
        self._news = asyncio.Event()

    def take(self, office: OfficeView) -> None:
        """Take the office of a snapshot; `office.lobby` names its floor."""
        self._wanted = office.lobby
        if self._wanted is None and self.floor is not None:
            self.floor = None
            self._on_floor()
        if self._is_missing:
            self._news.set()

    async def run(self) -> None:
        """Fetch what is missing, for ever."""
        while True:
            await self._news.wait()
            self._news.clear()
            while self._is_missing:
                await self._fetch()

    async def _fetch(self) -> None:
        floor = await self._client.get("lobby", FloorView)
        if isinstance(floor, Refusal) or self._wanted is None:
            await asyncio.sleep(PAUSE_SECONDS)
            return
        is_new = self.floor is None or floor.id != self.floor.id
        self.floor = floor
        if is_new:
            self._on_floor()
        if self._is_missing:  # the server still has the old one
            await asyncio.sleep(PAUSE_SECONDS)

    @property
    def _is_missing(self) -> bool:
        return self._wanted is not None and (self.floor is None or self.floor.id != self._wanted)
