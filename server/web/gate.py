"""The gate: who asks, and whether the table of access lets them in.

The only place that reads credentials. A terminal sends the office key as `Authorization: Bearer`;
a browser has the cookie that the sign-in page set, and then every POST must come from one of our
own pages (`Origin`).
"""

from typing import Any

from aiohttp import hdrs, web
from yarl import URL

from protocol.refusals import RefusalCode
from server.office.access import Principal, may_use
from server.web.errors import refused
from server.web.keys import OFFICE_KEY, PRINCIPAL, SETTINGS
from server.web.route import UNMATCHED, route_name

COOKIE = "antrean_key"
SIGN_IN_PATH = "/sign-in"
PAGES_FOR_STAFF = ("/desk/", "/door/")
"""Where somebody without the key is sent to sign in, instead of being refused."""


@web.middleware
async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refuse what the table of access does not allow. What no route fits goes on, to its 404."""
    route = route_name(request)
    if route != UNMATCHED:
        principal, bearer = _identify(request)
        if request.method == hdrs.METH_POST and not bearer:
            _check_origin(request)
        if not may_use(principal, route):
            _refuse(request, bearer)
        request[PRINCIPAL] = principal
    return await handler(request)


def _identify(request: web.Request) -> tuple[Principal, str]:
    """Who asks, and what they gave as Bearer ("" if nothing)."""
    key = request.app[OFFICE_KEY]
    scheme, _, bearer = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    bearer = bearer.strip() if scheme.lower() == "bearer" else ""
    if bearer:
        fits = key.fits(bearer)
    else:
        cookie = request.cookies.get(COOKIE, "") if hdrs.COOKIE in request.headers else ""
        fits = key.fits_cookie(cookie)
    return (Principal.KEY if fits else Principal.PUBLIC), bearer


def _check_origin(request: web.Request) -> None:
    """A POST with our cookie, and every sign-in, must come from a page of ours."""
    if COOKIE not in request.cookies and request.path != SIGN_IN_PATH:
        return
    origin = request.headers.get(hdrs.ORIGIN, "")
    public = URL(request.app[SETTINGS].public_url)
    if origin not in {str(public.origin()), f"{request.scheme}://{request.host}"}:
        raise refused(RefusalCode.ORIGIN_REFUSED)


def _refuse(request: web.Request, bearer: str) -> None:
    if request.path.startswith(PAGES_FOR_STAFF):
        raise web.HTTPFound(URL(SIGN_IN_PATH).with_query(next=request.path_qs))
    raise refused(RefusalCode.KEY_WRONG if bearer else RefusalCode.SIGN_IN_NEEDED)
