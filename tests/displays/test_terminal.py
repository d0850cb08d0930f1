"""The lobby display on a terminal, against the real server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from textual.pilot import Pilot
from yarl import URL

from displays.app import DisplayApp
from displays.called import CalledRow
from look.big_numbers import draw_big
from look.themes import DARK_THEME
from protocol.snapshots import DeskSnapshot
from terminal.backoff import Backoff
from terminal.client import Client
from terminal.pairing_screen import PairingScreen
from terminal.plain import Plain
from terminal.stream import Devices
from tests.displays.hall import write_placeless
from tests.server_fixture import ROOT, ServerHere, running_server

NOWHERE = URL("http://127.0.0.1:9")
PALEMBANG = ROOT / "examples" / "palembang.toml"
SIZES = [(80, 24), (120, 40), (200, 60), (60, 60), (80, 100)]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_placeless(tmp_path)) as server:
        yield server


@asynccontextmanager
async def display(
    server: ServerHere, size: tuple[int, int] = (80, 24), key: str | None = None
) -> AsyncIterator[tuple[DisplayApp, Pilot[None]]]:
    backoff = Backoff(0.05, 0.2)
    client = Client(server.url, server.office, key, "display", "display-1", backoff=backoff)
    app = DisplayApp(client)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.snapshot is not None)
        yield app, pilot


async def until(pilot: Pilot[None], is_true: Callable[[], bool]) -> None:
    async with asyncio.timeout(45):
        while not is_true():
            await pilot.pause(0.02)
    await pilot.pause()


async def call(server: ServerHere, counter: str, service: str) -> str:
    ticket = await server.issue(service)
    await server.at_counter(counter, "open")
    await server.at_counter(counter, "call-next")
    return ticket.number


def shown_large(app: DisplayApp) -> list[tuple[str, int]]:
    """The numbers and counters of the rows that can be seen."""
    rows = (row for row in app.screen.query(CalledRow) if row.display)
    return [(row.call.number, row.call.counter) for row in rows if row.call is not None]


def text_of(app: DisplayApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Plain).render())


async def test_call_is_drawn_large_with_its_counter(server: ServerHere) -> None:
    async with display(server) as (app, pilot):
        assert app.theme == DARK_THEME
        number = await call(server, "3", "pengambilan")
        await until(pilot, lambda: shown_large(app) == [(number, 3)])
        row = app.screen.query(CalledRow).first()
        drawn = str(row.query_one(".called-number", Plain).render())
        width = row.size.width
        assert drawn.splitlines() == list(
            draw_big(number, width - width // 4 - 5, row.size.height - 1, 1.7).lines
        )
        assert row.query_one(".called-tile").has_class("tile-2")
        assert row.has_class("-open")
        await server.at_counter("3", "start")
        await until(pilot, lambda: not row.has_class("-open"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("calls", [1, 3, 12])
async def test_everything_fits_and_numbers_are_a_fifth_of_the_screen(
    server: ServerHere, size: tuple[int, int], calls: int
) -> None:
    counters = (await server.hall()).counters[:calls]
    numbers = [await call(server, each.id, each.services[0]) for each in counters]
    for _ in range(4):
        await server.issue("akta")
    async with display(server, size) as (app, pilot):
        await until(pilot, lambda: len(shown_large(app)) == min(3, calls))
        newest_first = [number for number, _ in shown_large(app)]
        assert newest_first == numbers[::-1][:3]
        rest = numbers[::-1][3:]
        listed = text_of(app, "RecentList")
        assert all(number in listed for number in rest)
        screen_height = min(size[1], size[0] / 2)
        for row in app.screen.query(CalledRow):
            if row.call is None:
                continue
            drawn = str(row.query_one(".called-number", Plain).render()).splitlines()
            assert len(drawn) >= 5
            assert len(drawn) >= screen_height / 5
            assert max(map(len, drawn)) <= row.query_one(".called-number").size.width
            assert "█" in str(row.query_one(".called-tile", Plain).render())
        for widget in app.screen.query("RecentList, NextList, .called-tile, CalledRow"):
            if widget.display and widget.region.height:
                assert app.screen.region.contains_region(widget.region), widget
        lines = text_of(app, "WaitingList").splitlines()
        assert len(lines) <= app.screen.query_one("WaitingList").size.height


async def test_services_that_find_no_room_stand_on_a_further_leaf(tmp_path: Path) -> None:
    async with running_server(tmp_path, PALEMBANG) as server:
        hall = await server.hall()
        for counter in hall.counters[:6]:
            await call(server, counter.id, counter.services[0])
        services = [each for each in hall.services if each.refusal is None]
        for each in services:
            await server.issue(each.id)
        await server.post("/notices", notice_id="notice-00001", words={"id": "Mohon tenang"})
        async with display(server) as (app, pilot):
            await until(pilot, lambda: "1/2" in text_of(app, "WaitingList"))
            room = app.screen.query_one("WaitingList").size.height
            letters: set[str] = set()
            for _ in range(2 * len(hall.office.languages)):
                lines = text_of(app, "WaitingList").splitlines()
                assert len(lines) <= room
                letters |= {line[0] for line in lines[1:-1]}
                app.screen._pass_turn()  # type: ignore[attr-defined]
            assert letters == {each.letter for each in services}


async def test_lists_tell_what_comes_next_and_who_waits(server: ServerHere) -> None:
    numbers = [(await server.issue("permohonan")).number for _ in range(3)]
    async with display(server, (120, 40)) as (app, pilot):
        await until(pilot, lambda: numbers[2] in text_of(app, "NextList"))
        assert text_of(app, "NextList").startswith("Antrean Berikutnya · Next numbers")
        waiting = text_of(app, "WaitingList").splitlines()
        assert waiting[0].split()[-1] == "3"
        (line,) = [line for line in waiting if "Permohonan Baru" in line]
        assert line.split()[-1] == "3"
        await server.post("/services/permohonan/suspend", reason="network", until=None)
        await until(pilot, lambda: "‖" in text_of(app, "WaitingList"))


async def test_calls_made_while_away_are_all_shown_and_stand_out_oldest_first(
    server: ServerHere,
) -> None:
    seen = await call(server, "1", "pengambilan")
    async with display(server) as (app, pilot):
        await until(pilot, lambda: shown_large(app) == [(seen, 1)])
        await server.stop()
        await until(pilot, lambda: app.screen.has_class("-offline"))
        bar = text_of(app, ".offline-bar")
        assert "Tidak terhubung sejak pukul 09.00" in bar
        assert "No connection since 09:00" in bar
        await until(pilot, lambda: is_in_front(app, ".offline-bar"))
        app.client.server = NOWHERE  # away for as long as the calls take
        await server.start()
        missed = [
            await call(server, "2", "pengambilan"),
            await call(server, "5", "permohonan"),
        ]
        app.client.server = URL(server.url)
        pulsed: list[str] = []
        await until(pilot, lambda: len(note_pulses(app, pulsed)) >= 2)
        assert pulsed == missed
        assert shown_large(app) == [(missed[1], 5), (missed[0], 2), (seen, 1)]
        assert not app.screen.has_class("-offline")
        await until(pilot, lambda: not app.screen.query(".-calling"))


def is_in_front(app: DisplayApp, selector: str) -> bool:
    """Whether a person sees it: it has room, and nothing lies over it."""
    widget = app.screen.query_one(selector)
    return bool(widget.region) and app.screen.get_widget_at(*widget.region.offset)[0] is widget


def note_pulses(app: DisplayApp, pulsed: list[str]) -> list[str]:
    """Add the number that stands out now, if it is another one."""
    for row in app.screen.query(CalledRow):
        number = row.call.number if row.call is not None else ""
        if row.has_class("-calling") and pulsed[-1:] != [number]:
            pulsed.append(number)
    return pulsed


@pytest.mark.parametrize(
    ("clock", "sentences"),
    [
        ("2026-06-23T06:00", ("Nomor antrean mulai pukul 07.00", "Queue numbers from 07:00")),
        ("2026-06-26T12:00", ("dilanjutkan pukul 13.00", "Service goes on at 13:00")),
        ("2026-06-21T10:00", ("Kantor tutup hari ini", "The office is closed today")),
    ],
)
async def test_each_phase_of_the_day_has_its_sentence(
    tmp_path: Path, clock: str, sentences: tuple[str, str]
) -> None:
    async with (
        running_server(tmp_path, write_placeless(tmp_path), clock=clock) as server,
        display(server) as (app, pilot),
    ):
        await until(pilot, lambda: sentences[0] in text_of(app, "#large-message"))
        assert sentences[1] in text_of(app, "#large-message")
        assert app.screen.query_one("#large-message").region.height > 10


async def test_sentence_is_a_line_while_numbers_are_called(tmp_path: Path) -> None:
    async with running_server(
        tmp_path, write_placeless(tmp_path), clock="2026-06-23T14:25"
    ) as server:
        number = await call(server, "1", "pengambilan")
        await server.advance(minutes=10)
        async with display(server, (160, 48)) as (app, pilot):
            await until(pilot, lambda: shown_large(app) == [(number, 1)])
            line = text_of(app, "#message")
            assert "Pengambilan nomor sudah ditutup" in line
            assert "No more numbers today" in line


async def test_desks_see_the_display_that_has_the_key(server: ServerHere) -> None:
    key = await server.device_key("display", "display-1")
    async with (
        display(server, key=key),
        Client(server.url, server.office, server.key) as client,
        aclosing(client.stream("desk/stream", DeskSnapshot)) as events,
        asyncio.timeout(45),
    ):
        async for event in events:
            if isinstance(event, Devices) and event.devices.devices:
                (device,) = event.devices.devices
                assert (device.kind, device.name) == ("display", "display-1")
                assert device.connected
                break


async def test_display_that_is_not_paired_shows_its_code_and_nothing_of_the_hall(
    server: ServerHere,
) -> None:
    number = await call(server, "3", "pengambilan")
    async with display(server, key=await server.device_key("display", "display-1")) as shown:
        app, pilot = shown
        app.PAIRING_LOOK_SECONDS = 0.02
        async with aiohttp.ClientSession(headers=server.headers) as session:
            await session.post(f"{server.api}/devices/display/display-1/revoke", json={})
            await until(pilot, lambda: bool(code_of(app)))
            assert app.hall is None
            assert number not in str(app.export_screenshot())
            await session.post(f"{server.api}/devices/pair", json={"code": code_of(app)})
        await until(pilot, lambda: app.hall is not None and not code_of(app))


def code_of(app: DisplayApp) -> str:
    """The code on the screen, "" where another screen stands."""
    return app.screen.code if isinstance(app.screen, PairingScreen) else ""
