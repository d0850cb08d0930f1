"""Who asks, through proxies: believed from trusted ones alone."""

from ipaddress import ip_network

import pytest
from multidict import CIMultiDict

from server.web.requests.proxies import Peer, look_through

TRUSTED = tuple(ip_network(each) for each in ("127.0.0.1", "10.0.0.0/24", "fd00::/64"))
TOLD = {
    "Host": "inside:8080",
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "antrean.example",
}


def seen(address: str, headers: dict[str, str], trusted: tuple[object, ...] = TRUSTED) -> Peer:
    return look_through(address, "http", CIMultiDict(headers), trusted)  # type: ignore[arg-type]


def test_trusted_proxy_is_believed() -> None:
    assert seen("127.0.0.1", TOLD) == Peer("203.0.113.9", "https", "antrean.example")


@pytest.mark.parametrize("address", ["203.0.113.5", "10.0.1.1", "", "unix:"])
def test_anybody_else_is_themselves(address: str) -> None:
    assert seen(address, TOLD) == Peer(address, "http", "inside:8080")


def test_nobody_is_believed_unless_told() -> None:
    assert seen("127.0.0.1", TOLD, ()) == Peer("127.0.0.1", "http", "inside:8080")


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # what a client wrote itself stays unread
        ("203.0.113.9, 10.0.0.7", "203.0.113.9"),  # through two of ours
        ("203.0.113.9, nobody, 10.0.0.7", "10.0.0.7"),
        ("", "127.0.0.1"),
        ("nobody", "127.0.0.1"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("[2001:db8::1]", "2001:db8::1"),
    ],
)
def test_client_is_the_last_address_that_no_trusted_proxy_has(forwarded: str, address: str) -> None:
    assert seen("127.0.0.1", {**TOLD, "X-Forwarded-For": forwarded}).address == address


def test_proxy_by_ipv6_is_the_same_proxy() -> None:
    assert seen("::ffff:127.0.0.1", TOLD).address == "203.0.113.9"
    assert seen("fd00::1", TOLD).address == "203.0.113.9"


@pytest.mark.parametrize("scheme", ["", "ftp", "javascript"])
def test_scheme_that_is_none_is_the_connections(scheme: str) -> None:
    assert seen("127.0.0.1", {**TOLD, "X-Forwarded-Proto": scheme}).scheme == "http"


def test_proxy_that_says_no_host_passes_the_clients_on() -> None:
    del (told := dict(TOLD))["X-Forwarded-Host"]
    assert seen("127.0.0.1", told).host == "inside:8080"
