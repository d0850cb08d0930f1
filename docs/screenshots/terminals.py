"""Every terminal app, in both languages, at small and large sizes."""

from displays.app import DisplayApp
from displays.asked import Asked
from docs.screenshots.camera import Camera
from docs.screenshots.hour import Hour
from kiosk.screens.chosen import ChosenPage
from kiosk.screens.number import NumberPage
from kiosk.screens.papers import PapersPage
from kiosk.screens.party import PartyPage
from kiosk.screens.place import PlacePage
from kiosk.screens.priority import PriorityPage
from kiosk.screens.services import ServicesPage
from kiosk.screens.start import StartPage
from kiosk.screens.ticket import TicketPage
from terminal.client import Client
from tests.desk.driving import open_app, until
from tests.kiosk.driving import Visitor, visitor_at
from tests.server_fixture import ServerHere

SIZES = ((80, 24), (160, 50))
LANGUAGES = ("id", "en")


async def take_terminals(camera: Camera, server: ServerHere, hour: Hour) -> None:
    """Kiosk, desk, supervisor's view and display."""
    for size in SIZES:
        await _take_display(camera, server, size)
        for number, language in enumerate(LANGUAGES, 1):
            await _take_kiosk(camera, server, hour, (str(number), language), size)
            await _take_large_kiosk(camera, server, (str(number), language), size)
            await _take_desk(camera, server, language, size)


async def _take_kiosk(
    camera: Camera, server: ServerHere, hour: Hour, choice: tuple[str, str], size: tuple[int, int]
) -> None:
    digit, language = choice

    async with visitor_at(server, size) as visitor:

        async def take(name: str) -> None:
            await camera.take_terminal(f"kiosk-{name}-{language}-{_named(size)}", visitor.app)

        await _begin(visitor)
        await take("start")
        await visitor.press(digit)
        await visitor.on(ServicesPage)
        await take("services")
        await visitor.press("2")
        await visitor.on(PapersPage)
        await take("papers")
        await visitor.press("1")
        await visitor.on(ChosenPage)
        await take("chosen")
        await visitor.press("1")
        await visitor.on(PriorityPage)
        await take("priority")
        await visitor.press("2")
        await visitor.on(PartyPage)
        await take("party")
        await visitor.press("1")
        await visitor.on(TicketPage)
        await take("ticket")
        await visitor.press("escape")
        await _begin(visitor)
        await visitor.press("3")
        await visitor.on(NumberPage)
        await take("number")
        await visitor.press("escape")
        await _begin(visitor)
        await visitor.type(f"{hour.waiting.url}?lang={language}")
        await visitor.press("enter")
        await visitor.on(PlacePage)
        await take("place")


async def _take_large_kiosk(
    camera: Camera, server: ServerHere, choice: tuple[str, str], size: tuple[int, int]
) -> None:
    digit, language = choice
    async with visitor_at(server, size) as visitor:

        async def take(name: str) -> None:
            await camera.take_terminal(f"kiosk-large-{name}-{language}-{_named(size)}", visitor.app)

        await _begin(visitor)
        await visitor.touch_words("Huruf besar")
        await visitor.pilot.pause()
        await take("start")
        await visitor.press(digit)
        await visitor.on(ServicesPage)
        await take("services")


async def _begin(visitor: Visitor) -> None:
    await visitor.on(StartPage)
    await visitor.until(lambda: visitor.app.hall is not None and visitor.app.connected)


async def _take_desk(
    camera: Camera, server: ServerHere, language: str, size: tuple[int, int]
) -> None:
    for name, view in (("desk", "counter"), ("supervisor", "hall")):
        async with open_app(
            server, camera.folder, "1", language=language, view=view, size=size
        ) as clerk:
            await clerk.pilot.pause(0.5)
            await camera.take_terminal(f"terminal-{name}-{language}-{_named(size)}", clerk.app)
            if view == "hall":
                await clerk.press("w")
                await until(clerk.asked)
                await clerk.pilot.pause(0.5)
                await camera.take_terminal(f"terminal-plan-{language}-{_named(size)}", clerk.app)


async def _take_display(camera: Camera, server: ServerHere, size: tuple[int, int]) -> None:
    for layout, name in (("calls", "terminal-display"), ("plan", "terminal-display-plan")):
        key = await server.device_key("display", "display-1")
        client = Client(server.url, server.office, key, "display", "display-1")
        app = DisplayApp(client, asked=Asked(layout, metres=1.0))
        async with app.run_test(size=size) as pilot:
            while app.hall is None or app.lobby.floor is None:
                await pilot.pause(0.05)
            await pilot.pause(0.5)
            await camera.take_terminal(f"{name}-{_named(size)}", app)


def _named(size: tuple[int, int]) -> str:
    return "x".join(map(str, size))
