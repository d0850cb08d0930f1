"""Who may do what: the table, walked with nobody's and with the key's credentials."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import aiohttp
import pytest

from server.configuration.spots_file import spots_path
from server.office.access import ACCESS, AccessTableError, Principal, check_access, may_use
from server.web.authority import AUTHORITY_PATH
from server.web.gate import COOKIE
from server.web.route import Kind, Route
from server.web.routes import ROUTES
from tests.pictures import write_picture
from tests.server_fixture import BUSY_DAY, ServerHere, running_server

FOR_STAFF = [route for route in ROUTES if ACCESS[route.name] is Principal.KEY]
FOR_ALL = [route for route in ROUTES if ACCESS[route.name] is Principal.PUBLIC]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[ServerHere]:
    """An office with pictures, and with places."""
    write_picture(tmp_path / "logo.png")
    office = tmp_path / "office.toml"
    slide = '[[slides]]\nkind = "picture"\nfile = "logo.png"\n'
    office.write_text(f'logo = "logo.png"\n{BUSY_DAY.read_text()}{slide}')
    copyfile(spots_path(BUSY_DAY), spots_path(office))
    async with running_server(tmp_path, office) as running:
        yield running


async def ask(
    session: aiohttp.ClientSession, route: Route, path: str, headers: dict[str, str]
) -> tuple[int, str]:
    """The status, and the refusal's code or the place that we are sent to."""
    async with session.request(
        route.method, path, headers=headers, allow_redirects=False
    ) as answer:
        told = answer.headers.get("Location", "")
        if answer.content_type == "application/json" and answer.status >= 400:
            told = (await answer.json())["error"]["code"]
        return answer.status, told


async def fill(server: ServerHere, route: Route) -> str:
    """A path of things that exist."""
    ticket = await server.issue("akta", confirm=False)
    known = {
        "office": server.office,
        "call": "1",
        "counter": "1",
        "service": "akta",
        "ticket_id": ticket.ticket_id,
        "token": ticket.token,
        "number": ticket.number,
        "kind": "kiosk",
        "name": "kiosk-1",
        "room": "look",
        "file": "look.css",
    }
    if route.path.startswith("/office/"):
        known["file"] = (await server.hall()).office.slides[0].path
    if "{note_id}" in route.path:
        known["note_id"] = await write_note(server, ticket.ticket_id)
    if "{notice_id}" in route.path:
        known["notice_id"] = f"notice-{ticket.ticket_id}"
        words = {"id": "Loket 3 tutup"}
        await server.post("/notices", notice_id=known["notice_id"], words=words)
    path = route.path.replace(":.+", "")
    return path.format(**known)


async def write_note(server: ServerHere, ticket_id: str) -> str:
    """A note about a ticket that another counter has to do with now."""
    await server.post(f"/tickets/{ticket_id}/confirm")
    await server.at_counter("11", "open")
    await server.at_counter("11", "call-next")
    await server.at_counter("11", "transfer", service="informasi", note="see the file")
    return next(each.note_id for each in (await server.desk()).tickets if each.note_id) or ""


def test_every_route_has_an_entry_and_every_entry_a_route() -> None:
    check_access([route.name for route in ROUTES])


async def test_head_is_answered_as_get_to_whom_get_is(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    for route in ROUTES:
        if route.method != "GET" or route.kind is Kind.STREAM:
            continue
        path = await fill(server, route)
        for headers in ({}, server.headers):
            asked = {"headers": headers, "allow_redirects": False}
            async with public.get(path, **asked) as whole, public.head(path, **asked) as head:
                assert head.status == whole.status, route.name
                assert head.content_type == whole.content_type, route.name
                assert await head.read() == b"", route.name


def test_route_without_entry_stops_the_start() -> None:
    with pytest.raises(AccessTableError, match="no entry for GET /secret"):
        check_access([*ACCESS, "GET /secret"])


def test_entry_without_route_stops_the_start() -> None:
    with pytest.raises(AccessTableError, match="no route for GET /healthz"):
        check_access(ACCESS.keys() - {"GET /healthz"})


def test_default_is_no() -> None:
    assert not may_use(Principal.PUBLIC, "GET /secret")
    assert not may_use(Principal.KEY, "GET /secret")


async def test_staffs_routes_refuse_the_public(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    for route in FOR_STAFF:
        path = await fill(server, route)
        status, told = await ask(public, route, path, {})
        if route.kind is Kind.PAGE:
            assert (status, told) == (302, f"/sign-in?next={path}"), route.name
        elif route.kind is Kind.PLAIN:
            assert status == 401, route.name
        else:
            assert (status, told) == (401, "sign_in_needed"), route.name


async def test_staffs_routes_refuse_a_wrong_key_and_a_wrong_cookie(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    for route in FOR_STAFF:
        if route.kind in {Kind.JSON, Kind.STREAM}:
            path = await fill(server, route)
            wrong = {"Authorization": f"Bearer {server.key}x"}
            assert await ask(public, route, path, wrong) == (401, "key_wrong"), route.name
            wrong = {"Cookie": f"{COOKIE}={server.key}", "Origin": server.url}
            assert await ask(public, route, path, wrong) == (401, "sign_in_needed"), route.name


@pytest.mark.parametrize("means", ["bearer", "cookie"])
async def test_staffs_routes_let_the_key_in(
    server: ServerHere, public: aiohttp.ClientSession, means: str
) -> None:
    headers = server.headers
    if means == "cookie":
        headers = {"Cookie": f"{COOKIE}={server.cookie}", "Origin": server.url}
    for route in FOR_STAFF:
        status, told = await ask(public, route, await fill(server, route), headers)
        # a POST without a body is let in and then refused for that
        expected = (415, "body_not_json") if route.method == "POST" else (200, "")
        assert (status, told) == expected, route.name


async def test_public_routes_ask_nobody(server: ServerHere, public: aiohttp.ClientSession) -> None:
    for route in FOR_ALL:
        status, _ = await ask(public, route, await fill(server, route), {})
        assert status not in {401, 302} or route.path == "/sign-in", route.name
        if route.method == "GET" and route.kind is not Kind.SOUND:  # nobody was called
            is_there = route.path != AUTHORITY_PATH  # nothing here is encrypted
            assert status == (200 if is_there else 404), route.name


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
async def test_post_with_the_cookie_from_elsewhere_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, origin: str | None
) -> None:
    headers = {"Cookie": f"{COOKIE}={server.cookie}"} | ({"Origin": origin} if origin else {})
    for route in ROUTES:
        if route.method == "POST" and route.kind is Kind.JSON:
            status, told = await ask(public, route, await fill(server, route), headers)
            assert (status, told) == (403, "origin_refused"), route.name


async def test_bearer_needs_no_origin(server: ServerHere, public: aiohttp.ClientSession) -> None:
    path = f"/api/v1/offices/{server.office}/day/stop-issuing"
    headers = {**server.headers, "Cookie": f"{COOKIE}=old", "Origin": "https://elsewhere.example"}
    body = {"command_id": "stop-1234", "day": server.today}
    async with public.post(path, json=body, headers=headers) as answer:
        assert answer.status == 200
