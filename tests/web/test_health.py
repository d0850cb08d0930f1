"""Up, ready, and what is wrong with which office."""

import asyncio

import aiohttp
import pytest

from server.journal.errors import StorageError
from server.web import readiness
from tests.server_fixture import ServerHere
from tests.web.events import SOON


async def get(session: aiohttp.ClientSession, path: str) -> tuple[int, dict[str, object]]:
    async with session.get(path) as answer:
        return answer.status, await answer.json()


async def test_healthy_and_ready(server: ServerHere, public: aiohttp.ClientSession) -> None:
    assert await get(public, "/healthz") == (200, {"status": "ok", "offices": {}})
    assert await get(public, "/readyz") == (200, {"status": "ok", "offices": {}})


async def test_office_that_cannot_be_read_is_named_until_it_can(
    server: ServerHere, public: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = server.running.offices.get(server.office)
    assert office is not None

    def fail(*_: object) -> None:
        raise StorageError("the disk is gone: /secret/place")

    with monkeypatch.context() as patched:
        patched.setattr(office._journal, "batch", fail)
        status, told = await get(public, "/readyz")
        assert status == 503
        offices = {server.office: "storage_unavailable"}
        assert told == {"status": "unavailable", "offices": offices}
        assert (await get(public, "/healthz"))[0] == 200
        async with public.get("/metrics") as answer:
            assert answer.status == 200
    monkeypatch.setattr(readiness, "FRESH_SECONDS", 0.0)
    async with asyncio.timeout(SOON):
        while (await get(public, "/readyz"))[0] != 200:
            pass


async def test_asking_often_costs_the_journal_little(
    server: ServerHere, public: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = server.running.offices.get(server.office)
    assert office is not None
    asked = 0

    async def count() -> None:
        nonlocal asked
        asked += 1

    monkeypatch.setattr(office, "check", count)
    monkeypatch.setattr(readiness, "FRESH_SECONDS", 3600.0)
    answers = await asyncio.gather(*(get(public, "/readyz") for _ in range(20)))
    assert {status for status, _ in answers} == {200}
    assert asked == 1
