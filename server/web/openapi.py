"""The OpenAPI 3.1 description of the API, made from the handlers' own types.

Nothing is written by hand but titles: paths, bodies, answers and refusals come from the table of
routes, who may use a route from the table of access, statuses from the table of refusals.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from aiohttp import web

from protocol.refusals import RefusalBody, RefusalCode
from protocol.snapshots import DevicesSnapshot
from server.access.table import ACCESS, EVERYBODY
from server.web.errors import STATUSES
from server.web.keys import OPENAPI
from server.web.requests.cookies import STAFF_PLAIN, STAFF_SECURE
from server.web.route import Kind, Route

REF = "#/components/schemas/{name}"
KEY_SCHEME = "key"
COOKIE_SCHEMES = {"signInOverTls": STAFF_SECURE, "signIn": STAFF_PLAIN}
PARAMETERS = {
    "office": "The id of an office.",
    "call": "The running number of a call of today, from the hall's snapshot.",
    "counter": "The id of a counter.",
    "service": "The id of a service.",
    "ticket_id": "The id of a ticket, as whoever issued it chose it.",
    "number": "The number on a ticket, such as A-012.",
    "notice_id": "The id of a notice, as whoever posted it chose it.",
    "pairing_id": "What a machine that asks to be paired was told.",
    "note_id": "The id of a note, as the desk's tickets name it.",
    "kind": "What a machine is: kiosk, display or desk.",
    "name": "What a machine calls itself: up to 64 letters, digits, spaces and ._-",
    "token": "The secret of a ticket, from its QR code.",
}
QUERIES: dict[str, dict[str, Any]] = {
    "short": {
        "description": "How short: 0 a whole sentence, 1 number and counter, 2 in one language.",
        "schema": {"type": "integer", "minimum": 0, "maximum": 2, "default": 0},
    },
    "of": {
        "description": "`epoch.day` of the snapshot that tells the call; then it may be kept.",
        "schema": {"type": "string"},
    },
}
TAGS = {
    *("tickets", "counters", "services", "day", "desk", "kiosks", "notes", "notices"),
    *("devices", "calls", "speech", "lobby", "pairings"),
}
_PARAMETER = re.compile(r"\{(\w+)\}")


async def show_openapi(request: web.Request) -> web.StreamResponse:
    """This description."""
    return web.Response(body=request.app[OPENAPI], content_type="application/json")


@cache
def describe_api(routes: tuple[Route, ...]) -> bytes:
    """The description as JSON."""
    described = [route for route in routes if route.kind in {Kind.JSON, Kind.STREAM, Kind.SOUND}]
    types = [each for route in described for each in (route.body, route.reply) if each is not None]
    types += [RefusalBody, DevicesSnapshot]
    _, schemas = msgspec.json.schema_components(types, ref_template=REF)
    paths: dict[str, dict[str, Any]] = {}
    for route in described:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Antrean",
                "version": "1",
                "description": "Runs the hall of a walk-in public office. Refusals are one shape"
                " everywhere; streams are Server-Sent Events that always carry the whole state.",
            },
            "paths": paths,
            "components": {"schemas": schemas, "securitySchemes": SECURITY_SCHEMES},
        }
    )


SECURITY_SCHEMES = {
    KEY_SCHEME: {
        "type": "http",
        "scheme": "bearer",
        "description": "The key of a session (sign-in) or of a paired machine.",
    },
    **{
        scheme: {
            "type": "apiKey",
            "in": "cookie",
            "name": name,
            "description": "Set by the sign-in page; POSTs then need our own Origin.",
        }
        for scheme, name in COOKIE_SCHEMES.items()
    },
}


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation_id(route),
        "summary": route.summary.splitlines()[0],
        "tags": [_tag(route)],
        "parameters": [
            *(_parameter(name) for name in _PARAMETER.findall(route.path)),
            *({"name": name, "in": "query", **QUERIES[name]} for name in route.query),
        ],
        "responses": _responses(route),
    }
    if ACCESS[route.name] is not EVERYBODY:
        operation["security"] = [{scheme: []} for scheme in SECURITY_SCHEMES]
    if route.body is not None:
        content = {"application/json": {"schema": _schema(route.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(route: Route) -> dict[str, Any]:
    answer = {"description": _described(route.reply), "content": _content(route)}
    responses = {str(route.status): answer}
    by_status: dict[int, list[RefusalCode]] = {}
    for code in dict.fromkeys(route.refusals):
        by_status.setdefault(STATUSES[code], []).append(code)
    for status, codes in sorted(by_status.items()):
        responses[str(status)] = _refusal_response(codes)
    if route.path == "/readyz":
        responses["503"] = answer
    return responses


def _refusal_response(codes: Sequence[RefusalCode]) -> dict[str, Any]:
    content = {"application/json": {"schema": _schema(RefusalBody)}}
    return {"description": "RefusedError: " + ", ".join(codes) + ".", "content": content}


def _content(route: Route) -> dict[str, Any]:
    if route.kind is Kind.SOUND:
        return {"audio/wav": {"schema": {"type": "string", "format": "binary"}}}
    if route.kind is Kind.STREAM:
        told = f"Events named `snapshot`; the data of each is a {_described(route.reply)}."
        return {"text/event-stream": {"schema": {"type": "string", "description": told}}}
    return {"application/json": {"schema": _schema(route.reply)}}


@cache
def _schema(wanted: Any) -> dict[str, Any]:
    """Of a type; many routes answer with the same, and every server start describes them."""
    (schema,), _ = msgspec.json.schema_components([wanted], ref_template=REF)
    return schema


def _described(reply: Any) -> str:
    return "A WAV" if reply is None else getattr(reply, "__name__", str(reply))


def _parameter(name: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": PARAMETERS[name],
        "schema": {"type": "string", "minLength": 1},
    }


def _operation_id(route: Route) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", route.path.removeprefix("/api/v1").lower()).strip("_")
    return f"{route.method.lower()}_{words}"


def _tag(route: Route) -> str:
    parts = route.path.removeprefix("/api/v1/offices/{office}").strip("/").split("/")
    return parts[0] if parts[0] in TAGS else "offices"
