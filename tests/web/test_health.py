"""Up, ready, and what is wrong with which office."""

import aiohttp
import pytest

from server.journal.errors import StorageError
from tests.server_fixture import ServerHere


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
        raise StorageError("the disk is gone")

    with monkeypatch.context() as patched:
        patched.setattr(office._journal, "batch", fail)
        patched.setattr(office._journal, "read", fail)
        status, told = await get(public, "/readyz")
        assert status == 503
        assert told == {"status": "unavailable", "offices": {server.office: "the disk is gone"}}
        assert (await get(public, "/healthz"))[0] == 200
        async with public.get("/metrics") as answer:
            assert answer.status == 200
    assert (await get(public, "/readyz"))[0] == 200
