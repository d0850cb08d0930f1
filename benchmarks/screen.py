"""From a key press on the desk until the number is painted on the lobby screen.

The real server, the real pages, each in a Chromium of its own. Limit, in the same run: the same
two browsers with bare pages, and a bare server that forwards the press to a stream.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

from playwright.async_api import Browser, Page, async_playwright
from yarl import URL

from benchmarks.connection import Connection, post
from benchmarks.figures import middle, milliseconds, percentile, ratio
from benchmarks.options import Options
from benchmarks.servers import A_DAY, HOST, OFFICE, Server, antrean_server, bare_screen_server
from benchmarks.table import Aim, Table
from server.web.requests.cookies import staff_cookie
from terminal.identity import new_command_id, new_ticket_id, new_token

PRESSES = 20
WARM_UP = 3
GAP_SECONDS = 1.1
"""The desk takes the same key within a second for the same press."""
AIM_SECONDS = 0.1
COUNTER = "12"
KEY = "n"
FLAGS = (
    "--no-sandbox",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)

# Moments of both pages are of the machine's one clock. A task after an animation frame is the
# first moment at which that frame has been handed on to be shown.
NOTE_PRESSES = """() => {
    window.pressedAt = null;
    addEventListener("keydown", () => {
        pressedAt = performance.timeOrigin + performance.now();
    }, { capture: true });
}"""
NOTE_NUMBERS = """() => {
    window.paintedAt = null;
    const note = () => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { paintedAt = performance.timeOrigin + performance.now(); };
        port2.postMessage(null);
    });
    new MutationObserver((changes) => {
        if (changes.some(({ addedNodes }) => addedNodes.length)) note();
    }).observe(document.getElementById("called"), { childList: true });
}"""

Row = dict[str, float]


async def measure(options: Options) -> Table:
    """Both in turns."""
    found: dict[str, list[Row]] = {"antrean": [], "bare": []}
    async with async_playwright() as playwright:
        chromium = playwright.chromium
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        async with (
            await chromium.launch(executable_path=program, args=FLAGS) as desks,
            await chromium.launch(executable_path=program, args=FLAGS) as lobbies,
        ):
            for run in range(options.runs):
                folder = options.subfolder(f"screen-{run}")
                async with bare_screen_server(folder) as server:
                    found["bare"].append(await _bare(options, server, desks, lobbies))
                async with antrean_server(folder / "screen.db") as server:
                    found["antrean"].append(await _antrean(options, server, desks, lobbies))
    return _table(middle(found["antrean"]), middle(found["bare"]), options)


async def _bare(options: Options, server: Server, desks: Browser, lobbies: Browser) -> Row:
    url = f"http://{HOST}:{server.port}"
    async with _page(desks, f"{url}/desk") as desk, _page(lobbies, f"{url}/lobby") as lobby:
        await desk.wait_for_selector("#ready")
        return await _press(options, desk, lobby)


async def _antrean(options: Options, server: Server, desks: Browser, lobbies: Browser) -> Row:
    url = f"http://{HOST}:{server.port}"
    office = Office(server, await Connection.opened(HOST, server.port))
    await office.open_counter()
    async with (
        _page(desks, f"{url}/desk/{OFFICE}?counter={COUNTER}", server.key) as desk,
        _page(lobbies, f"{url}/display/{OFFICE}", server.key) as lobby,
    ):
        for _ in range(_presses(options)):
            await office.issue()
        await lobby.wait_for_selector("#waiting li")
        await desk.wait_for_selector("#queue li")
        row = await _press(options, desk, lobby, office)
    office.connection.close()
    return row


class Office:
    """The rest of the office: who gives the numbers, and ends the visits between two presses."""

    def __init__(self, server: Server, connection: Connection) -> None:
        self.connection = connection
        self._key = server.key
        self._call = 0
        self._tickets: list[str] = []

    async def issue(self) -> None:
        """Give a number that counts."""
        ticket_id = new_ticket_id()
        self._tickets.append(ticket_id)
        await self._send(
            "tickets", ticket_id=ticket_id, token=new_token(), services=("pengambilan",)
        )
        await self._send(f"tickets/{ticket_id}/confirm")

    async def open_counter(self) -> None:
        """Before anybody is called there."""
        based_on = {"ticket_id": None, "call": None}
        await self._send(f"counters/{COUNTER}/open", based_on=based_on)

    async def finish(self) -> None:
        """End the visit that was called last: those that wait are called in their order."""
        self._call += 1
        based_on = {"ticket_id": self._tickets[self._call - 1], "call": self._call}
        await self._send(f"counters/{COUNTER}/finish", based_on=based_on)

    async def _send(self, path: str, **fields: object) -> None:
        body = {"command_id": new_command_id(), "day": A_DAY.isoformat(), **fields}
        request = post(f"/api/v1/offices/{OFFICE}/{path}", body, self._key)
        status, answer = await self.connection.send(request)
        if status >= 400:
            raise RuntimeError(f"{path}: {status} {answer.decode()}")


def _presses(options: Options) -> int:
    return options.size(PRESSES, 1) + options.size(WARM_UP, 1)


async def _press(options: Options, desk: Page, lobby: Page, office: Office | None = None) -> Row:
    """Press, see it painted, end the visit; again and again."""
    await desk.evaluate(NOTE_PRESSES)
    await lobby.evaluate(NOTE_NUMBERS)
    seconds = []
    for _ in range(_presses(options)):
        await lobby.evaluate("paintedAt = null")
        await desk.keyboard.press(KEY)
        await lobby.wait_for_function("() => paintedAt !== null")
        painted = await lobby.evaluate("paintedAt")
        seconds.append((painted - await desk.evaluate("pressedAt")) / 1000)
        if office is not None:
            await office.finish()
            await desk.wait_for_selector("#hand-ticket", state="hidden")
        await asyncio.sleep(GAP_SECONDS)
    kept = seconds[options.size(WARM_UP, 1) :]
    return {"middle": median(kept), "slow": percentile(kept, 0.95), "slowest": max(kept)}


@asynccontextmanager
async def _page(browser: Browser, url: str, cookie: str = "") -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1920, "height": 1080})
    if cookie:
        await context.add_cookies(
            [{"name": staff_cookie(False), "value": cookie, "url": str(URL(url).origin())}]
        )
    page = await context.new_page()
    await page.goto(url)
    try:
        yield page
    finally:
        await context.close()


def _table(antrean: Row, bare: Row, options: Options) -> Table:
    parts = (("middle", "p50, ms"), ("slow", "p95, ms"), ("slowest", "slowest, ms"))
    rows = [
        (name, milliseconds(found), milliseconds(limit), ratio(found, limit))
        for part, name in parts
        for found, limit in [(antrean[part], bare[part])]
    ]
    return Table(
        name="screen",
        title="from a key press on the desk to the number painted on the lobby screen",
        columns=("", "antrean", "bare", "ratio"),
        rows=rows,
        aims=[
            Aim(
                "a key press on the desk is on the lobby screen within 100 ms on one machine",
                f"p95 {milliseconds(antrean['slow'])} ms",
                antrean["slow"] <= AIM_SECONDS,
            )
        ],
        notes=[
            f"""{options.size(PRESSES, 1)} presses of the key N on the real desk page in one
            Chromium, until the called number is in the real lobby page in another one
            (1920 x 1080) and a frame with it has been drawn: the browser's own key event, the
            command, a durable commit, the publication, the stream, the page's layout. Both
            browsers draw by the processor, without a graphics card.""",
            """The bare pages send the press and write one number; their server forwards it, and
            decides and keeps nothing.""",
        ],
    )
