"""One way to work at either desk, the Textual app and the page, as a clerk does: by keys."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

from playwright.async_api import Browser, Page, ViewportSize
from textual.pilot import Pilot
from textual.widgets import Input

from desk.app import DeskApp
from desk.hand import HandPanel
from desk.lists import Lists
from desk.memory import Memory
from desk.presses import Presses
from desk.screen import DeskScreen
from desk.session import Session
from desk.status import NoticeLine
from terminal.backoff import Backoff
from terminal.client import Client
from tests.server_fixture import ServerHere

SECONDS = 45

#: Once a test sets `window.frozen`, streams bring nothing new, and do not end.
FREEZABLE_STREAMS = """
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = function () {
        return read.call(this).then((got) => (window.frozen ? new Promise(() => {}) : got));
    };
"""
#: The page's time stands still; `window.seconds` is it.
STOPPED_CLOCK = "window.seconds = 1; performance.now = () => window.seconds * 1000;"
LARGE = (100, 40)


async def until(condition: Callable[[], Awaitable[Any]], what: str = "") -> Any:
    """Wait until `condition` gives something true, and give it; fails after a while."""
    last: Any = None
    try:
        async with asyncio.timeout(SECONDS):
            while not (last := await condition()):  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise AssertionError(f"never: {what or condition.__name__}, last {last!r}") from None
    return last


class Driver(Protocol):
    """A desk under a test's hands."""

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, as fast as they are taken."""

    async def press_at_once(self, *keys: str) -> None:
        """Press keys without letting the desk do anything in between."""

    async def let_pass(self, seconds: float) -> None:
        """Let time pass at a desk whose own clock stands still."""

    async def enter(self, text: str) -> None:
        """Type into the field that has the focus, then Enter."""

    async def headline(self) -> str:
        """What stands large at the left."""

    async def shown(self) -> str:
        """All words of the desk's own screen."""

    async def asked(self) -> str:
        """All words of the open question; "" if there is none."""

    async def notice(self) -> str:
        """What the desk tells the clerk; "" if nothing."""

    async def queue(self) -> list[str]:
        """The numbers of the lists, in order."""


class StoppedClock:
    """Seconds that pass only when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1.0

    def __call__(self) -> float:
        return self.seconds


class AppDriver:
    """The Textual app."""

    def __init__(self, app: DeskApp, pilot: Pilot[None], clock: StoppedClock | None = None) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock

    async def press(self, *keys: str) -> None:
        names = {
            "/": "slash",
            "?": "question_mark",
            "!": "exclamation_mark",
            "Escape": "escape",
            "Enter": "enter",
        }
        names |= {"ArrowDown": "down", "ArrowUp": "up", "Tab": "tab", "ArrowRight": "right"}
        for key in keys:
            await self.pilot.press(names.get(key, key))

    async def press_at_once(self, *keys: str) -> None:
        from textual.events import Key

        for key in keys:
            self.app.post_message(Key(key, key))
        await self.pilot.pause()

    async def let_pass(self, seconds: float) -> None:
        assert self.clock is not None
        self.clock.seconds += seconds

    async def enter(self, text: str) -> None:
        self.app.screen.query_one(Input).value = text
        await self.pilot.press("enter")

    async def headline(self) -> str:
        return self._screen.query_one(HandPanel).headline

    async def shown(self) -> str:
        return self._words(self._screen)

    async def asked(self) -> str:
        screen = self.app.screen
        return "" if isinstance(screen, DeskScreen) else self._words(screen)

    async def notice(self) -> str:
        words = str(self._screen.query_one(NoticeLine).content)
        return words.removeprefix("△ ").removeprefix("✓ ")

    async def queue(self) -> list[str]:
        lines = str(self._screen.query_one(Lists).content).splitlines()
        return [line.split()[1] for line in lines if line[:1] in "○‖△" and len(line.split()) > 1]

    @property
    def _screen(self) -> DeskScreen:
        return self.app.desk_screen

    def _words(self, screen: Any) -> str:
        screen.refresh()
        return "\n".join(
            "".join(segment.text for segment in line)
            for line in screen._compositor.render_strips(screen.size)
        )


class PageDriver:
    """The page in Chromium."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def press_at_once(self, *keys: str) -> None:
        await self.page.evaluate(
            """keys => keys.forEach((key) => document.body.dispatchEvent(
                new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })))""",
            list(keys),
        )

    async def let_pass(self, seconds: float) -> None:
        await self.page.evaluate("seconds => { window.seconds += seconds; }", seconds)

    async def enter(self, text: str) -> None:
        await self.page.keyboard.insert_text(text)
        await self.page.keyboard.press("Enter")

    async def headline(self) -> str:
        return await self._text("#hand-number")

    async def shown(self) -> str:
        return await self._text("body")

    async def asked(self) -> str:
        return "\n".join(await self.page.locator("dialog[open]").all_inner_texts())

    async def notice(self) -> str:
        return await self._text("#notice-words")

    async def queue(self) -> list[str]:
        return await self.page.locator(".tickets:not(.chips) .number").all_inner_texts()

    async def _text(self, selector: str) -> str:
        return (await self.page.locator(selector).inner_text()).strip()


