"""How a page says how it is: in a rhythm, at a sign of life where timers sleep, and no longer."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.server_fixture import ServerHere, running_server
from tests.terminal.page_scripts import run, shared


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    async with running_server(tmp_path) as server:
        yield server


#: Time that a test sets, timers that never ring, and a server that takes every report.
SLEEPING_PAGE = """
    let now = 0;
    const sent = [];
    performance.now = () => now;
    window.setTimeout = () => 0;
    window.fetch = async (url) => {
        sent.push([now, url]);
        return { ok: true, json: async () => ({ next_in_seconds: 15 }) };
    };
    const settled = async () => { for (let turn = 0; turn < 20; turn += 1) await null; };
    const reporter = new m.Reporter("/api", { kind: "desk", name: "desk-3" }, () => ({}));
    await settled();
"""


async def test_report_is_sent_at_a_sign_of_life_when_it_is_due(
    chromium: Browser, server: ServerHere
) -> None:
    body = f"""{SLEEPING_PAGE}
        for (const at of [1000, 14000, 15000, 16000, 31000]) {{
            now = at;
            reporter.due();
            await settled();
        }}
        return sent;
    """
    async with shared(chromium, server) as page:
        url = "/api/devices/desk/desk-3/report"
        sent = await run(page, "reporting.js", body)
        assert sent == [[0, url], [15000, url], [31000, url]]


async def test_nothing_is_sent_after_the_end(chromium: Browser, server: ServerHere) -> None:
    body = f"""{SLEEPING_PAGE}
        reporter.stop();
        now = 60000;
        reporter.due();
        reporter.changed();
        await settled();
        return sent.length;
    """
    async with shared(chromium, server) as page:
        assert await run(page, "reporting.js", body) == 1
