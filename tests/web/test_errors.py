"""How the web says no: one shape, whoever produces it, and a status for every code."""

import re
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from protocol.refusals import Refusal, RefusalCode
from server.journal.errors import StorageError
from server.web.actions import ACTIONS
from server.web.errors import STATUSES
from server.web.keys import STREAMS
from tests.server_fixture import ServerHere
from tests.web.asking import issue_body, send
from tests.web.events import office_of

ROOT = Path(__file__).parents[2]
SEEN_BY_TERMINALS_ONLY = {
    *(RefusalCode.SERVER_UNREACHABLE, RefusalCode.ANSWER_UNREADABLE),
    *(RefusalCode.LEASE_USED_UP, RefusalCode.NUMBER_NOT_KEPT, RefusalCode.NOT_WHILE_OFFLINE),
}


def test_every_code_has_a_status() -> None:
    assert STATUSES.keys() == set(RefusalCode)
    assert all(400 <= status < 600 for status in STATUSES.values())


def producers(code: RefusalCode) -> list[str]:
    """The sources that make a refusal of `code`; the tables of codes are none."""
    named = re.compile(rf"\bRefusalCode\.{code.name}\b(?!: )")
    found = []
    for path in sorted((ROOT / "server").rglob("*.py")):
        if path.parent.name == "web" and path.name == "routes.py":
            continue  # says what may be refused where
        if named.search(path.read_text()):
            found.append(path.relative_to(ROOT).as_posix())
    return found


def test_every_code_has_a_producer() -> None:
    lacking = {code for code in RefusalCode if not producers(code)}
    assert lacking == SEEN_BY_TERMINALS_ONLY


# ---------------------------------------------------------------- paths


async def test_unknown_path(public: aiohttp.ClientSession) -> None:
    for path in ("/api/v1/nothing", "/api/v1", "/static/look/none.css", "/static/none/look.css"):
        refusal = (await send(public, "GET", path)).refusal
        assert refusal == Refusal(RefusalCode.ROUTE_UNKNOWN), path


async def test_unknown_path_of_a_page_is_a_page(public: aiohttp.ClientSession) -> None:
    answer = await send(public, "GET", "/nothing", headers={"Accept-Language": "en-GB,id;q=0.3"})
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert '<html lang="en">' in answer.body.decode()
    assert "This page was not found" in answer.body.decode()
    answer = await send(public, "GET", "/nothing", headers={"Accept-Language": "id"})
    assert '<html lang="id">' in answer.body.decode()


