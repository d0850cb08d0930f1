"""How pages follow a stream that breaks in every way."""

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
from tests.terminal.page_scripts import run, shared


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as server:
        yield server


async def test_parser_reads_events_however_they_are_cut(
    chromium: Browser, server: ServerHere
) -> None:
    stream = (
        "retry: 1500\n\n:\n\nevent: snapshot\r\nid: e.2026-06-23.7\r\n"
        'data: {"a":\r\ndata: 1}\r\n\r\n'
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
                {"type": "message", "id": "e.2026-06-23.7", "data": "plain"},
                {"type": "devices", "id": "e.2026-06-23.7", "data": "é"},
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
        self.answers: asyncio.Queue[Any] = asyncio.Queue()
        self.is_over = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        answer = web.Response() if self.is_over else await self.answers.get()
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
        # Nobody is left waiting: neither the page for an answer, nor a handler for the test.
        source.is_over = True
        source.answers.put_nowait(web.Response())
        await page.goto("about:blank")
        await page.unroute_all(behavior="wait")
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
    cookies = [server.cookie("clerk")]
    async with open_page(chromium, "about:blank", cookies=cookies) as page:
        await page.clock.install()
        await page.goto(f"{server.url}/display/{server.office}")
        await expect(page.locator("#clock")).not_to_be_empty()
        asked: list[str] = []
        page.on("request", lambda each: asked.append(each.url))
        await page.clock.run_for(30_000)
        assert [url for url in asked if "/stream?" in url or url.endswith("/stream")] == []
        await page.clock.run_for(20_000)
        async with asyncio.timeout(45):
            while not any(url.endswith("/stream") for url in asked):
                await page.clock.run_for(1000)
