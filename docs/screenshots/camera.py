"""Pictures of pages and of terminals' drawings, small enough for a repository."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.async_api import Browser, Page
from textual.app import App

COLOURS = 64


class Camera:
    """Photographs into a folder; remembers the names in order."""

    def __init__(self, browser: Browser, folder: Path, cookie: dict[str, str]) -> None:
        """`cookie` signs the browser in."""
        self._browser, self.folder, self._cookie = browser, folder, cookie
        self.taken: list[str] = []

    @asynccontextmanager
    async def page(
        self, url: str, size: tuple[int, int], *, is_signed_in: bool = True, **options: Any
    ) -> AsyncIterator[Page]:
        """A page that has come to rest."""
        width, height = size
        context = await self._browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", **options
        )
        if is_signed_in:
            await context.add_cookies([self._cookie])  # type: ignore[list-item]
        page = await context.new_page()
        await page.goto(url)
        await page.evaluate("document.fonts.ready")
        await page.wait_for_timeout(1500)
        yield page
        await context.close()

    async def take_page(self, name: str, url: str, size: tuple[int, int], **options: Any) -> None:
        """A page as it comes."""
        async with self.page(url, size, **options) as page:
            self._keep(name, await page.screenshot())

    async def keep_page(self, name: str, page: Page) -> None:
        """A page as it is now."""
        self._keep(name, await page.screenshot())

    async def take_terminal(self, name: str, app: App[Any]) -> None:
        """What a terminal app shows now, from its own drawing."""
        columns, rows = app.size
        page = await self._browser.new_page(
            viewport={"width": columns * 13, "height": rows * 26 + 80}
        )
        await page.set_content(app.export_screenshot())
        self._keep(name, await page.locator("svg").screenshot())
        await page.close()

    def _keep(self, name: str, png: bytes) -> None:
        with Image.open(BytesIO(png)) as picture:
            small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            small.save(self.folder / f"{name}.png", optimize=True)
        self.taken.append(name)