async def test_unknown_office_is_told_on_every_way(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    for path in ("", "/stream", "/desk", "/tickets/by-number/A-001"):
        answer = await send(public, "GET", f"/api/v1/offices/nowhere{path}", headers=server.headers)
        assert answer.refusal == Refusal(RefusalCode.OFFICE_UNKNOWN, {"office": "nowhere"}), path
    for path in ("/display/nowhere", f"/t/nowhere/{'t' * 22}"):
        assert (await send(public, "GET", path)).status == 404, path


async def test_method_not_allowed_names_the_allowed(
    public: aiohttp.ClientSession, api: str
) -> None:
    answer = await send(public, "DELETE", api)
    assert answer.refusal == Refusal(RefusalCode.METHOD_NOT_ALLOWED)
    assert answer.headers["Allow"] == "GET, HEAD"
    assert (await send(public, "HEAD", f"{api}/stream")).headers["Allow"] == "GET"  # has no end
    answer = await send(public, "GET", f"{api}/counters/1/open")
    assert answer.headers["Allow"] == "POST"
    assert (await send(public, "PUT", "/")).status == 405


async def test_unknown_action_names_the_known(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    for noun in ("counters/1", "tickets/x", "services/akta", "day", f"tickets/by-token/{'t' * 22}"):
        answer = await send(public, "POST", f"{api}/{noun}/dance", headers=server.headers)
        assert answer.refusal.code is RefusalCode.ACTION_UNKNOWN, noun
        assert answer.refusal.params["action"] == "dance"
        known = answer.refusal.params["known"].split(", ")
        assert known == sorted(known, key=known.index)
        assert tuple(known) in ACTIONS.values()


async def test_unknown_things_are_told_apart(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    at_counter = {
        "command_id": "at-counter-1",
        "day": server.today,
        "based_on": {"ticket_id": None, "call": None},
    }
    plain = {"command_id": "plain-0001", "day": server.today}
    suspend = {
        **plain,
        "reason": server.running.offices.get(server.office).settings.office.reasons.suspend[0].id,
    }  # type: ignore[union-attr]
    expected = [
        ("/counters/99/open", at_counter, RefusalCode.COUNTER_UNKNOWN),
        ("/services/none/suspend", suspend, RefusalCode.SERVICE_UNKNOWN),
        ("/tickets/none/confirm", plain, RefusalCode.TICKET_UNKNOWN),
        ("/tickets", issue_body(server, services=["none"]), RefusalCode.SERVICE_UNKNOWN),
        (f"/tickets/by-token/{'x' * 22}/cancel", plain, RefusalCode.TICKET_UNKNOWN),
        ("/tickets/by-token/short/cancel", plain, RefusalCode.TICKET_UNKNOWN),
    ]
    for path, body, code in expected:
        answer = await send(public, "POST", api + path, json=body, headers=server.headers)
        assert answer.refusal.code is code, path
    for path in ("/tickets/by-number/Z-999", f"/tickets/by-token/{'x' * 22}"):
        answer = await send(public, "GET", api + path, headers=server.headers)
        assert answer.refusal.code is RefusalCode.TICKET_UNKNOWN, path
    answer = await send(public, "GET", f"{api}/tickets/by-token/{'x' * 22}/stream")
    assert answer.refusal.code is RefusalCode.TICKET_UNKNOWN


# ---------------------------------------------------------------- faults


async def test_storage_trouble_asks_to_come_back(
    server: ServerHere,
    public: aiohttp.ClientSession,
    api: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object) -> None:
        raise StorageError("the disk is full")

    office = server.running.offices.get(server.office)
    monkeypatch.setattr(office, "hall", fail)
    monkeypatch.setattr(office, "hall_stream", fail)
    for path in ("", "/stream"):
        answer = await send(public, "GET", api + path)
        assert answer.refusal == Refusal(RefusalCode.STORAGE_UNAVAILABLE)
        assert int(answer.headers["Retry-After"]) > 0


async def test_fault_is_told_and_logged_without_what_the_visitor_sent(
    server: ServerHere,
    public: aiohttp.ClientSession,
    api: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object) -> None:
        raise RuntimeError("Budi's secret")

    monkeypatch.setattr(server.running.offices.get(server.office), "ticket_id_by_token", fail)
    token = "s" * 22
    with capture_logs() as logs:
        answer = await send(public, "GET", f"{api}/tickets/by-token/{token}")
        page = await send(public, "GET", f"/t/{server.office}/{token}")
    assert answer.refusal == Refusal(RefusalCode.SERVER_FAULT)
    assert page.status == 500
    assert page.headers["Content-Type"].startswith("text/html")
    faults = [each for each in logs if each["event"] == "server_fault"]
    assert [each["fault"] for each in faults] == ["RuntimeError", "RuntimeError"]
    assert any("fail" in line for line in faults[0]["where"])
    assert "Budi" not in str(logs)
    assert token not in str(logs)


async def test_stream_that_is_opened_while_the_server_stops_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    server.running.app[STREAMS].stop()
    answer = await send(public, "GET", f"{api}/stream")
    assert answer.refusal == Refusal(RefusalCode.STOPPING)
    assert int(answer.headers["Retry-After"]) > 0
    assert office_of(server).publisher.watchers == 0


@pytest.mark.parametrize(
    ("raised", "code"),
    [
        (web.HTTPRequestEntityTooLarge(1, 2), RefusalCode.BODY_TOO_LARGE),
        (web.HTTPBadRequest(), RefusalCode.BODY_MALFORMED),
        (web.HTTPServiceUnavailable(), RefusalCode.SERVER_FAULT),
        (web.HTTPNotFound(), RefusalCode.ROUTE_UNKNOWN),
        (TimeoutError(), RefusalCode.SERVER_FAULT),
        (KeyError("token"), RefusalCode.SERVER_FAULT),
    ],
)
async def test_whatever_is_raised_gets_the_one_shape(
    server: ServerHere,
    public: aiohttp.ClientSession,
    api: str,
    monkeypatch: pytest.MonkeyPatch,
    raised: Exception,
    code: RefusalCode,
) -> None:
    async def fail() -> None:
        raise raised

    monkeypatch.setattr(server.running.offices.get(server.office), "hall", fail)
    assert (await send(public, "GET", api)).refusal.code is code


async def test_kiosk_gives_no_reasons(
    server: ServerHere, public: aiohttp.ClientSession, api: str
) -> None:
    headers = {"Authorization": f"Bearer {await server.device_key('kiosk', 'kiosk-1')}"}
    body = issue_body(server, reason="any")
    answer = await send(public, "POST", f"{api}/tickets", json=body, headers=headers)
    assert answer.refusal == Refusal(RefusalCode.NOT_ALLOWED)
