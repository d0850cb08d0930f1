"""The pictures of the README, taken from the running software: `make screenshots`.

A real server plays the first hour of a day, then every screen is photographed: pages in Chromium,
the kiosk from its own drawing.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright
from textual.pilot import Pilot

from kiosk.app import KioskApp
from terminal.client import Client
from tests.server_fixture import ServerHere, running_server

PICTURES = Path(__file__).parent / "pictures"
VISITORS = ["pengambilan", "permohonan", "informasi", "perubahan", "akta"] * 6
COUNTERS = ["1", "2", "5", "8", "11"]


async def main() -> None:
    """Take all pictures anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with running_server(Path(folder)) as server:
            phone = await _play(server)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=["--no-sandbox"]
                )
                await _photograph_pages(server, browser, phone)
                await _photograph_kiosk(server, browser)
                await browser.close()


async def _play(server: ServerHere) -> str:
    """An hour in the office; returns the address of a waiting ticket's page."""
    tickets = [
        await server.issue(service, priority=index % 9 == 4)
        for index, service in enumerate(VISITORS)
    ]
    for counter in COUNTERS:
        await server.at_counter(counter, "open")
        await server.at_counter(counter, "call-next")
        await server.advance(seconds=15)
    for counter in COUNTERS[:3]:
        await server.at_counter(counter, "start")
    await server.advance(seconds=40)
    await server.at_counter(COUNTERS[0], "finish-and-next")
    return tickets[16].url


async def _photograph_pages(server: ServerHere, browser: Browser, phone: str) -> None:
    shots = [
        ("display", f"{server.url}/display/{server.office}?lang=en", (1280, 720)),
        ("desk", f"{server.url}/desk/{server.office}?lang=en&counter=1", (1280, 720)),
        ("supervisor", f"{server.url}/desk/{server.office}?lang=en&view=hall", (1280, 720)),
        ("phone", f"{phone}?lang=en", (390, 760)),
    ]
    for name, url, (width, height) in shots:
        context = await browser.new_context(viewport={"width": width, "height": height})
        await context.add_cookies(
            [{"name": "antrean_key", "value": server.cookie, "url": server.url}]
        )
        page = await context.new_page()
        await page.goto(url)
        await page.wait_for_timeout(1500)
        await page.screenshot(path=PICTURES / f"{name}.png")
        await context.close()


async def _photograph_kiosk(server: ServerHere, browser: Browser) -> None:
    app = KioskApp(Client(server.url, server.office, server.key, "kiosk", "kiosk-1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await _take_number(pilot)
        drawing = app.export_screenshot()
    page = await browser.new_page(viewport={"width": 1240, "height": 780})
    await page.set_content(drawing)
    picture = page.locator("svg")
    await picture.screenshot(path=PICTURES / "kiosk-ticket.png")
    await page.close()


async def _take_number(pilot: "Pilot[object]") -> None:
    """English, the second service, no priority: by keys, as a visitor would."""
    for key in ("2", "2", "enter", "2"):
        await pilot.pause(1.0)
        await pilot.press(key)
    await pilot.pause(2.0)


if __name__ == "__main__":
    asyncio.run(main())
