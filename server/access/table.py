"""Who may do what: the one table of access. Default is no.

Owns, for every route by method and template, who may use it. Promises that nothing is open by
oversight: a route that is not in the table stops the start (`check_access`), and so does an entry
that no route has. Enforced by one middleware (`server.web.requests.gate`); told to people in
docs/security.md, which `python -m server.access.told` writes.
"""

from collections.abc import Iterable, Mapping

from server.access.roles import Asker

Who = frozenset[Asker]


class AccessTableError(Exception):
    """The table and the routes do not agree; the message says where."""


EVERYBODY: Who = frozenset(Asker)
NOBODY: Who = frozenset()
KIOSK: Who = frozenset({Asker.KIOSK})
DISPLAY: Who = frozenset({Asker.DISPLAY})
DEVICES: Who = KIOSK | DISPLAY
ADMINISTRATORS: Who = frozenset({Asker.ADMINISTRATOR})
SUPERVISORS: Who = ADMINISTRATORS | {Asker.SUPERVISOR}
CLERKS: Who = SUPERVISORS | {Asker.CLERK}
DOOR: Who = SUPERVISORS | {Asker.DOOR_KEEPER}
STAFF: Who = CLERKS | DOOR
THIS_MACHINE: Who = frozenset({Asker.THIS_MACHINE})
"""Whoever asks from the server's own machine, through no proxy."""

_API = "/api/v1/offices"
_OFFICE = f"{_API}/{{office}}"
_TICKET = f"{_OFFICE}/tickets/{{ticket_id}}"
_TOKEN = f"{_OFFICE}/tickets/by-token/{{token}}"
_COUNTER = f"{_OFFICE}/counters/{{counter}}"
_SERVICE = f"{_OFFICE}/services/{{service}}"
_KIOSK = f"{_OFFICE}/kiosks/{{name}}"
_DAY = f"{_OFFICE}/day"

