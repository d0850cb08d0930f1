"""A display's page that is shown snapshots made by hand, one after the other."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from msgspec.structs import replace
from playwright.async_api import Browser, Page

from protocol.snapshots import DevicesSnapshot, DeviceView, FloorView, HallSnapshot, RoomView
from tests.browser import open_page
from tests.floors import example_floor
from tests.server_fixture import ServerHere

# The page's stream is one that never ends and has what `feed` is given; its floor is ours.
FEED = """(() => {
    const ask = window.fetch.bind(window);
    const encoder = new TextEncoder();
    let feed;
    const stream = new ReadableStream({ start: (controller) => { feed = controller; } });
    window.feed = (id, content, event = "snapshot") => {
        const data = JSON.stringify(content);
        const named = id ? `id: ${id}\\n` : "";
        feed.enqueue(encoder.encode(`event: ${event}\\n${named}data: ${data}\\n\\n`));
    };
    window.fetch = async (address, options) => {
        const path = new URL(address, location.href).pathname;
        if (path.endsWith("/stream")) {
            return new Response(stream, { headers: { "Content-Type": "text/event-stream" } });
        }
        if (path.endsWith("/lobby")) {
            window.asked = (window.asked ?? 0) + 1;
            return new Response(JSON.stringify(window.lobby));
        }
        return ask(address, options);
    };
})()"""


class Fed:
    """A page and the hall that it is shown."""

    def __init__(self, page: Page, hall: HallSnapshot) -> None:
        self.page, self.hall = page, hall
        self._version = hall.id.version

    async def show(self, room: RoomView | None, **changes: Any) -> None:
        """Show the hall with this room and other changes."""
        self._version += 1
        identity = replace(self.hall.id, version=self._version)
        office = replace(self.hall.office, lobby=None if room is None else example_floor().id)
        changes.setdefault("office", office)
        self.hall = replace(self.hall, id=identity, room=room, **changes)
        given = [str(identity), msgspec.to_builtins(self.hall)]
        await self.page.evaluate("([id, snapshot]) => feed(id, snapshot)", given)
        await self._drawn()

    async def tell(self, *devices: DeviceView) -> None:
        """Tell it of machines of the hall."""
        given = msgspec.to_builtins(DevicesSnapshot(self.hall.clock, devices))
        await self.page.evaluate('(devices) => feed("", devices, "devices")', given)
        await self._drawn()

    async def _drawn(self) -> None:
        await self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )


@asynccontextmanager
async def fed_page(
    chromium: Browser,
    server: ServerHere,
    query: str = "",
    size: tuple[int, int] = (1280, 720),
    floor: FloorView | None = None,
    **options: Any,
) -> AsyncIterator[Fed]:
    """The display's page, which is shown nothing of the server but what stands there now."""
    hall = await server.hall()
    async with open_page(
        chromium, "about:blank", *size, **options, cookies=[server.cookie("clerk")]
    ) as page:
        await page.add_init_script(FEED)
        lobby = msgspec.json.encode(floor or example_floor()).decode()
        await page.add_init_script(f"window.lobby = {lobby}")
        await page.goto(f"{server.url}/display/{server.office}{query}")
        await page.evaluate("document.fonts.ready")
        yield Fed(page, hall)
