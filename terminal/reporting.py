"""A terminal says how it is, every 15 seconds: so staff see a silent speaker and a dead screen.

Owns the rhythm, and looks whether the machine stands still meanwhile. Needs the key of a machine or
of a session; without it nothing is reported.
"""

import asyncio
from collections.abc import Callable

from protocol.commands import DeviceReport
from protocol.refusals import Refusal
from protocol.replies import ReportReply
from terminal.client import Client
from terminal.stillness import LOOK_SECONDS, Stillness

REPORT_SECONDS = 15.0
"""Where the server does not say when the next one is due."""

Describe = Callable[[float], DeviceReport]
"""The state of this machine now, given for how many seconds it stood still."""


class Reporter:
    """Reports for one terminal."""

    def __init__(
        self, client: Client, describe: Describe, stillness: Stillness | None = None
    ) -> None:
        self._client = client
        self._describe = describe
        self._stillness = stillness or Stillness()
        self._changed = asyncio.Event()
        self._unheard_seconds = 0.0

    def changed(self) -> None:
        """Something that staff should see at once: report without waiting."""
        self._changed.set()

    async def run(self) -> None:
        """Report for as long as the app runs; nothing that the server says ends it."""
        if not self._client.has_key:
            return
        watch = asyncio.create_task(self._watch())
        try:
            while True:
                await self._wait(await self._report())
        finally:
            watch.cancel()

    async def _report(self) -> float:
        """Report once; gives the seconds until the next."""
        still = max(self._unheard_seconds, self._stillness.take_seconds())
        path = f"devices/{self._client.kind}/{self._client.name}/report"
        answer = await self._client.command(path, self._describe(still), ReportReply)
        if isinstance(answer, Refusal):
            self._unheard_seconds = still
            return REPORT_SECONDS
        self._unheard_seconds = 0.0
        return answer.next_in_seconds

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            pass
        self._changed.clear()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            self._stillness.look()
