"""Kiosks that are cut off: a small line says so, on terminals and on the page alike."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.async_api import Browser, expect

from displays.cut_off import CutOffLine, cut_off_kiosks
from protocol.snapshots import Clock, DevicesSnapshot, DeviceView
from tests.browser import list_barriers, list_cut_off, list_misfits, list_overlaps
from tests.displays.feeding import fed_page
from tests.displays.hall import write_placeless
from tests.displays.test_terminal_room import display
from tests.displays.test_web_room import BUSY, PARTS, SIZES
from tests.server_fixture import ServerHere, running_server
from tests.terminal.page_scripts import shared
from tests.web.events import following

NOW = datetime.fromisoformat("2026-06-23T10:50:00+07:00")
PHASES = ["closed_today", "before", "numbers", "open", "break", "closing", "ended"]


def away(name: str, **ago: float) -> DeviceView:
    return DeviceView("kiosk", name, connected=False, last_seen=NOW - timedelta(**ago))


MACHINES = [
    away("kiosk-1", seconds=29),
    away("kiosk-2", minutes=8),
    away("lobby", hours=11),
    away("kiosk-4", hours=12),
    DeviceView("kiosk", "kiosk-5", connected=True, last_seen=NOW),
    DeviceView("display", "display-1", connected=False, last_seen=NOW - timedelta(minutes=8)),
]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path, write_placeless(tmp_path)) as server:
        yield server


def test_kiosks_that_are_cut_off_while_numbers_are_given() -> None:
    told = [("2", NOW - timedelta(minutes=8)), ("lobby", NOW - timedelta(hours=11))]
    for phase in PHASES:
        expected = told if phase in {"numbers", "open", "break"} else []
        assert cut_off_kiosks(MACHINES, phase, NOW) == expected, phase


async def test_page_and_terminal_agree(chromium: Browser, server: ServerHere) -> None:
    async with shared(chromium, server) as page:
        answers = await page.evaluate(
            """async ({ machines, phases, now }) => {
                const { cutOffKiosks } = await import("/static/displays/cut-off.js");
                const { OfficeClock } = await import("/static/shared/clock.js");
                const clock = new OfficeClock();
                clock.set({ now, speed: 0 });
                return phases.map((phase) => cutOffKiosks(machines, phase, clock));
            }""",
            {
                "machines": msgspec.to_builtins(MACHINES),
                "phases": PHASES,
                "now": NOW.isoformat(),
            },
        )
    for phase, told in zip(PHASES, answers, strict=True):
        expected = cut_off_kiosks(MACHINES, phase, NOW)
        assert [(each["name"], datetime.fromisoformat(each["since"])) for each in told] == expected


async def test_page_says_since_when(chromium: Browser, server: ServerHere) -> None:
    async with fed_page(chromium, server) as fed:
        hall = msgspec.structs.replace(fed.hall, clock=Clock(NOW, 1.0))
        line = fed.page.locator("#cut-off")
        await fed.show(BUSY, clock=hall.clock, phase="open")
        await expect(line).to_be_hidden()
        await fed.tell(MACHINES[1], MACHINES[4])
        await expect(line).to_have_text(
            "Mesin antrean 2 tidak terhubung sejak 10.42 Kiosk 2 offline since 10:42"
        )
        await fed.tell(*MACHINES)
        await expect(line).to_contain_text("Mesin antrean lobby tidak terhubung sejak 23.50")
        for size in SIZES:
            await fed.page.set_viewport_size({"width": size[0], "height": size[1]})
            assert await list_misfits(fed.page) == [], size
            assert await list_cut_off(fed.page) == [], size
            assert await list_overlaps(fed.page, *PARTS, "#cut-off") == [], size
        assert await list_barriers(fed.page) == []
        await fed.tell()
        await expect(line).to_be_hidden()


async def test_terminal_says_since_when(server: ServerHere) -> None:
    for size, expected in (
        ((80, 24), "Mesin antrean 2 tidak terhubung sejak 10.42   Kiosk 2 offline since 10:42"),
        ((50, 30), "Mesin antrean 2 tidak terhubung sejak 10.42"),
    ):
        async with display(server, size) as shown:
            changes: dict[str, Any] = {"clock": Clock(NOW, 1.0), "phase": "open"}
            shown.app.clock.set(changes["clock"])
            await shown.show(None, **changes)
            line = shown.app.screen.query_one(CutOffLine)
            assert not line.display
            shown.app.devices = DevicesSnapshot(changes["clock"], (MACHINES[1],))
            await shown.show(None, **changes)
            assert line.display
            assert shown.text("CutOffLine").strip() == expected
            assert shown.app.screen.region.contains_region(line.region)
            assert line.region.height == 1
            shown.app.devices = DevicesSnapshot(changes["clock"], ())
            await shown.show(None, **changes)
            assert not line.display


async def test_hall_is_told_of_kiosks_that_go_and_of_nothing_else(server: ServerHere) -> None:
    session = server._session
    headers = {"Authorization": f"Bearer {await server.device_key('kiosk', 'kiosk-2')}"}
    async with following(session, f"{server.api}/stream") as hall:
        await hall.next("snapshot")
        async with following(session, f"{server.api}/stream", headers) as kiosk:
            await kiosk.next("snapshot")
        (told,) = (await hall.next("devices")).data["devices"]
        assert (told["kind"], told["name"], told["connected"]) == ("kiosk", "kiosk-2", False)
        assert told["printer"] is None
        async with following(session, f"{server.api}/stream") as another:
            (told,) = (await another.next("devices")).data["devices"]
            assert told["name"] == "kiosk-2"
        async with following(session, f"{server.api}/stream", headers):
            assert (await hall.next("devices")).data["devices"] == []
