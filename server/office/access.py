"""Who may do what: the one table of access. Default is no.

Owns the principals and, for every route by method and template, which of them may use it. Promises
that nothing is open by oversight: a route that is not in the table stops the start
(`check_access`), and so does an entry that no route has. Enforced by one middleware
(`server.web.gate`).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Principal(StrEnum):
    """Who asks. The holder of the office key may do all that the public may."""

    PUBLIC = "public"
    KEY = "key"


class AccessTableError(Exception):
    """The table and the routes do not agree; the message says where."""


PUBLIC, KEY = Principal.PUBLIC, Principal.KEY

_API = "/api/v1/offices"
_OFFICE = f"{_API}/{{office}}"
_TICKET = f"{_OFFICE}/tickets/{{ticket_id}}"
_TOKEN = f"{_OFFICE}/tickets/by-token/{{token}}"
_COUNTER = f"{_OFFICE}/counters/{{counter}}"
_SERVICE = f"{_OFFICE}/services/{{service}}"
_DAY = f"{_OFFICE}/day"

ACCESS: Mapping[str, Principal] = {
    # The hall: nothing personal
    f"GET {_API}": PUBLIC,
    f"GET {_OFFICE}": PUBLIC,
    f"GET {_OFFICE}/stream": PUBLIC,
    f"GET {_OFFICE}/lobby": PUBLIC,
    f"GET {_OFFICE}/calls/{{call}}/speech": PUBLIC,
    f"GET {_OFFICE}/come-in/{{number}}/speech": PUBLIC,
    f"GET {_OFFICE}/speech/test": PUBLIC,
    f"GET {_OFFICE}/speech/chime": PUBLIC,
    # Staff
    f"GET {_OFFICE}/desk": KEY,
    f"GET {_OFFICE}/desk/stream": KEY,
    # Tickets
    f"POST {_OFFICE}/tickets": KEY,
    f"GET {_OFFICE}/tickets/by-number/{{number}}": KEY,
    f"POST {_OFFICE}/tickets/void-run": KEY,
    f"POST {_OFFICE}/tickets/dismiss-run": KEY,
    f"POST {_TICKET}/confirm": KEY,
    f"POST {_TICKET}/void": KEY,
    f"POST {_TICKET}/reprint": KEY,
    f"POST {_TICKET}/priority": KEY,
    f"POST {_TICKET}/cancel": KEY,
    f"POST {_TICKET}/undo-cancel": KEY,
    f"POST {_TICKET}/return": KEY,
    # The visitor's own ticket: whoever knows its token
    f"GET {_TOKEN}": PUBLIC,
    f"GET {_TOKEN}/stream": PUBLIC,
    f"POST {_TOKEN}/claim": PUBLIC,
    f"POST {_TOKEN}/cancel": PUBLIC,
    f"POST {_TOKEN}/undo-cancel": PUBLIC,
    f"POST {_TOKEN}/late": PUBLIC,
    f"POST {_TOKEN}/return": PUBLIC,
    f"POST {_TOKEN}/reprint": KEY,
    # Counters
    f"POST {_COUNTER}/open": KEY,
    f"POST {_COUNTER}/close": KEY,
    f"POST {_COUNTER}/pause": KEY,
    f"POST {_COUNTER}/call-next": KEY,
    f"POST {_COUNTER}/finish-and-next": KEY,
    f"POST {_COUNTER}/recall": KEY,
    f"POST {_COUNTER}/start": KEY,
    f"POST {_COUNTER}/finish": KEY,
    f"POST {_COUNTER}/no-show": KEY,
    f"POST {_COUNTER}/hold": KEY,
    f"POST {_COUNTER}/resume": KEY,
    f"POST {_COUNTER}/transfer": KEY,
    f"POST {_COUNTER}/undo": KEY,
    # Services and the day
    f"POST {_SERVICE}/suspend": KEY,
    f"POST {_SERVICE}/resume": KEY,
    f"POST {_DAY}/stop-issuing": KEY,
    f"POST {_DAY}/allow-issuing": KEY,
    f"POST {_DAY}/end": KEY,
    # What staff ask of each other
    f"POST {_COUNTER}/assign": KEY,
    f"POST {_COUNTER}/release": KEY,
    f"POST {_OFFICE}/notices": KEY,
    f"POST {_OFFICE}/notices/{{notice_id}}/end": KEY,
    f"GET {_OFFICE}/notices/{{notice_id}}": PUBLIC,
    f"GET {_OFFICE}/notes/{{note_id}}": KEY,
    f"POST {_COUNTER}/help": KEY,
    f"POST {_COUNTER}/help-end": KEY,
    f"POST {_OFFICE}/kiosks/{{name}}/leases": KEY,
    f"POST {_OFFICE}/kiosks/{{name}}/hand-in": KEY,
    f"POST {_OFFICE}/kiosks/{{name}}/help": KEY,
    f"POST {_OFFICE}/kiosks/{{name}}/help-end": KEY,
    # The lobby
    f"POST {_TICKET}/arrive": KEY,
    f"POST {_TOKEN}/arrive": KEY,
    f"POST {_TICKET}/party": KEY,
    f"POST {_OFFICE}/door/count": KEY,
    f"POST {_OFFICE}/profile": KEY,
    f"POST {_OFFICE}/spots/{{number}}/block": KEY,
    f"POST {_OFFICE}/spots/{{number}}/unblock": KEY,
    # The machines of the hall
    f"POST {_OFFICE}/devices/{{kind}}/{{name}}/report": KEY,
    # What describes and watches the server
    "GET /api/v1/openapi.json": PUBLIC,
    "GET /healthz": PUBLIC,
    "GET /readyz": PUBLIC,
    "GET /metrics": PUBLIC,
    # Pages
    "GET /": PUBLIC,
    "GET /sign-in": PUBLIC,
    "POST /sign-in": PUBLIC,
    "GET /t/{office}/{token}": PUBLIC,
    "GET /t/{office}/{token}/qr.svg": KEY,
    "GET /t/{office}/{token}/slip.png": KEY,
    "GET /t/{office}/{token}/app.webmanifest": PUBLIC,
    "GET /display/{office}": PUBLIC,
    "GET /office/{office}/logo": PUBLIC,
    "GET /office/{office}/slides/{file}": PUBLIC,
    "GET /desk/{office}": KEY,
    "GET /door/{office}": KEY,
    "GET /antrean-ca.crt": PUBLIC,
    "GET /static/{room}/{file}": PUBLIC,
}


def check_access(routes: Iterable[str], table: Mapping[str, Principal] = ACCESS) -> None:
    """Hold the table to the routes ("METHOD template").

    Raises AccessTableError naming every route without an entry and every entry without a route.
    """
    routes = set(routes)
    problems = [f"no entry for {name}" for name in sorted(routes - table.keys())]
    problems += [f"no route for {name}" for name in sorted(table.keys() - routes)]
    if problems:
        raise AccessTableError("the table of access: " + "; ".join(problems))


def may_use(principal: Principal, route: str, table: Mapping[str, Principal] = ACCESS) -> bool:
    """Whether `principal` may use `route` ("METHOD template"); a route not in the table: no."""
    needed = table.get(route)
    return needed is PUBLIC or (needed is KEY and principal is KEY)
