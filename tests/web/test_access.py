"""Who may do what: every route, asked by everybody there is, over real HTTP, against the table."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile

import aiohttp
import pytest

from server.access.roles import Asker
from server.access.table import (
    ACCESS,
    EVERYBODY,
    ITSELF,
    AccessTableError,
    check_access,
    may_use,
)
from server.configuration.lobby.spots_file import spots_path
from server.web.requests.cookies import staff_cookie
from server.web.requests.gate import PAGES_FOR_STAFF
from server.web.route import Kind, Route
from server.web.routes import ROUTES
from tests.pictures import write_picture
from tests.server_fixture import BUSY_DAY, ServerHere, running_server

COOKIE = staff_cookie(False)
HERE = {
    Asker.PUBLIC: None,
    Asker.KIOSK: ("kiosk", "kiosk-1"),
    Asker.DISPLAY: ("display", "display-1"),
    Asker.CLERK: "clerk",
    Asker.DOOR_KEEPER: "door_keeper",
    Asker.SUPERVISOR: "supervisor",
    Asker.ADMINISTRATOR: "administrator",
}
"""Everybody there is; this machine is asked about apart, since all tests are there."""
LET_IN = {200, 201, 400, 404, 409, 415, 422, 429, 302, 303}


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


async def key_of(server: ServerHere, asker: Asker) -> str:
    """Somebody's key; "" for everybody's."""
    who = HERE[asker]
    if isinstance(who, tuple):
        return await server.device_key(*who)
    return server.token(who) if who else ""


async def known_parts(server: ServerHere) -> dict[str, str]:
    """Parts of paths, of things that exist."""
    ticket = await server.issue("akta", confirm=False)
    await server.post("/notices", notice_id="notice-1", words={"id": "Loket 3 tutup"})
    slides = (await server.hall()).office.slides
    return {
        "office": server.office,
        "call": "1",
        "counter": "1",
        "service": "akta",
        "ticket_id": ticket.ticket_id,
        "token": ticket.token,
        "number": ticket.number,
        "notice_id": "notice-1",
        "note_id": await write_note(server, ticket.ticket_id),
        "pairing_id": "p" * 22,
        "kind": "kiosk",
        "name": "kiosk-1",
        "room": "look",
        "file": "look.css",
        "slide": slides[0].path,
    }


def fill(route: Route, parts: dict[str, str]) -> str:
    """The route's path with these parts."""
    path = route.path.replace(":.+", "")
    return path.format(**parts | ({"file": parts["slide"]} if "/slides/" in path else {}))


async def write_note(server: ServerHere, ticket_id: str) -> str:
    """A note about a ticket that another counter has to do with now."""
    await server.post(f"/tickets/{ticket_id}/confirm")
    await server.at_counter("11", "open")
    await server.at_counter("11", "call-next")
    await server.at_counter("11", "transfer", service="informasi", note="see the file")
    return next(each.note_id for each in (await server.desk()).tickets if each.note_id) or ""


def test_every_route_has_an_entry_and_every_entry_a_route() -> None:
    check_access([route.name for route in ROUTES])


def test_where_a_device_names_itself_only_its_path_has_a_name() -> None:
    assert ACCESS.keys() >= ITSELF
    assert all("{name}" in route for route in ITSELF)


def test_route_without_entry_stops_the_start() -> None:
    with pytest.raises(AccessTableError, match="no entry for GET /secret"):
        check_access([*ACCESS, "GET /secret"])


def test_entry_without_route_stops_the_start() -> None:
    with pytest.raises(AccessTableError, match="no route for GET /healthz"):
        check_access(ACCESS.keys() - {"GET /healthz"})


@pytest.mark.parametrize("asker", Asker)
def test_default_is_no(asker: Asker) -> None:
    assert not may_use(asker, "GET /secret")


