"""One visit over real sockets: a kiosk gives a number, a desk calls it, everybody sees it.

The server is a process of its own, as `antrean serve` starts it. Kiosk, desk and terminal display
are the Textual apps, pressed by keys; the lobby page and the visitor's page run in Chromium. The
phone's address is read off the kiosk's screen, as a camera would.
"""

import asyncio
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.async_api import Browser, expect
from textual.pilot import Pilot

from desk.app import DeskApp
from desk.memory import Memory
from desk.presses import Presses
from displays.app import DisplayApp
from displays.called import CalledRow
from kiosk.app import KioskApp
from kiosk.screens.ticket import TicketPage
from terminal.app import TerminalApp
from terminal.client import Client
from tests.browser import open_page
from tests.server_fixture import ServerProcess, server_process

WAIT_MILLISECONDS = 45_000
COUNTER = "11"


@pytest.fixture
async def server(tmp_path: Path):
    async with server_process(tmp_path) as server:
        yield server


async def client_of(server: ServerProcess, kind: str) -> Client:
    name = f"{kind}-1"
    key = server.token("clerk") if kind == "desk" else await server.device_key(kind, name)
    return Client(server.url, server.office, key, kind, name)


async def until(pilot: Pilot[None], is_true) -> None:
    async with asyncio.timeout(WAIT_MILLISECONDS / 1000):
        while not is_true():
            await pilot.pause(0.02)
    await pilot.pause()


def read_code(app: TerminalApp) -> str:
    """What a camera reads off the screen: each cell drawn as two pixels of its own colours."""
    lines = app.screen._compositor.render_strips(app.screen.size)
    width, height = app.size
    picture = Image.new("L", (width, height * 2), 255)
    for row, line in enumerate(lines):
        column = 0
        for segment in line:
            style = segment.style
            inks = [
                sum(colour.get_truecolor()) // 3 if colour is not None else 255
                for colour in (style and style.color, style and style.bgcolor)
            ]
            for letter in segment.text:
                upper = inks[0] if letter in "█▀" else inks[1]
                lower = inks[0] if letter in "█▄" else inks[1]
                picture.putpixel((column, row * 2), upper)
                picture.putpixel((column, row * 2 + 1), lower)
                column += 1
    large = picture.resize((width * 8, height * 16), Image.Resampling.NEAREST)
    (code,) = zxingcpp.read_barcodes(large)
    return str(code.text)


async def take_number(server: ServerProcess) -> tuple[str, str]:
    """At the kiosk, in English, for the first service, without priority: number and address."""
    app = KioskApp(await client_of(server, "kiosk"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        # English, service, all papers are here, go on, no priority, nobody came along
        for key in ("2", "1", "1", "1", "2", "1"):
            page = app.screen
            await pilot.press(key)
            await until(pilot, lambda page=page: app.screen is not page)
        await until(pilot, lambda: isinstance(app.screen, TicketPage))
        page = app.screen
        assert isinstance(page, TicketPage)
        return page.reply.number, read_code(app)


async def press_at_desk(server: ServerProcess, folder: Path, keys: str) -> None:
    """At the desk, one key after the other, each when the last one has been done."""
    app = DeskApp(
        await client_of(server, "desk"), COUNTER, memory=Memory(folder), presses=Presses(0)
    )
    async with app.run_test(size=(100, 32)) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        for key in keys:
            version = app.snapshot.hall.id.version
            await pilot.press(key)
            await until(pilot, lambda version=version: app.snapshot.hall.id.version > version)


async def see_on_terminal(server: ServerProcess, number: str, counter: int) -> None:
    """At the hall's terminal display, until the number stands there with its counter."""
    app = DisplayApp(Client(server.url, server.office, None, "display", "display-2"))

    def is_shown() -> bool:
        calls = [row.call for row in app.screen.query(CalledRow) if row.display and row.call]
        return any(
            (call.number, call.counter, call.is_open) == (number, counter, True) for call in calls
        )

    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, is_shown)


async def test_a_visit_is_seen_by_all(
    server: ServerProcess, chromium: Browser, tmp_path: Path
) -> None:
    # each app has a task, and so a context, of its own
    number, url = await asyncio.create_task(take_number(server))
    display = await server.display_cookie()
    assert url.startswith(f"{server.url}/t/{server.office}/")
    async with (
        open_page(chromium, f"{server.url}/display/{server.office}", cookies=[display]) as lobby,
        open_page(chromium, f"{url}?lang=en", 390, 844) as phone,
    ):
        await expect(phone.locator("#number")).to_have_text(number, timeout=WAIT_MILLISECONDS)
        await expect(phone.locator("#state")).to_contain_text("Please come in")
        await expect(lobby.locator("#next")).to_contain_text(number, timeout=WAIT_MILLISECONDS)

        terminal = asyncio.create_task(see_on_terminal(server, number, int(COUNTER)))
        await asyncio.create_task(press_at_desk(server, tmp_path, "on"))
        await expect(lobby.locator("#called")).to_contain_text(number, timeout=WAIT_MILLISECONDS)
        await expect(lobby.locator("#called")).to_contain_text(COUNTER)
        await expect(phone.locator("#aim")).to_contain_text(COUNTER, timeout=WAIT_MILLISECONDS)
        await terminal

        await asyncio.create_task(press_at_desk(server, tmp_path, "s"))
        await expect(phone.locator("#state")).to_contain_text(
            "Being served", timeout=WAIT_MILLISECONDS
        )
        await asyncio.create_task(press_at_desk(server, tmp_path, "d"))
        await expect(phone.locator("#state")).to_contain_text("Served", timeout=WAIT_MILLISECONDS)
