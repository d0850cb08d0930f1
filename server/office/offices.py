"""All offices that this process serves, over one journal and one clock."""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager

from protocol.snapshots import OfficeListing
from server.configuration.office_settings import OfficeSettings
from server.journal.errors import StorageError
from server.journal.journal import Journal
from server.office.clock import OfficeClock
from server.office.live_office import LiveOffice
from server.queueing.days import phase_of

UNAVAILABLE = "unavailable"
"""The phase of an office whose day cannot be read."""


class Offices:
    """The offices by id."""

    def __init__(
        self, settings: Iterable[OfficeSettings], journal: Journal, clock: OfficeClock
    ) -> None:
        """No office is read before somebody asks for it."""
        self.clock = clock
        self._offices = {each.office.id: LiveOffice(each, journal, clock) for each in settings}

    def __iter__(self) -> Iterator[LiveOffice]:
        """All of them."""
        return iter(self._offices.values())

    def get(self, office_id: str) -> LiveOffice | None:
        """The office with this id."""
        return self._offices.get(office_id)

    async def listing(self) -> list[OfficeListing]:
        """What there is, with each office's phase now; one that cannot be read hides no other."""
        return [
            OfficeListing(office.id, office.settings.office.name, await self._phase(office))
            for office in self
        ]

    async def _phase(self, office: LiveOffice) -> str:
        try:
            return await office.look(lambda day: phase_of(day, self.clock.now()).value)
        except StorageError:
            return UNAVAILABLE

    def problems(self) -> dict[str, str]:
        """Why an office cannot be written now, by id."""
        return {office.id: office.problem for office in self if office.problem is not None}

    async def stop(self) -> None:
        """Finish what has been sent."""
        for office in self:
            await office.stop()


@asynccontextmanager
async def open_offices(
    settings: Iterable[OfficeSettings], journal: Journal, clock: OfficeClock
) -> AsyncIterator[Offices]:
    """The offices, until the end of the block; then all that was sent is finished."""
    offices = Offices(settings, journal, clock)
    try:
        yield offices
    finally:
        await offices.stop()