ACCESS: Mapping[str, Who] = {
    # The hall: nothing personal
    f"GET {_API}": EVERYBODY,
    f"GET {_OFFICE}": EVERYBODY,
    f"GET {_OFFICE}/stream": EVERYBODY,
    f"GET {_OFFICE}/lobby": EVERYBODY,
    f"GET {_OFFICE}/calls/{{call}}/speech": EVERYBODY,
    f"GET {_OFFICE}/come-in/{{number}}/speech": EVERYBODY,
    f"GET {_OFFICE}/speech/test": EVERYBODY,
    f"GET {_OFFICE}/speech/chime": EVERYBODY,
    # The whole queue
    f"GET {_OFFICE}/desk": STAFF,
    f"GET {_OFFICE}/desk/stream": STAFF,
    # Tickets
    f"POST {_OFFICE}/tickets": KIOSK | CLERKS,
    f"GET {_OFFICE}/tickets/by-number/{{number}}": KIOSK | STAFF,
    f"POST {_OFFICE}/tickets/void-run": SUPERVISORS,
    f"POST {_OFFICE}/tickets/dismiss-run": SUPERVISORS,
    f"POST {_TICKET}/confirm": KIOSK | CLERKS,
    f"POST {_TICKET}/void": CLERKS,
    f"POST {_TICKET}/reprint": KIOSK | CLERKS,
    f"POST {_TICKET}/priority": CLERKS,
    f"POST {_TICKET}/cancel": KIOSK | CLERKS,
    f"POST {_TICKET}/undo-cancel": KIOSK | CLERKS,
    f"POST {_TICKET}/return": KIOSK | CLERKS,
    # What its visitor told of themselves
    f"GET {_TICKET}/contacts": CLERKS,
    f"POST {_TICKET}/contacts/show": CLERKS,
    f"POST {_TICKET}/erase-contacts": CLERKS,
    f"POST {_OFFICE}/tickets/by-contact": CLERKS,
    # The visitor's own ticket: whoever knows its token
    f"GET {_TOKEN}": EVERYBODY,
    f"GET {_TOKEN}/stream": EVERYBODY,
    f"POST {_TOKEN}/claim": EVERYBODY,
    f"POST {_TOKEN}/cancel": EVERYBODY,
    f"POST {_TOKEN}/undo-cancel": EVERYBODY,
    f"POST {_TOKEN}/late": EVERYBODY,
    f"POST {_TOKEN}/return": EVERYBODY,
    f"POST {_TOKEN}/erase-contacts": EVERYBODY,
    f"POST {_TOKEN}/reprint": KIOSK | CLERKS,
    # Counters
    f"POST {_COUNTER}/open": CLERKS,
    f"POST {_COUNTER}/close": CLERKS,
    f"POST {_COUNTER}/pause": CLERKS,
    f"POST {_COUNTER}/call-next": CLERKS,
    f"POST {_COUNTER}/finish-and-next": CLERKS,
    f"POST {_COUNTER}/recall": CLERKS,
    f"POST {_COUNTER}/start": CLERKS,
    f"POST {_COUNTER}/finish": CLERKS,
    f"POST {_COUNTER}/no-show": CLERKS,
    f"POST {_COUNTER}/hold": CLERKS,
    f"POST {_COUNTER}/resume": CLERKS,
    f"POST {_COUNTER}/transfer": CLERKS,
    f"POST {_COUNTER}/undo": CLERKS,
    # Services and the day
    f"POST {_SERVICE}/suspend": SUPERVISORS,
    f"POST {_SERVICE}/resume": SUPERVISORS,
    f"POST {_DAY}/stop-issuing": SUPERVISORS,
    f"POST {_DAY}/allow-issuing": SUPERVISORS,
    f"POST {_DAY}/end": SUPERVISORS,
    # What staff ask of each other
    f"POST {_COUNTER}/assign": SUPERVISORS,
    f"POST {_COUNTER}/release": SUPERVISORS,
    f"POST {_OFFICE}/notices": SUPERVISORS,
    f"POST {_OFFICE}/notices/{{notice_id}}/end": SUPERVISORS,
    f"GET {_OFFICE}/notices/{{notice_id}}": EVERYBODY,
    f"GET {_OFFICE}/notes/{{note_id}}": CLERKS,
    f"POST {_COUNTER}/help": CLERKS,
    f"POST {_COUNTER}/help-end": CLERKS,
    f"POST {_KIOSK}/leases": KIOSK,
    f"POST {_KIOSK}/hand-in": KIOSK,
    f"POST {_KIOSK}/help": KIOSK | CLERKS,
    f"POST {_KIOSK}/help-end": KIOSK | CLERKS,
    # The lobby
    f"POST {_TICKET}/arrive": KIOSK | STAFF,
    f"POST {_TICKET}/undo-arrive": STAFF,
    f"POST {_TOKEN}/arrive": KIOSK | STAFF,
    f"POST {_TICKET}/party": STAFF,
    f"POST {_OFFICE}/door/count": DOOR,
    f"POST {_OFFICE}/profile": SUPERVISORS,
    f"POST {_OFFICE}/spots/{{number}}/block": SUPERVISORS,
    f"POST {_OFFICE}/spots/{{number}}/unblock": SUPERVISORS,
    # The machines of the hall
    f"POST {_OFFICE}/devices/{{kind}}/{{name}}/report": DEVICES | STAFF,
    f"POST {_OFFICE}/pairings": EVERYBODY,
    f"GET {_OFFICE}/pairings/{{pairing_id}}": EVERYBODY,
    f"GET {_OFFICE}/devices": SUPERVISORS,
    f"POST {_OFFICE}/devices/pair": SUPERVISORS,
    f"POST {_OFFICE}/devices/{{kind}}/{{name}}/revoke": SUPERVISORS,
    # Who asks
    "POST /api/v1/sign-in": EVERYBODY,
    "POST /api/v1/sign-out": STAFF,
    "POST /api/v1/password": STAFF,
    "GET /api/v1/me": EVERYBODY,
    # What describes and watches the server
    "GET /api/v1/openapi.json": EVERYBODY,
    "GET /healthz": EVERYBODY,
    "GET /readyz": EVERYBODY,
    "GET /metrics": THIS_MACHINE | ADMINISTRATORS,
    # Pages
    "GET /": EVERYBODY,
    "GET /sign-in": EVERYBODY,
    "POST /sign-in": EVERYBODY,
    "POST /sign-out": EVERYBODY,
    "GET /password": STAFF,
    "POST /password": STAFF,
    "GET /t/{office}/{token}": EVERYBODY,
    "GET /t/{office}/{token}/qr.svg": CLERKS,
    "GET /t/{office}/{token}/slip.png": CLERKS,
    "GET /t/{office}/{token}/app.webmanifest": EVERYBODY,
    "GET /display/{office}": EVERYBODY,
    "POST /display/{office}/pair": EVERYBODY,
    "GET /office/{office}/logo": EVERYBODY,
    "GET /office/{office}/slides/{file}": EVERYBODY,
    "GET /desk/{office}": CLERKS,
    "GET /door/{office}": DOOR,
    "GET /antrean-ca.crt": EVERYBODY,
    "GET /static/{room}/{file}": EVERYBODY,
}

ITSELF = frozenset(
    {
        f"POST {_KIOSK}/leases",
        f"POST {_KIOSK}/hand-in",
        f"POST {_KIOSK}/help",
        f"POST {_KIOSK}/help-end",
        f"POST {_OFFICE}/devices/{{kind}}/{{name}}/report",
    }
)
"""Where a device may name itself only: the path must have its own name, and kind."""

WITH_NEW_PASSWORD_TO_COME = frozenset(
    {"POST /api/v1/sign-out", "POST /api/v1/password", "GET /password", "POST /password"}
)
"""What staff may still do that everybody may not, until they have changed a one-time password."""


def check_access(routes: Iterable[str], table: Mapping[str, Who] = ACCESS) -> None:
    """Hold the table to the routes ("METHOD template").

    Raises AccessTableError naming every route without an entry and every entry without a route.
    """
    routes = set(routes)
    problems = [f"no entry for {name}" for name in sorted(routes - table.keys())]
    problems += [f"no route for {name}" for name in sorted(table.keys() - routes)]
    if problems:
        raise AccessTableError("the table of access: " + "; ".join(problems))


def may_use(asker: Asker, route: str, table: Mapping[str, Who] = ACCESS) -> bool:
    """Whether `asker` may use `route` ("METHOD template"); a route not in the table: no."""
    return asker in table.get(route, NOBODY)
