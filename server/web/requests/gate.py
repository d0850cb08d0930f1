"""The gate: who asks, and whether the table of access lets them in.

The only place that reads credentials. A terminal sends its key, a device's or a session's, as
`Authorization: Bearer`; a browser has a cookie, and then every POST must come from one of our own
pages (`Origin`). A Bearer that is good for nothing is refused even where everybody is let in, so
that a terminal hears of it at once; an old cookie is as none there.
"""

from typing import Any

from aiohttp import hdrs, web
from yarl import URL

from protocol.refusals import RefusalCode
from server.access.credentials import Known
from server.access.roles import PUBLIC, Asker, Kind, Principal
from server.access.secrets import is_session_key
from server.access.table import ACCESS, EVERYBODY, ITSELF, NOBODY, WITH_NEW_PASSWORD_TO_COME, Who
from server.web.errors import RefusedError, refused
from server.web.keys import ACCESS_KEY, ASKER, CREDENTIAL, PRINCIPAL, SETTINGS
from server.web.requests.addresses import is_this_machine
from server.web.requests.cookies import display_cookie, staff_cookie
from server.web.requests.peers import peer_of
from server.web.route import UNMATCHED, route_name

SIGN_IN_PATH = "/sign-in"
PASSWORD_PATH = "/password"  # noqa: S105 - a path
PAGES_FOR_STAFF = ("/desk/", "/door/", PASSWORD_PATH)
"""Where somebody who is not signed in is sent to sign in, instead of being refused."""
OWN_ORIGIN_ONLY = (SIGN_IN_PATH, PASSWORD_PATH, "/sign-out", "/display/")
"""Forms of our own pages: no other page may send them, cookie or not."""
ANY_BEARER = frozenset(
    {
        "POST /api/v1/sign-in",
        "POST /api/v1/offices/{office}/pairings",
        "GET /api/v1/offices/{office}/pairings/{pairing_id}",
        "GET /healthz",
        "GET /readyz",
    }
)
"""What whoever has no good key yet needs in order to get one."""


@web.middleware
async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refuse what the table of access does not allow. What no route fits goes on, to its 404."""
    route = route_name(request)
    if route == UNMATCHED:
        return await handler(request)
    bearer = _bearer(request)
    if bearer:
        known = await request.app[ACCESS_KEY].credentials.find(bearer)
        if known is None and route not in ANY_BEARER:
            raise refused(_ended(bearer))
    else:
        if request.method == hdrs.METH_POST:
            _check_origin(request)
        known = await _by_cookie(request) if hdrs.COOKIE in request.headers else None
        if known is None and _is_former_display(request):
            raise refused(RefusalCode.DEVICE_NOT_PAIRED)
    principal = PUBLIC if known is None else known.principal
    asker = principal.asker_in(request.match_info.get("office"))
    if principal.must_change_password and route not in WITH_NEW_PASSWORD_TO_COME:
        asker = Asker.PUBLIC
    who = ACCESS.get(route, NOBODY)
    if asker not in who or (route in ITSELF and not _is_itself(request, principal, asker)):
        _refuse(request, principal, asker, who)
    request[PRINCIPAL], request[ASKER], request[CREDENTIAL] = principal, asker, known
    return await handler(request)


def _bearer(request: web.Request) -> str:
    """What is given as Bearer; "" if nothing."""
    scheme, _, bearer = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    return bearer.strip() if scheme.lower() == "bearer" else ""


def _ended(key: str) -> RefusalCode:
    is_session = is_session_key(key)
    return RefusalCode.SESSION_ENDED if is_session else RefusalCode.DEVICE_NOT_PAIRED


async def _by_cookie(request: web.Request) -> Known | None:
    """Whose browser asks. One may be a display and be signed in: then the request tells as what."""
    is_https = request.app[SETTINGS].is_https
    names = [staff_cookie(is_https), display_cookie(is_https)]
    if _is_of_display(request):
        names.reverse()
    for name in names:
        if key := request.cookies.get(name):
            known = await request.app[ACCESS_KEY].credentials.find(key)
            if known is not None:
                return known
    return None


def _is_of_display(request: web.Request) -> bool:
    """Whether a display's page asks, for what displays do."""
    kind = request.match_info.get("kind") or request.query.get("kind")
    return kind == Kind.DISPLAY or request.path.startswith("/display/")


def _is_former_display(request: web.Request) -> bool:
    """Whether a display's page asks for what displays get, whose key is good no more."""
    is_of_display = request.query.get("kind") == Kind.DISPLAY and hdrs.COOKIE in request.headers
    return is_of_display and display_cookie(request.app[SETTINGS].is_https) in request.cookies


def _check_origin(request: web.Request) -> None:
    """A POST with a cookie of ours, and every form, must come from a page of ours."""
    is_https = request.app[SETTINGS].is_https
    ours = (staff_cookie(is_https), display_cookie(is_https))
    has_cookie = hdrs.COOKIE in request.headers and any(name in request.cookies for name in ours)
    if not has_cookie and not request.path.startswith(OWN_ORIGIN_ONLY):
        return
    origin, peer = request.headers.get(hdrs.ORIGIN, ""), peer_of(request)
    public = URL(request.app[SETTINGS].public_url)
    if origin not in {str(public.origin()), f"{peer.scheme}://{peer.host}"}:
        raise refused(RefusalCode.ORIGIN_REFUSED)


def _is_itself(request: web.Request, principal: Principal, asker: Asker) -> bool:
    """Whether a device names itself: its own name and kind. Staff may name any."""
    if asker not in (Asker.KIOSK, Asker.DISPLAY):
        return True
    named = request.match_info
    return (named.get("kind", Kind.KIOSK), named["name"]) == (principal.kind, principal.id)


def _refuse(request: web.Request, principal: Principal, asker: Asker, who: Who) -> None:
    """Raise what tells best why not; return where the server's own machine asks and may."""
    if who is EVERYBODY:
        return
    if Asker.THIS_MACHINE in who and is_this_machine(request):
        return
    refusal = _why_not(request, principal, asker)
    if request.path.startswith(PAGES_FOR_STAFF):
        there = request.path_qs
        if refusal.refusal.code is RefusalCode.PASSWORD_MUST_CHANGE:
            raise web.HTTPFound(URL(PASSWORD_PATH).with_query(next=there))
        if principal.kind is not Kind.STAFF:
            raise web.HTTPFound(URL(SIGN_IN_PATH).with_query(next=there))
    raise refusal


def _why_not(request: web.Request, principal: Principal, asker: Asker) -> RefusedError:
    if principal.kind is Kind.PUBLIC:
        has_old = staff_cookie(request.app[SETTINGS].is_https) in request.cookies
        return refused(RefusalCode.SESSION_ENDED if has_old else RefusalCode.SIGN_IN_NEEDED)
    if principal.must_change_password:
        return refused(RefusalCode.PASSWORD_MUST_CHANGE)
    return refused(
        RefusalCode.NOT_ALLOWED_HERE if asker is Asker.PUBLIC else RefusalCode.NOT_ALLOWED
    )
