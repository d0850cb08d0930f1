"""`make screenshots`: every screen, in both languages, small and large; and those of the README.

A real server plays an hour of a busy day; pages are photographed in Chromium, terminals from their
own drawing. `docs/screens.md` lists all that was taken.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from docs.screenshots.camera import Camera
from docs.screenshots.days import take_days
from docs.screenshots.doors import take_doors
from docs.screenshots.hour import play
from docs.screenshots.pages import take_pages, take_phones
from docs.screenshots.terminals import take_terminals
from tests.server_fixture import running_server

DOCS = Path(__file__).parents[1]
SCREENS = DOCS / "screens"
PICTURES = DOCS / "pictures"
OF_README = {
    "kiosk-ticket": "kiosk-ticket-en-80x24",
    "display": "display-1280x720",
    "desk": "desk-en-1024x600",
    "supervisor": "supervisor-en-1920x1080",
    "door": "door-en-1024x768",
    "phone": "phone-waiting-en-390x844",
}
INDEX = """# Every screen

Taken by `make screenshots` from the running software: an hour of a busy day, both languages, small
and large. The name says what it is, in which language and how large: pixels for pages, cells for
terminals.
"""


async def main() -> None:
    """Take all pictures anew."""
    for folder in (SCREENS, PICTURES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        async with running_server(Path(folder)) as server, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            cookie = server.cookie()
            camera = Camera(browser, SCREENS, cookie)
            hour = await play(server)
            await take_phones(camera, hour)
            await take_terminals(camera, server, hour)
            await take_pages(camera, server)
            await take_doors(camera, server)
            await take_days(camera, Path(folder))
            await browser.close()
    for name, taken in OF_README.items():
        shutil.copy(SCREENS / f"{taken}.png", PICTURES / f"{name}.png")
    _write_index(sorted(camera.taken))


def _write_index(names: list[str]) -> None:
    shown = "\n".join(f"\n## {name}\n![{name}](screens/{name}.png)" for name in names)
    (DOCS / "screens.md").write_text(INDEX + shown + "\n")


if __name__ == "__main__":
    asyncio.run(main())
