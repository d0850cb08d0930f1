"""What stands before the work: codes of machines that are not paired, and signing in."""

from desk.app import DeskApp
from desk.memory import Memory
from desk.session import Session
from docs.screenshots.camera import Camera
from terminal.client import Client
from terminal.pairing_screen import PairingScreen
from tests.desk.driving import open_app, until
from tests.kiosk.driving import visitor_at
from tests.server_fixture import ServerHere

SIZES = ((80, 24), (160, 50))
LANGUAGES = ("id", "en")
PAGE_SIZE = (1280, 720)
DESK_SIZES = ((1024, 600), (1920, 1080))
NOBODYS_KEY = "k" * 43


async def take_doors(camera: Camera, server: ServerHere) -> None:
    """Kiosk and display with their codes, the desk's sign-in, the supervisor's machines."""
    for size in SIZES:
        await _take_code(camera, server, size)
        for language in LANGUAGES:
            await _take_sign_in(camera, server, language, size)
            await _take_machines(camera, server, language, size)
    await _take_display(camera, server)
    for language in LANGUAGES:
        for size in DESK_SIZES:
            await _take_machines_page(camera, server, language, size)


async def _take_code(camera: Camera, server: ServerHere, size: tuple[int, int]) -> None:
    async with visitor_at(server, size, key=NOBODYS_KEY, name=f"kiosk-{size[0]}") as visitor:
        app = visitor.app
        await visitor.until(lambda: isinstance(app.screen, PairingScreen) and app.screen.code)
        await visitor.pilot.pause()
        await camera.take_terminal(f"kiosk-code-{_named(size)}", app)


async def _take_sign_in(
    camera: Camera, server: ServerHere, language: str, size: tuple[int, int]
) -> None:
    app = DeskApp(
        Client(server.url, server.office, None, "desk", "desk-9"),
        "3",
        language=language,
        memory=Memory(camera.folder),
        session=Session(server.url, server.office, "desk-9", camera.folder),
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.5)
        await camera.take_terminal(f"terminal-sign-in-{language}-{_named(size)}", app)


async def _take_machines(
    camera: Camera, server: ServerHere, language: str, size: tuple[int, int]
) -> None:
    async with open_app(
        server, camera.folder, "1", language=language, view="hall", size=size
    ) as clerk:
        await clerk.press("t")
        await until(clerk.asked)
        await clerk.pilot.pause(0.5)
        await camera.take_terminal(f"terminal-machines-{language}-{_named(size)}", clerk.app)


async def _take_machines_page(
    camera: Camera, server: ServerHere, language: str, size: tuple[int, int]
) -> None:
    url = f"{server.url}/desk/{server.office}?view=hall&lang={language}"
    async with camera.page(url, size) as page:
        await page.keyboard.press("t")
        await page.wait_for_timeout(800)
        await camera.keep_page(f"machines-{language}-{_named(size)}", page)


async def _take_display(camera: Camera, server: ServerHere) -> None:
    url = f"{server.url}/display/{server.office}"
    async with camera.page(url, PAGE_SIZE, is_signed_in=False) as page:
        await camera.keep_page(f"display-name-{_named(PAGE_SIZE)}", page)
        await page.keyboard.type("display-2")
        await page.keyboard.press("Enter")
        await page.wait_for_timeout(1000)
        await camera.keep_page(f"display-code-{_named(PAGE_SIZE)}", page)


def _named(size: tuple[int, int]) -> str:
    return "x".join(map(str, size))
