import asyncio
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from aiohttp import web
from textual.app import ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import ModalScreen

from look.colours import DARK, LIGHT
from look.themes import DARK_THEME
from protocol.snapshots import Clock, HallSnapshot
from terminal.app import TerminalApp
from terminal.backoff import Backoff
from terminal.bars import OfflineBar, TopBar
from terminal.client import Client
from terminal.messages import SnapshotArrived
from terminal.plain import Plain
from terminal.screen import TerminalScreen
from tests.terminal.double import Double, hang_up, running_double, snapshot_event
from tests.terminal.samples import NOW, make_hall


class OneScreen(TerminalScreen):
    def __init__(self) -> None:
        super().__init__()
        self.handled: list[int] = []

    def compose_body(self) -> ComposeResult:
        yield Plain(id="words")

    def on_snapshot_arrived(self, message: SnapshotArrived) -> None:
        self.handled.append(message.snapshot.id.version)


class OneApp(TerminalApp):
    def get_default_screen(self) -> OneScreen:
        return OneScreen()


class Feed:
    """A stream that a test writes into, chunk by chunk; None ends the connection."""

    def __init__(self) -> None:
        self.chunks: asyncio.Queue[bytes | None] = asyncio.Queue()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):
            while (chunk := await self.chunks.get()) is not None:
                await response.write(chunk)
        return response

    def send(self, *snapshots: HallSnapshot) -> None:
        self.chunks.put_nowait(b"".join(map(snapshot_event, snapshots)))

    def end(self) -> None:
        self.chunks.put_nowait(None)


@asynccontextmanager
async def running_app(feed: Feed) -> Any:
    async with running_double(feed.answer) as double:
        client = Client(double.url, "dkps-plg", backoff=Backoff(0.01, 0.02))
        app = OneApp(client)
        async with app.run_test(size=(80, 24)) as pilot:
            yield app, pilot, double


async def wait_for(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await pilot.pause(0.01)


def words_of(app: TerminalApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Plain).render())


async def test_newest_snapshot_replaces_those_unhandled() -> None:
    feed = Feed()
    async with running_app(feed) as (app, pilot, _):
        feed.send(*(make_hall(version) for version in range(1, 50)))
        screen = app.screen
        await wait_for(pilot, lambda: 49 in screen.handled)
        assert len(screen.handled) < 10
        assert app.snapshot == make_hall(49)


async def test_name_of_the_office_is_never_read_as_markup() -> None:
    feed = Feed()
    async with running_app(feed) as (app, pilot, _):
        feed.send(make_hall())
        await wait_for(pilot, lambda: app.snapshot is not None)
        await wait_for(pilot, lambda: words_of(app, ".office-name") == make_hall().office.name)
        app.notify("Budi [/b]")
        await pilot.pause()


async def test_clock_is_the_offices_and_a_rehearsal_is_told() -> None:
    feed = Feed()
    async with running_app(feed) as (app, pilot, _):
        feed.send(make_hall())
        await wait_for(pilot, lambda: words_of(app, ".office-clock") == "09.41 WIB")
        bar = app.screen.query_one(TopBar)
        assert not bar.query_one(".rehearsal").display
        feed.send(make_hall(2, clock=Clock(NOW, 1, True)))
        await wait_for(pilot, lambda: bool(bar.query_one(".rehearsal").display))
        app.set_language("en")
        await wait_for(pilot, lambda: words_of(app, ".office-clock") == "09:41 WIB")
        assert words_of(app, ".rehearsal") == "Rehearsal"


async def test_lost_connection_is_shown_until_it_is_back() -> None:
    feed = Feed()
    async with running_app(feed) as (app, pilot, double):
        feed.send(make_hall())
        await wait_for(pilot, lambda: app.connected)
        bar = app.screen.query_one(OfflineBar)
        assert not bar.display
        restore = list(double.answers)
        double.answers[:] = [hang_up]
        feed.end()
        await wait_for(pilot, lambda: bool(bar.display))
        assert "Tidak terhubung" in str(bar.render())
        assert app.snapshot == make_hall()  # the last news stay
        double.answers[:] = restore
        feed.send(make_hall(2))
        await wait_for(pilot, lambda: not bar.display and app.snapshot == make_hall(2))
        assert app.connected


async def test_screen_beneath_a_dialog_hears_the_news() -> None:
    feed = Feed()
    async with running_app(feed) as (app, pilot, _):
        screen = app.screen
        app.push_screen(ModalScreen())
        feed.send(make_hall(3))
        await wait_for(pilot, lambda: screen.handled == [3])


async def test_first_language_is_the_offices_unless_one_was_chosen() -> None:
    feed = Feed()
    async with running_app(feed) as (app, pilot, _):
        app.set_language("en")
        feed.send(make_hall())
        await wait_for(pilot, lambda: app.snapshot is not None)
        assert app.language == "en"


async def test_app_ends_while_the_server_is_silent() -> None:
    async with running_double(silent_stream) as double:
        app = OneApp(Client(double.url, "dkps-plg"))
        async with app.run_test() as pilot:
            await wait_for(pilot, lambda: app.connected)
        assert_closed(double)


async def silent_stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await asyncio.Event().wait()
    return response


def assert_closed(double: Double) -> None:
    assert len(double.requests) == 1


async def test_theme_of_the_start_costs_no_second_parse_of_the_sheets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed_anew = []
    reparse = Stylesheet.reparse

    def count(sheet: Stylesheet) -> None:
        parsed_anew.append(sheet)
        reparse(sheet)

    monkeypatch.setattr(Stylesheet, "reparse", count)
    async with running_app(Feed()) as (app, pilot, _):
        assert app.screen.styles.background.hex.lower() == LIGHT.ground.lower()
        assert parsed_anew == []
        app.theme = DARK_THEME
        await wait_for(pilot, lambda: len(parsed_anew) == 1)
        assert app.screen.styles.background.hex.lower() == DARK.ground.lower()