@asynccontextmanager
async def open_app(
    server: ServerHere,
    folder: Path,
    counter: str | None = "3",
    *,
    language: str | None = None,
    view: str = "counter",
    size: tuple[int, int] = LARGE,
    settle_seconds: float = 0,
    clock_stopped: bool = False,
    role: str = "supervisor",
) -> AsyncIterator[AppDriver]:
    """The Textual desk; `folder` is where its computer keeps the counter and the session.

    Without `settle_seconds` the same key may be pressed twice as fast as a test can. With
    `clock_stopped` presses settle as in life, by a clock that only the test moves.
    """
    clock = StoppedClock() if clock_stopped else None
    backoff = Backoff(0.05, 0.2)
    key = server.token(role)
    client = Client(server.url, server.office, key, "desk", "desk-test", backoff=backoff)
    app = DeskApp(
        client,
        counter,
        language=language,
        view=view,
        memory=Memory(folder),
        presses=Presses(monotonic=clock) if clock else Presses(settle_seconds),
        session=Session(server.url, server.office, "desk-test", folder),
    )
    async with app.run_test(size=size) as pilot:
        driver = AppDriver(app, pilot, clock)

        async def has_news() -> bool:
            return app.snapshot is not None and bool(app.staff.name)

        await until(has_news)
        await pilot.pause()
        yield driver


@asynccontextmanager
async def open_page(
    server: ServerHere,
    chromium: Browser,
    counter: str | None = "3",
    *,
    language: str | None = None,
    view: str = "counter",
    size: tuple[int, int] = (1366, 768),
    settle_seconds: float | None = 0,
    clock_stopped: bool = False,
    theme: Literal["light", "dark"] = "light",
    dots_per_pixel: int = 1,
    role: str = "supervisor",
) -> AsyncIterator[PageDriver]:
    """The page, signed in. Its own mistakes fail the test; None settles as it does in life.

    With `clock_stopped` it does so by a clock that only the test moves.
    """
    viewport: ViewportSize = {"width": size[0], "height": size[1]}
    context = await chromium.new_context(
        viewport=viewport, color_scheme=theme, device_scale_factor=dots_per_pixel
    )
    await context.add_cookies([server.cookie(role)])
    context.set_default_timeout(SECONDS * 1000)
    await context.add_init_script(FREEZABLE_STREAMS)
    page = await context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda said: mistakes.extend(mistake_in(said.type, said.text)))
    if clock_stopped:
        await page.add_init_script(STOPPED_CLOCK)
    elif settle_seconds is not None:
        await settle_in(page, settle_seconds)
    asked = {"counter": counter, "lang": language, "view": view}
    query = "&".join(f"{name}={value}" for name, value in asked.items() if value)
    try:
        await page.goto(f"{server.url}/desk/{server.office}?{query}")
        await page.wait_for_selector("#clock:not(:empty)")
        yield PageDriver(page)
    finally:
        await context.close()
    assert mistakes == []


def mistake_in(kind: str, text: str) -> list[str]:
    """An error of the page; refusals and a network that a test takes away are none."""
    is_answer = "the server responded with a status" in text or "net::ERR" in text
    return [text] if kind == "error" and not is_answer else []


async def settle_in(page: Page, seconds: float) -> None:
    """Give the page the table of actions with another time in which presses settle."""

    async def answer(route: Any) -> None:
        table = await (await route.fetch()).json()
        await route.fulfill(json={**table, "settle_seconds": seconds})

    await page.route("**/static/desk/actions.json", answer)