async def test_every_route_lets_in_exactly_whom_the_table_names(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    """Nobody gets anything done: a POST without a body is let in, and then refused for that."""
    parts = await known_parts(server)
    for asker in HERE:
        key = await key_of(server, asker)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        headers |= {"Origin": server.url, "X-Forwarded-For": "192.0.2.7"}
        for route in sorted(ROUTES, key=lambda route: route.path == "/api/v1/sign-out"):
            path = fill(route, parts | machine_of(asker, route))
            status, told = await ask(public, route, path, headers)
            if may_use(asker, route.name):
                is_form = route.name in ("POST /sign-in", "POST /password")  # without a password
                assert status in LET_IN | ({401} if is_form else set()), (
                    asker,
                    route.name,
                    told,
                )
                assert not told.startswith("/sign-in?"), (asker, route.name)
            else:
                assert (status, told) == refusal(asker, route, path), (asker, route.name)


def machine_of(asker: Asker, route: Route) -> dict[str, str]:
    """The part of the path that a machine may name: itself. Staff report for desks."""
    if asker in (Asker.KIOSK, Asker.DISPLAY):
        kind, name = HERE[asker] or ("", "")
        return {"kind": kind, "name": name}
    return {"kind": "desk"} if route.path.endswith("/report") else {}


def refusal(asker: Asker, route: Route, path: str) -> tuple[int, str]:
    """How somebody is refused who may not."""
    is_staff = asker in (Asker.CLERK, Asker.DOOR_KEEPER, Asker.SUPERVISOR, Asker.ADMINISTRATOR)
    if path.startswith(PAGES_FOR_STAFF) and not is_staff:
        return 302, f"/sign-in?next={path}"
    is_page = not path.startswith(("/api/", "/metrics"))
    if asker is Asker.PUBLIC:
        return 401, "" if is_page else "sign_in_needed"
    return 403, "" if is_page else "not_allowed"


async def test_staff_of_one_office_and_its_machines_are_nobody_in_another(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    parts = await known_parts(server)
    elsewhere = [await server.token_in(role, "elsewhere") for role in ("clerk", "administrator")]
    elsewhere.append(await server.device_key_of("elsewhere", "kiosk", "kiosk-1"))
    for key in elsewhere:
        headers = {"Authorization": f"Bearer {key}"}
        for route in ROUTES:
            if "{office}" not in route.path or ACCESS[route.name] is EVERYBODY:
                continue
            path = fill(route, parts)
            status, told = await ask(public, route, path, headers)
            if path.startswith(PAGES_FOR_STAFF) and status == 302:
                assert told == f"/sign-in?next={path}"
            elif path.startswith("/api/"):
                assert (status, told) == (403, "not_allowed_here"), route.name
            else:
                assert status == 403, route.name


async def test_keys_that_are_good_for_nothing_open_nothing(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    parts = await known_parts(server)
    for route in ROUTES:
        if route.kind not in {Kind.JSON, Kind.STREAM} or ACCESS[route.name] is EVERYBODY:
            continue
        path = fill(route, parts)
        for key, code in ((f"{server.key}x", "session_ended"), ("x" * 43, "device_not_paired")):
            bearer = {"Authorization": f"Bearer {key}"}
            assert await ask(public, route, path, bearer) == (401, code), route.name
            cookie = {"Cookie": f"{COOKIE}={key}", "Origin": server.url}
            assert await ask(public, route, path, cookie) == (401, "session_ended"), route.name


async def test_an_old_cookie_is_as_none_where_everybody_is_let_in(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    for path in ("/", "/sign-in", f"/api/v1/offices/{server.office}", "/api/v1/me"):
        async with public.get(path, headers={"Cookie": f"{COOKIE}=s.old"}) as answer:
            assert answer.status == 200, path


async def test_metrics_are_for_this_machine_and_administrators(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    async with public.get("/metrics") as answer:
        assert answer.status == 200
    for header in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
        forwarded = {header: "192.0.2.7"}
        async with public.get("/metrics", headers=forwarded) as answer:
            assert answer.status == 401, header
        forwarded["Authorization"] = f"Bearer {server.token('administrator')}"
        async with public.get("/metrics", headers=forwarded) as answer:
            assert answer.status == 200, header


async def test_head_is_answered_as_get_to_whom_get_is(
    server: ServerHere, public: aiohttp.ClientSession
) -> None:
    parts = await known_parts(server)
    for route in ROUTES:
        if route.method != "GET" or route.kind is Kind.STREAM:
            continue
        path = fill(route, parts)
        for headers in ({}, server.headers):
            asked = {"headers": headers, "allow_redirects": False}
            async with public.get(path, **asked) as whole, public.head(path, **asked) as head:
                assert head.status == whole.status, route.name
                assert head.content_type == whole.content_type, route.name
                assert await head.read() == b"", route.name


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", None])
async def test_post_with_a_cookie_from_elsewhere_is_refused(
    server: ServerHere, public: aiohttp.ClientSession, origin: str | None
) -> None:
    parts = await known_parts(server)
    display = await server.display_cookie()
    for name, value in ((COOKIE, server.key), (display["name"], display["value"])):
        headers = {"Cookie": f"{name}={value}"} | ({"Origin": origin} if origin else {})
        for route in ROUTES:
            if route.method == "POST":
                status, told = await ask(public, route, fill(route, parts), headers)
                code = "origin_refused" if route.kind is Kind.JSON else ""
                assert (status, told) == (403, code), route.name


async def test_bearer_needs_no_origin(server: ServerHere, public: aiohttp.ClientSession) -> None:
    path = f"/api/v1/offices/{server.office}/day/stop-issuing"
    headers = {**server.headers, "Cookie": f"{COOKIE}=old", "Origin": "https://elsewhere.example"}
    body = {"command_id": "stop-1234", "day": server.today}
    async with public.post(path, json=body, headers=headers) as answer:
        assert answer.status == 200
