"""A terminal says how it is, every 15 seconds: so staff see a silent speaker and a dead screen.

Owns the rhythm, and the measure of stillness: how late this program's own clock ran, because
whatever held it up (a machine asleep, a loop that was blocked) held up the picture as well. Needs
the office key; without it nothing is reported.
"""

import asyncio
import time
from collections.abc import Callable

from protocol.commands import DeviceReport
from protocol.refusals import Refusal
from protocol.replies import ReportReply
from terminal.client import Client

REPORT_SECONDS = 15.0
STILL_SECONDS = 2.0
"""Lateness below this is the usual imprecision of a busy machine."""
LOOK_SECONDS = 1.0

Describe = Callable[[float], DeviceReport]
"""The state of this machine now, given for how many seconds it stood still."""


class Reporter:
    """Reports for one terminal."""

    def __init__(
        self,
        client: Client,
        describe: Describe,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._describe = describe
        self._monotonic = monotonic
        self._changed = asyncio.Event()
        self._still_seconds = 0.0

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
        still, self._still_seconds = self._still_seconds, 0.0
        path = f"devices/{self._client.kind}/{self._client.name}/report"
        answer = await self._client.command(path, self._describe(still), ReportReply)
        if isinstance(answer, Refusal):
            self._still_seconds = max(still, self._still_seconds)  # nobody has heard of it yet
            return REPORT_SECONDS
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
            due = self._monotonic() + LOOK_SECONDS
            await asyncio.sleep(LOOK_SECONDS)
            late = self._monotonic() - due
            if late >= STILL_SECONDS:
                self._still_seconds = max(self._still_seconds, late)
