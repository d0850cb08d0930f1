"""Days and offices that are not as others: masks, personal data, a server that is away."""

from dataclasses import replace
from pathlib import Path

from docs.screenshots.camera import Camera
from kiosk.screens.chosen import ChosenPage
from kiosk.screens.coming import ComingPage
from kiosk.screens.consent import ConsentPage
from kiosk.screens.digits import DigitsPage
from kiosk.screens.health import HealthPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.party import PartyPage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from tests.asking_office import NIK, asking_office
from tests.kiosk.driving import QUICK, Visitor, visitor_at
from tests.kiosk.kept import StateFile
from tests.places import with_places
from tests.server_fixture import running_server

SIZES = ((80, 24), (160, 50))
LANGUAGES = ("id", "en")
STEPS = ((ServicesPage, "2"), (PapersPage, "1"), (ChosenPage, "1"), (PriorityPage, "2"))
IMPATIENT = replace(QUICK, server_seconds=0.3)


async def take_days(camera: Camera, folder: Path) -> None:
    """The kiosk on such days, each on a server of its own."""
    for language in LANGUAGES:
        for size in SIZES:
            name = f"{language}-{size[0]}x{size[1]}"
            own = folder / name
            own.mkdir()
            await _take_health(camera, own, language, size)
            await _take_telling(camera, own, language, size)
            await _take_away(camera, own, language, size)


async def _take_health(camera: Camera, folder: Path, language: str, size: tuple[int, int]) -> None:
    async with (
        running_server(folder, with_places(folder, profile="new-normal")) as server,
        visitor_at(server, size) as visitor,
    ):
        await _begin(visitor, language)
        for page, key in (*STEPS, (PartyPage, "1")):
            await visitor.on(page)
            await visitor.press(key)
        await visitor.on(HealthPage)
        await _take(camera, "health", language, visitor)
        await visitor.press("2")
        await visitor.on(ComingPage)
        await visitor.pilot.pause(0.5)
        await _take(camera, "coming", language, visitor)


async def _take_telling(camera: Camera, folder: Path, language: str, size: tuple[int, int]) -> None:
    """A service for which the visitor's NIK is needed."""
    own = folder / "telling"
    own.mkdir()
    async with (
        running_server(own, asking_office(own)) as server,
        visitor_at(server, size) as visitor,
    ):
        await _begin(visitor, language)
        for page, key in ((ServicesPage, "4"), (PapersPage, "1"), (ChosenPage, "1")):
            await visitor.on(page)
            await visitor.press(key)
        await visitor.on(PriorityPage)
        await visitor.press("2")
        await visitor.on(ConsentPage)
        await _take(camera, "consent", language, visitor)
        await visitor.press("1")
        await visitor.on(DigitsPage)
        await visitor.type(NIK[:15])
        await visitor.press("enter")
        await _take(camera, "digits", language, visitor)


async def _take_away(camera: Camera, folder: Path, language: str, size: tuple[int, int]) -> None:
    kept = StateFile(folder / "kiosk.db")
    away = folder / "away"
    away.mkdir()
    async with (
        running_server(away) as server,
        visitor_at(server, size, IMPATIENT, kept=kept) as visitor,
    ):
        await visitor.until(lambda: kept.leases() and kept.has_news())
        await server.stop()
        await visitor.until(lambda: visitor.app.gives_offline)
        await visitor.pilot.pause(0.3)
        await _take(camera, "away-start", language, visitor)
        await _begin(visitor, language)
        for page, key in STEPS:
            await visitor.on(page)
            if page is ServicesPage:
                await _take(camera, "away-services", language, visitor)
            await visitor.press(key)
        if not isinstance(visitor.app.screen, TicketPage):
            await visitor.on(PartyPage)
            await visitor.press("1")
        await visitor.on(TicketPage)
        await _take(camera, "away-ticket", language, visitor)


async def _begin(visitor: Visitor, language: str) -> None:
    await visitor.on(StartPage)
    await visitor.until(lambda: visitor.app.hall is not None)
    await visitor.press(str(LANGUAGES.index(language) + 1))


async def _take(camera: Camera, name: str, language: str, visitor: Visitor) -> None:
    columns, rows = visitor.app.size
    await camera.take_terminal(f"kiosk-{name}-{language}-{columns}x{rows}", visitor.app)
