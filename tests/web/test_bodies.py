"""Bodies that are malformed, of the wrong type, too large, or no JSON."""

from typing import Any

import aiohttp
import msgspec
import pytest

from protocol.refusals import Refusal, RefusalCode
from server.web.settings import LARGEST_BODY
from tests.server_fixture import ServerHere
from tests.web.asking import issue_body, send


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b'{"command_id": "issue-0001"}',
        b"\xff\xfe",
        b'{"command_id": "\xff"}',
        b"{} {}",
        b"[" * 5000,
    ],
)
async def test_malformed_body(
    server: ServerHere, public: aiohttp.ClientSession, api: str, body: bytes
) -> None:
    headers = {**server.headers, "Content-Type": "application/json"}
    answer = await send(public, "POST", f"{api}/tickets", data=body, headers=headers)
    assert answer.refusal.code is RefusalCode.BODY_MALFORMED
    assert answer.refusal.params["detail"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("command_id", "short"),
        ("command_id", "x" * 65),
        ("command_id", "with space"),
        ("command_id", 12345678),
        ("day", "tomorrow"),
        ("day", "2026-02-30"),
        ("day", 20260623),
        ("token", "too-short"),
        ("token", "!" * 22),
        ("ticket_id", ""),
        ("ticket_id", "x" * 65),
        ("services", "akta"),
        ("services", ["akta"] * 33),
        ("services", [1]),
        ("priority", "yes"),
        ("party_size", "two"),
        ("party_size", 1.5),
        ("party_size", None),
        ("unknown", True),
    ],
)
async def test_wrong_types(
    server: ServerHere, public: aiohttp.ClientSession, api: str, name: str, value: object
) -> None:
    body = issue_body(server, **{name: value})
    answer = await send(public, "POST", f"{api}/tickets", json=body, headers=server.headers)
    assert answer.refusal.code is RefusalCode.BODY_MALFORMED
    assert name in answer.refusal.params["detail"]


async def test_a_whole_number_may_be_written_with_a_point(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    body = issue_body(server, party_size=2.0)
    answer = await send(public, "POST", f"{api}/tickets", json=body, headers=server.headers)
    assert answer.status == 201
    assert {ticket.party_size for ticket in (await server.desk()).tickets} == {2}
    body = issue_body(server, party_size=2.5, command_id="issue-0002")
    answer = await send(public, "POST", f"{api}/tickets", json=body, headers=server.headers)
    assert answer.refusal.code is RefusalCode.BODY_MALFORMED


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", ""]
)
async def test_body_that_is_not_json(
    server: ServerHere, public: aiohttp.ClientSession, api: str, content_type: str
) -> None:
    headers = {**server.headers, "Content-Type": content_type}
    body = msgspec.json.encode(issue_body(server))
    answer = await send(public, "POST", f"{api}/tickets", data=body, headers=headers)
    assert answer.refusal == Refusal(RefusalCode.BODY_NOT_JSON)


async def chunks(size: int) -> Any:
    for _ in range(size // 1024):
        yield b" " * 1024


@pytest.mark.parametrize("chunked", [False, True])
async def test_oversized_body(
    server: ServerHere, public: aiohttp.ClientSession, api: str, chunked: bool
) -> None:
    headers = {**server.headers, "Content-Type": "application/json"}
    size = LARGEST_BODY + 1024
    data = chunks(size) if chunked else b" " * size
    answer = await send(public, "POST", f"{api}/tickets", data=data, headers=headers)
    assert answer.refusal == Refusal(RefusalCode.BODY_TOO_LARGE, {"most": LARGEST_BODY})


async def test_largest_body_is_read(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    headers = {**server.headers, "Content-Type": "application/json"}
    body = msgspec.json.encode(issue_body(server)).ljust(LARGEST_BODY)
    answer = await send(public, "POST", f"{api}/tickets", data=body, headers=headers)
    assert answer.status == 201


async def test_compressed_body_is_not_unpacked(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    headers = {
        **server.headers,
        "Content-Type": "application/json",
        "Content-Encoding": "deflate",
    }
    body = b" " * 1_000_000
    answer = await send(public, "POST", f"{api}/tickets", data=body, headers=headers, compress=None)
    assert answer.status in {400, 413}
    assert answer.refusal
