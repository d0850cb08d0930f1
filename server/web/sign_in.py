"""Signing in a browser with the office key, once, for the desk's page."""

from aiohttp import hdrs, web

from protocol.refusals import RefusalCode
from server.web.errors import STATUSES
from server.web.gate import COOKIE
from server.web.keys import OFFICE_KEY, SETTINGS, TEMPLATES
from server.web.templates import choose_language
from texts import LANGUAGES, texts_for
from texts.refusals import explain

COOKIE_SECONDS = 30 * 24 * 60 * 60
"""A desk signs in once a month, not after every restart of its browser."""

HOME = "/"


async def show_sign_in(request: web.Request) -> web.StreamResponse:
    """The form that asks for the office key."""
    return _form(request, _next_page(request.query.get("next", "")))


async def sign_in(request: web.Request) -> web.StreamResponse:
    """Set the cookie and go where the visitor was going; a wrong key is refused plainly."""
    form = await request.post()
    offered, wanted = form.get("key", ""), form.get("next", "")
    next_page = _next_page(wanted if isinstance(wanted, str) else "")
    key = request.app[OFFICE_KEY]
    if not isinstance(offered, str) or not key.fits(offered.strip()):
        return _form(request, next_page, refused=RefusalCode.KEY_WRONG)
    answer = web.HTTPSeeOther(next_page)
    answer.set_cookie(
        COOKIE,
        key.cookie,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.app[SETTINGS].is_https,
    )
    raise answer


def _form(
    request: web.Request, next_page: str, refused: RefusalCode | None = None
) -> web.StreamResponse:
    language = choose_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), LANGUAGES)
    sentence = explain(refused, {}, texts_for(language)) if refused else ""
    page = request.app[TEMPLATES].render(
        "pages/sign_in.html", language, next_page=next_page, sentence=sentence
    )
    status = STATUSES[refused] if refused else 200
    return web.Response(status=status, text=page, content_type="text/html")


def _next_page(wanted: str) -> str:
    """`wanted` if it is a page of ours, else the first one."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted.isprintable() else HOME
