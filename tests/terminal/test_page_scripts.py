"""What all pages share: stream, clock, commands, written moments and refusals, in Chromium.

The scripts run as modules of a page of the real server, under its content security policy.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from tests.browser import open_page
from tests.server_fixture import ServerHere, running_server
from texts import texts_for
from texts.refusals import explain


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as server:
        yield server


@asynccontextmanager
async def shared(chromium: Browser, server: ServerHere, **options: Any) -> AsyncIterator[Page]:
    """A page from which `import("/static/shared/...")` works."""
    url = f"{server.url}/display/{server.office}"
    async with open_page(chromium, url, **options) as page:
        yield page


async def run(page: Page, module: str, body: str, given: Any = None) -> Any:
    """What `body`, an expression over `m` (the module) and `given`, comes to."""
    script = f'async (given) => {{ const m = await import("/static/shared/{module}"); {body} }}'
    return await page.evaluate(script, given)


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
        return [before, clock.isSet, clock.isRehearsal, later - Date.parse("2026-06-23T09:10:00+07:00")];
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


# ---------------------------------------------------------------- the stream


async def test_parser_reads_events_however_they_are_cut(
    chromium: Browser, server: ServerHere
) -> None:
    stream = (
        'retry: 1500\n\n:\n\nevent: snapshot\r\nid: e.2026-06-23.7\r\ndata: {"a":\r\ndata: 1}\r\n\r\n'
        "data: plain\n\nevent: devices\ndata: é\n\n"
    )
    body = """
        const parser = new m.EventParser();
        const events = [];
        for (let at = 0; at < given.text.length; at += given.step)
            events.push(...parser.read(given.text.slice(at, at + given.step)));
        return [events, parser.retryMs];
    """
    async with shared(chromium, server) as page:
        for step in (1, 2, 7, 1000):
            events, retry = await run(page, "stream.js", body, {"text": stream, "step": step})
            assert retry == 1500
            assert events == [
                {"type": "snapshot", "id": "e.2026-06-23.7", "data": '{"a":\n1}'},
                {"type": "message", "id": "", "data": "plain"},
                {"type": "devices", "id": "", "data": "é"},
            ]


@pytest.mark.parametrize(
    ("ids", "taken"),
    [
        (["e.2026-06-23.9", "e.2026-06-23.10", "e.2026-06-23.9"], [True, True, False]),
        (["e.2026-06-23.10", "e.2026-06-23.10"], [True, True]),
        (["e.2026-06-23.10", "e.2026-06-24.1", "e.2026-06-23.11"], [True, True, False]),
        (["e.2026-06-23.10", "f.2026-06-23.1"], [True, True]),
        (["e.x.2026-06-23.10", "e.x.2026-06-23.9"], [True, False]),
    ],
)
async def test_only_older_snapshots_of_the_same_epoch_are_dropped(
    chromium: Browser, server: ServerHere, ids: list[str], taken: list[bool]
) -> None:
    body = "const newest = new m.Newest(); return given.map((id) => newest.takes(id));"
    async with shared(chromium, server) as page:
        assert await run(page, "stream.js", body, ids) == taken


class Source:
    """A stream of the test's own, which can break in every way."""

    def __init__(self) -> None:
        self.asked = 0
        self.answers: asyncio.Queue[Any] = asyncio.Queue()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        answer = await self.answers.get()
        if isinstance(answer, web.Response):
            return answer
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        for number in answer:
            text = json.dumps({"number": number})
            event = f"retry: 20\nevent: snapshot\nid: e.2026-06-23.{number}\ndata: {text}\n\n"
            await response.write(event.encode())
        return response


@asynccontextmanager
async def source_beside(server: ServerHere, page: Page) -> AsyncIterator[Source]:
    """A source at /source of the page's own origin, as far as the page knows."""
    source = Source()
    app = web.Application()
    app.router.add_get("/source", source.handle)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:

        async def pass_on(route: Any) -> None:
            answer = await route.fetch(url=f"http://{host}:{port}/source")
            await route.fulfill(response=answer)

        await page.route("**/source", pass_on)
        yield source
    finally:
        await page.unroute_all(behavior="ignoreErrors")
        await runner.cleanup()


FOLLOW = """
    window.told = [];
    m.follow("/source", {
        onSnapshot: (snapshot) => told.push(snapshot.number),
        onState: ({ connected, lostSince }) => told.push(connected ? "here" : "lost"),
        onRefused: (refusal) => told.push(refusal.code),
    });
"""


async def test_stream_comes_back_by_itself_and_old_news_is_dropped(
    chromium: Browser, server: ServerHere
) -> None:
    async with shared(chromium, server) as page, source_beside(server, page) as source:
        await run(page, "stream.js", FOLLOW)
        source.answers.put_nowait([1, 2])
        source.answers.put_nowait([1, 3])
        await page.wait_for_function("() => told.includes(3) && told.at(-1) === 'lost'")
        assert await page.evaluate("told") == [1, "here", 2, "lost", "here", 3, "lost"]


async def test_stream_tells_why_it_is_refused_and_tries_on(
    chromium: Browser, server: ServerHere
) -> None:
    refused = {"error": {"code": "sign_in_needed", "params": {}}}
    async with shared(chromium, server) as page, source_beside(server, page) as source:
        await run(page, "stream.js", FOLLOW)
        source.answers.put_nowait(web.json_response(refused, status=401))
        source.answers.put_nowait(web.Response(text="<p>proxy</p>", status=502))
        source.answers.put_nowait([4])
        await page.wait_for_function("() => told.includes(4)")
        told = await page.evaluate("told")
        assert told[:5] == ["sign_in_needed", "lost", "answer_unreadable", 4, "here"]


async def test_silent_connection_is_given_up(chromium: Browser, server: ServerHere) -> None:
    """A cable was pulled: nothing comes, and nothing ends."""
    async with open_page(chromium, "about:blank") as page:
        await page.clock.install()
        await page.goto(f"{server.url}/display/{server.office}")
        await expect(page.locator("#clock")).not_to_be_empty()
        asked: list[str] = []
        page.on("request", lambda each: asked.append(each.url))
        await page.clock.run_for(30_000)
        assert [url for url in asked if "/stream?" in url or url.endswith("/stream")] == []
        await page.clock.run_for(20_000)
        async with asyncio.timeout(20):
            while not any(url.endswith("/stream") for url in asked):
                await page.clock.run_for(1000)
