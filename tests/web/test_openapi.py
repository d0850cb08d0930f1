"""The description of the API: valid, complete, and true."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from protocol.refusals import RefusalCode
from server.access.table import ACCESS, EVERYBODY
from server.web.errors import STATUSES
from server.web.route import Kind
from server.web.routes import ROUTES
from tests.server_fixture import ServerHere, ServerProcess, server_process

SETTINGS = Path(__file__).with_name("schemathesis.toml")
DESCRIBED = [route for route in ROUTES if route.kind in {Kind.JSON, Kind.STREAM, Kind.SOUND}]


@pytest.fixture
async def description(public: aiohttp.ClientSession) -> Any:
    async with public.get("/api/v1/openapi.json") as answer:
        assert answer.content_type == "application/json"
        return await answer.json()


async def test_description_is_valid(description: Any) -> None:
    assert description["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(description).validate()


async def test_description_holds_every_route_of_the_api(description: Any) -> None:
    told = {
        f"{method.upper()} {path}"
        for path, operations in description["paths"].items()
        for method in operations
    }
    assert told == {route.name for route in DESCRIBED}


async def test_description_says_who_may_and_how_it_refuses(description: Any) -> None:
    for route in DESCRIBED:
        operation = description["paths"][route.path][route.method.lower()]
        assert ("security" in operation) == (ACCESS[route.name] is not EVERYBODY), route.name
        assert operation["summary"], route.name
        assert str(route.status) in operation["responses"], route.name
        for code in route.refusals:
            response = operation["responses"][str(STATUSES[code])]
            assert code in response["description"], route.name
            schema = response["content"]["application/json"]["schema"]
            assert schema == {"$ref": "#/components/schemas/RefusalBody"}, route.name


async def test_every_code_of_a_refusal_is_described(description: Any) -> None:
    assert set(description["components"]["schemas"]["RefusalCode"]["enum"]) == set(RefusalCode)


async def test_types_are_the_wires_own(description: Any) -> None:
    schemas = description["components"]["schemas"]
    issue = description["paths"]["/api/v1/offices/{office}/tickets"]["post"]
    body = issue["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/IssueBody"}
    assert "201" in issue["responses"]
    assert schemas["IssueBody"]["additionalProperties"] is False
    assert set(schemas["HallSnapshot"]["required"]) >= {"id", "clock", "office", "calls"}


async def key_of(server: ServerProcess, asker: str) -> str:
    """Somebody's key; "" for nobody's."""
    if asker == "kiosk":
        return await server.device_key("kiosk", "kiosk-1")
    return server.token(asker) if asker else ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asker", "much"),
    [
        ("supervisor", ("--max-examples", "12")),
        *(
            (asker, ("--max-examples", "3", "--phases", "fuzzing"))
            for asker in ("clerk", "kiosk", "")
        ),
    ],
    ids=["supervisor", "clerk", "kiosk", "nobody"],
)
async def test_server_does_what_the_description_says(
    asker: str, much: tuple[str, ...], tmp_path: Path
) -> None:
    """Schemathesis over every operation but the streams, which it would follow for ever.

    And but for signing out, after which it would be nobody. A few examples tell whether who may
    not is refused as the description says.
    """
    async with server_process(tmp_path) as server:
        await server.issue("akta")
        await server.at_counter("1", "open")
        key = await key_of(server, asker)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "run"),
            f"{server.url}/api/v1/openapi.json",
            *("--exclude-path-regex", "stream$|sign-out$", "--no-color"),
            *much,
            *(("-H", f"Authorization: Bearer {key}") if key else ()),
            cwd=tmp_path,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        shown, _ = await process.communicate()
        told = shown.decode()
        assert process.returncode == 0, told
        asked = (route for route in DESCRIBED if not route.path.endswith("sign-out"))
        tested = sum(route.kind in {Kind.JSON, Kind.SOUND} for route in asked)
        assert f"Tested: {tested}" in told, told
        assert (await server.hall()).office.id == server.office


async def test_every_refusal_that_is_seen_is_described(server: ServerHere) -> None:
    """The refusals of ordinary mistakes, held against what the description says of each route."""
    ticket = await server.issue("akta")
    by_name = {route.name: route for route in ROUTES}
    api = "/api/v1/offices/{office}"
    plain = {"day": server.today}
    at_counter = {**plain, "based_on": {"ticket_id": None, "call": None}}
    mistakes: list[tuple[str, str, dict[str, Any]]] = [
        (f"{api}/tickets/{{ticket_id}}/return", f"/tickets/{ticket.ticket_id}/return", plain),
        (f"{api}/tickets/{{ticket_id}}/confirm", "/tickets/none/confirm", plain),
        (f"{api}/services/{{service}}/resume", "/services/akta/resume", plain),
        (f"{api}/day/allow-issuing", "/day/allow-issuing", plain),
        (f"{api}/day/end", "/day/end", {**plain, "left": 99}),
        *(
            (f"{api}/counters/{{counter}}/{action}", f"/counters/1/{action}", at_counter)
            for action in (
                *("call-next", "finish-and-next", "recall", "start", "finish", "no-show"),
                *("hold", "undo", "close", "pause"),
            )
        ),
    ]
    for template, path, body in mistakes:
        sent = {"command_id": f"mistake-{path.replace('/', '-')}", **body}
        async with server._session.post(
            server.api + path, json=sent, headers=server.headers
        ) as answer:
            told = json.loads(await answer.read())
        assert "error" in told, path
        assert told["error"]["code"] in by_name[f"POST {template}"].refusals, path
