"""What all pages share: stream, clock, commands, written moments and refusals, in Chromium.

The scripts run as modules of a page of the real server, under its content security policy.
"""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from tests.server_fixture import ServerHere, running_server
from tests.terminal.page_scripts import run, shared
from texts import texts_for
from texts.refusals import explain


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as server:
        yield server


# ---------------------------------------------------------------- moments and refusals


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("id", ["07.05", "07.05 WIB", "Rabu, 24 Juni 2020", "8.020", "20 detik", "1 jam 30 menit"]),
        (
            "en",
            [
                *("07:05", "07:05 WIB", "Wednesday, 24 June 2020", "8,020"),
                *("20 seconds", "1 hour 30 minutes"),
            ],
        ),
    ],
)
async def test_moments_are_written_in_the_offices_zone(
    chromium: Browser, server: ServerHere, language: str, written: list[str]
) -> None:
    body = """
        const zone = "Asia/Jakarta";
        return [
            m.writeTime("2020-06-24T00:05:00Z", zone, given),
            m.writeTime("2020-06-24T00:05:00Z", zone, given, "WIB"),
            m.writeDate("2020-06-23T18:00:00Z", zone, given),
            m.writeNumber(8020, given),
            m.writeDuration(20, given),
            m.writeDuration(5400, given),
        ];
    """
    async with shared(chromium, server, timezone_id="Pacific/Marquesas") as page:
        assert await run(page, "moments.js", body, language) == written


REFUSALS: list[tuple[str, dict[str, Any]]] = [
    ("numbers_not_yet", {"from": "2020-06-24T07:00:00+07:00"}),
    ("office_closed_today", {"reason": {}, "next": ""}),
    ("office_closed_today", {"reason": {"id": "Libur", "en": "Holiday"}, "next": "2020-06-25"}),
    ("quota_used_up", {"service": {"id": "KTP"}, "quota": 0}),
    ("quota_used_up", {"service": {"id": "KTP"}, "quota": 80}),
    ("service_suspended", {"service": {}, "until": "2020-06-24T11:00:00+07:00"}),
    ("service_suspended", {"service": {}, "until": ""}),
    ("recall_too_soon", {"seconds": 12}),
    ("ticket_not_in_state", {"number": "A-012", "state": "serving"}),
    ("visitors_left", {"left": 1500}),
    ("code_of_a_newer_server", {}),
    ("recall_too_soon", {}),
    ("numbers_not_yet", {"from": "soon"}),
    ("nobody_waiting", {}),
]


@pytest.mark.parametrize("language", ["id", "en"])
async def test_refusals_read_as_on_terminals(
    chromium: Browser, server: ServerHere, language: str
) -> None:
    body = """
        const { readWords } = await import("/static/shared/boot.js");
        const words = readWords(given.language);
        return given.refusals.map(([code, params]) => m.explain({ code, params }, words));
    """
    async with shared(chromium, server, timezone_id="Pacific/Marquesas") as page:
        given = {"language": language, "refusals": REFUSALS}
        told = await run(page, "refusals.js", body, given)
    texts = texts_for(language)
    assert told == [explain(code, params, texts) for code, params in REFUSALS]


# ---------------------------------------------------------------- clock and ids


async def test_clock_follows_the_office_and_its_speed(
    chromium: Browser, server: ServerHere
) -> None:
    body = """
        const clock = new m.OfficeClock();
        const before = clock.isSet;
        clock.set({ now: "2026-06-23T09:00:00+07:00", speed: 10, is_rehearsal: true });
        const later = clock.at(performance.now() + 60000);
        const off = later - Date.parse("2026-06-23T09:10:00+07:00");
        return [before, clock.isSet, clock.isRehearsal, off];
    """
    async with shared(chromium, server) as page:
        before, after, is_rehearsal, off = await run(page, "clock.js", body)
        assert (before, after, is_rehearsal) == (False, True, True)
        assert abs(off) < 2000


async def test_ids_are_long_enough_and_fit_the_wire(chromium: Browser, server: ServerHere) -> None:
    async with shared(chromium, server) as page:
        body = "return [m.newCommandId(), m.newCommandId(), m.newToken(), m.newToken()];"
        one, other, token, second = await run(page, "commands.js", body)
    assert one != other
    assert token != second
    assert len(one) == 32
    assert len(token) == 22


# ---------------------------------------------------------------- commands


async def test_command_is_carried_out_or_refused(chromium: Browser, server: ServerHere) -> None:
    ticket = await server.issue("pengambilan")
    path = f"/api/v1/offices/{server.office}/tickets/by-token/{ticket.token}/cancel"
    body = "return await m.post(given.path, { day: given.day });"
    async with shared(chromium, server) as page:
        given = {"path": path, "day": server.today}
        done = await run(page, "commands.js", body, given)
        assert done["ok"]
        assert done["reply"]["state"] == "cancelled"
        again = await run(page, "commands.js", body, given)
        assert not again["ok"]
        assert again["refusal"]["code"] == "ticket_not_in_state"


async def test_command_without_a_server_ends_in_words(
    chromium: Browser, server: ServerHere
) -> None:
    async with shared(chromium, server) as page:
        module = page.evaluate_handle('import("/static/shared/commands.js")')
        await module
        await page.context.set_offline(True)
        told = await run(page, "commands.js", 'return await m.post("/x", {});')
        assert told == {"ok": False, "refusal": {"code": "server_unreachable", "params": {}}}
