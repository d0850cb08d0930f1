"""By which names the server answers, and which it refuses."""

import aiohttp
import pytest

from protocol.refusals import Refusal, RefusalCode
from server.web.requests.hosts import is_known, known_hosts
from tests.people import PASSWORD
from tests.server_fixture import ServerHere
from tests.web.asking import send

KNOWN = known_hosts("https://Antrean.example:8443", ["antrean-pc", "localhost"])


@pytest.mark.parametrize(
    "host",
    [
        *("antrean.example", "antrean.example:8443", "ANTREAN.example.", "antrean-pc:80"),
        *("127.0.0.1", "192.168.1.5:8080", "[::1]:8080", "[2001:db8::1]", "localhost:1"),
    ],
)
def test_known(host: str) -> None:
    assert is_known(host, KNOWN)


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "antrean.example.evil.example", "xantrean.example", "192.168.1.5.evil"),
        *("evil.example:8443", "[evil]", "antrean.example@evil.example", " antrean-pc", "."),
    ],
)
def test_unknown(host: str) -> None:
    assert not is_known(host, KNOWN)


@pytest.mark.parametrize("path", ["/api/v1/offices", "/static/look/look.css", "/healthz", "/x"])
async def test_rebinding_is_refused_on_every_way(public: aiohttp.ClientSession, path: str) -> None:
    answer = await send(public, "GET", path, headers={"Host": "evil.example"})
    assert answer.status == 421
    if path.startswith("/api/"):
        assert answer.refusal == Refusal(RefusalCode.HOST_UNKNOWN)


async def test_rebinding_gets_a_page_and_no_office(public: aiohttp.ClientSession) -> None:
    answer = await send(
        public, "GET", "/", headers={"Host": "evil.example", "Accept-Language": "en"}
    )
    assert answer.status == 421
    assert "This address is not known here" in answer.body.decode()


async def test_signing_in_under_another_name_is_refused(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    data = {"account": "supervisor", "password": PASSWORD}
    answer = await send(public, "POST", "/sign-in", headers=headers, data=data)
    assert answer.status == 421
    assert "Set-Cookie" not in answer.headers


async def test_word_of_a_proxy_that_is_not_trusted_changes_nothing(
    public: aiohttp.ClientSession,
) -> None:
    told = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    answer = await send(public, "GET", "/api/v1/offices", headers=told)
    assert answer.status == 200
    assert "Strict-Transport-Security" not in answer.headers
