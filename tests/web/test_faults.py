"""Killed, locked out, and out of space: what was acknowledged is there, and it works again."""

import asyncio
import resource
import secrets
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.server_fixture import AnsweredError, ServerHere, ServerProcess, server_process
from tests.web.events import SOON

KIOSKS = 8
ENOUGH = 40
"""How many numbers are out before the blow falls."""


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[ServerProcess]:
    async with server_process(tmp_path) as running:
        yield running


class Kiosk:
    """Takes numbers until its server is gone, and remembers what it asked and was told."""

    def __init__(self) -> None:
        self.acknowledged: dict[str, str] = {}  # token -> number
        self.unanswered: list[dict[str, Any]] = []

    async def work(self, server: ServerProcess, enough: asyncio.Event) -> None:
        while True:
            token = secrets.token_urlsafe(16)
            body = {
                "command_id": secrets.token_urlsafe(12),
                "ticket_id": secrets.token_hex(8),
                "token": token,
                "services": ["pengambilan"],
            }
            self.unanswered.append(body)
            try:
                reply = await server.post("/tickets", **body)
            except (aiohttp.ClientError, RuntimeError):
                return
            self.unanswered.remove(body)
            self.acknowledged[token] = reply["number"]
            if len(self.acknowledged) * KIOSKS >= ENOUGH:
                enough.set()


@pytest.mark.slow
async def test_kill_while_issuing_loses_no_acknowledged_number(process: ServerProcess) -> None:
    numbers: dict[str, str] = {}
    for _ in range(3):
        kiosks, enough = [Kiosk() for _ in range(KIOSKS)], asyncio.Event()
        at_work = [asyncio.create_task(each.work(process, enough)) for each in kiosks]
        async with asyncio.timeout(SOON):
            await enough.wait()
        process.process.send_signal(signal.SIGKILL)
        await asyncio.gather(*at_work)
        await process.kill()
        await process.start()
        for kiosk in kiosks:
            numbers |= kiosk.acknowledged
            for body in kiosk.unanswered:  # as a kiosk does: the same command, once more
                numbers[body["token"]] = (await process.post("/tickets", **body))["number"]
    for token, number in numbers.items():
        assert (await process.ticket(token)).number == number
    assert len(set(numbers.values())) == len(numbers)
    assert len(numbers) >= 3 * ENOUGH


async def test_terminated_server_answers_what_was_sent_and_stops(process: ServerProcess) -> None:
    kiosks, enough = [Kiosk() for _ in range(KIOSKS)], asyncio.Event()
    at_work = [asyncio.create_task(each.work(process, enough)) for each in kiosks]
    async with asyncio.timeout(SOON):
        await enough.wait()
        process.process.send_signal(signal.SIGTERM)
        assert await process.process.wait() == 0
    await asyncio.gather(*at_work)
    await process.stop()
    await process.start()
    for kiosk in kiosks:
        for token, number in kiosk.acknowledged.items():
            assert (await process.ticket(token)).number == number


async def refused(server: ServerHere | ServerProcess) -> AnsweredError:
    with pytest.raises(AnsweredError) as caught:
        for _ in range(200):
            await server.issue("akta")
    return caught.value


async def test_locked_file_is_told_and_gets_over(server: ServerHere) -> None:
    first = await server.issue("akta")
    with closing(sqlite3.connect(server.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        error = await refused(server)
        assert (error.status, error.code) == (503, "storage_unavailable")
        async with server._session.get(f"{server.url}/healthz") as answer:
            assert answer.status == 200
        async with server._session.get(f"{server.url}/readyz") as answer:
            assert answer.status == 503
            assert (await answer.json())["offices"] == {server.office: "storage_unavailable"}
        other.execute("ROLLBACK")
    second = await server.issue("akta")
    assert [first.number, second.number] == ["W-001", "W-002"]


async def test_full_disk_is_told_and_gets_over(process: ServerProcess) -> None:
    """No file of the server may grow, as on a full disk; then there is space again."""
    before = [await process.issue("akta") for _ in range(3)]
    pid = process.process.pid
    largest = max(path.stat().st_size for path in Path(process.database).parent.glob("antrean.db*"))
    unlimited = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest, unlimited[1]))
    error = await refused(process)
    assert (error.status, error.code) == (503, "storage_unavailable")
    seen = (await process.hall()).waiting
    assert seen >= len(before), "what was kept is still shown"
    assert process.process.returncode is None
    resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)
    after = await process.issue("akta")
    tokens = [each.token for each in (*before, after)]
    numbers = [each.number for each in (*before, after)]
    await process.kill()
    await process.start()
    assert [(await process.ticket(token)).number for token in tokens] == numbers
    waiting = [each.number for each in (await process.desk()).tickets if each.state == "waiting"]
    assert len(waiting) == len(set(waiting)) == seen + 1
