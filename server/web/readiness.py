"""Whether the offices can be read and written now: asked of the journal, but not too often.

A load balancer asks every few seconds, anybody may ask at any time, and each real answer takes
the lock that writing takes.
"""

import asyncio

from protocol.refusals import RefusalCode
from server.journal.errors import StorageError
from server.office.live_office import LiveOffice
from server.office.offices import Offices

FRESH_SECONDS = 1.0
"""How long an answer holds."""


class Readiness:
    """What is wrong with the offices, found out at most once in `FRESH_SECONDS`."""

    def __init__(self, offices: Offices) -> None:
        """Nothing is known yet."""
        self._offices = offices
        self._asking = asyncio.Lock()
        self._fresh_until = 0.0
        self._problems: dict[str, str] = {}

    async def problems(self) -> dict[str, str]:
        """By office the code of what is wrong; the log says more. Empty: all is well."""
        loop = asyncio.get_running_loop()
        async with self._asking:
            if loop.time() >= self._fresh_until:
                found = [(office.id, await _problem(office)) for office in self._offices]
                self._problems = {office: problem for office, problem in found if problem}
                self._fresh_until = loop.time() + FRESH_SECONDS
        return self._problems


async def _problem(office: LiveOffice) -> str | None:
    try:
        await office.check()
    except StorageError:
        return RefusalCode.STORAGE_UNAVAILABLE
    return RefusalCode.OFFICE_READ_ONLY if office.problem else None
