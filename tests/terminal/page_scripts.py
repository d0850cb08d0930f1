"""The scripts that all pages share, run in Chromium as modules of a page of the real server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, Page

from tests.browser import open_page
from tests.server_fixture import ServerHere


@asynccontextmanager
async def shared(chromium: Browser, server: ServerHere, **options: Any) -> AsyncIterator[Page]:
    """A page from which `import("/static/shared/...")` works."""
    url = f"{server.url}/display/{server.office}"
    async with open_page(chromium, url, **options, cookies=[server.cookie("clerk")]) as page:
        yield page


async def run(page: Page, module: str, body: str, given: Any = None) -> Any:
    """What `body`, an expression over `m` (the module) and `given`, comes to."""
    script = f'async (given) => {{ const m = await import("/static/shared/{module}"); {body} }}'
    return await page.evaluate(script, given)
