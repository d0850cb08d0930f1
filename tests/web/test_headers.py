"""Every answer carries the headers that protect: pages, API, files, errors and redirects."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from server.configuration import load_office, load_server
from server.web.headers import ALWAYS
from server.web.running import open_server
from tests.server_fixture import BUSY_DAY, ServerHere
from tests.web.asking import send


@pytest.fixture
async def behind_proxy(tmp_path: Path) -> AsyncIterator[str]:
    """A server that browsers reach by https through a proxy on this machine."""
    (tmp_path / "antrean.toml").write_text(
        'public_url = "https://antrean.example"\ntrusted_proxies = ["127.0.0.1"]'
    )
    settings = load_server(
        tmp_path / "antrean.toml", {"database": str(tmp_path / "a.db"), "port": 0}
    )
    async with open_server([load_office(BUSY_DAY)], settings) as running:
        yield running.url


async def test_every_answer_is_protected(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    ticket = await server.issue("akta")
    for method, path, status in (
        *(("GET", "/", 200), ("GET", f"/display/{server.office}", 200), ("GET", "/healthz", 200)),
        *(("GET", f"/t/{server.office}/{ticket.token}", 200), ("GET", "/sign-in", 200)),
        *(("GET", f"/t/{server.office}/{'x' * 22}", 404), ("GET", "/nothing", 404)),
        *(("GET", api, 200), ("GET", f"{api}/nothing", 404), ("PUT", api, 405)),
        *(("GET", "/static/look/look.css", 200), ("GET", "/static/none", 404)),
        *(("GET", f"/desk/{server.office}", 302), ("POST", f"{api}/tickets", 401)),
        *(("GET", "/antrean-ca.crt", 404), ("GET", "/favicon.ico", 404)),
    ):
        answer = await send(public, method, path, allow_redirects=False)
        assert answer.status == status, (method, path)
        for name, value in ALWAYS.items():
            assert answer.headers[name] == value, (method, path, name)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
        assert "Strict-Transport-Security" not in answer.headers, "nothing here is encrypted"


async def test_encrypted_once_is_encrypted_always(behind_proxy: str) -> None:
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "antrean.example"}
    async with aiohttp.ClientSession(behind_proxy) as session:
        for path in ("/", "/healthz", "/nothing", "/static/look/look.css"):
            answer = await send(session, "GET", path, headers=told)
            assert "max-age" in answer.headers["Strict-Transport-Security"], path
        answer = await send(session, "GET", "/")
        assert "Strict-Transport-Security" not in answer.headers, "from this machine itself"
