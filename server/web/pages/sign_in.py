"""The pages on which staff sign in, choose a password of their own, and sign out."""

from aiohttp import hdrs, web
from yarl import URL

from protocol.refusals import Refusal
from server.access.passwords import LEAST_LENGTH
from server.web.api.sign_in import credential_of
from server.web.errors import STATUSES
from server.web.keys import ACCESS_KEY, SETTINGS, TEMPLATES
from server.web.pages.templates import choose_language
from server.web.requests.asked import AskedRequest
from server.web.requests.bodies import in_time
from server.web.requests.cookies import forget_staff_cookie, set_staff_cookie, staff_cookie
from server.web.requests.gate import PASSWORD_PATH, SIGN_IN_PATH
from texts import LANGUAGES, texts_for
from texts.refusals import explain

HOME = "/"


async def show_sign_in(request: web.Request) -> web.StreamResponse:
    """The form that asks for account and password."""
    return _sign_in_form(request, next_page(request.query.get("next", "")))


async def sign_in(request: web.Request) -> web.StreamResponse:
    """Set the cookie and go where they were going; what does not fit is refused plainly."""
    form = await in_time(request, request.post())
    account, password = _written(form.get("account")), _written(form.get("password"))
    there = next_page(_written(form.get("next")))
    answer = await request.app[ACCESS_KEY].sign_in.sign_in(
        account, password, AskedRequest(request).address
    )
    if isinstance(answer, Refusal):
        return _sign_in_form(request, there, answer, account)
    await _end_former(request)
    if answer.must_change_password:
        there = str(URL(PASSWORD_PATH).with_query(next=there))
    response = web.HTTPSeeOther(there)
    set_staff_cookie(response, answer.token, is_https=request.app[SETTINGS].is_https)
    raise response


async def sign_out(request: web.Request) -> web.StreamResponse:
    """End the session, forget the cookie, and ask for the next one to sign in."""
    await _end_former(request)
    form = await in_time(request, request.post())
    there = next_page(_written(form.get("next")))
    address = URL(SIGN_IN_PATH)
    response = web.HTTPSeeOther(address.with_query(next=there) if there != HOME else address)
    forget_staff_cookie(response, is_https=request.app[SETTINGS].is_https)
    raise response


async def show_password(request: web.Request) -> web.StreamResponse:
    """The form that asks for another password."""
    return _password_form(request, next_page(request.query.get("next", "")))


async def change_password(request: web.Request) -> web.StreamResponse:
    """Keep the new password and go on."""
    form = await in_time(request, request.post())
    there = next_page(_written(form.get("next")))
    asked = AskedRequest(request)
    refusal = await asked.access.sign_in.change_password(
        credential_of(asked),
        _written(form.get("old")),
        _written(form.get("new")),
        asked.address,
    )
    if refusal is not None:
        return _password_form(request, there, refusal)
    raise web.HTTPSeeOther(there)


def next_page(wanted: str) -> str:
    """`wanted` if it is a page of ours, else the first one."""
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_ours and wanted.isprintable() else HOME


async def _end_former(request: web.Request) -> None:
    """Whoever was signed in with this browser is not any more."""
    credentials = request.app[ACCESS_KEY].credentials
    key = request.cookies.get(staff_cookie(request.app[SETTINGS].is_https))
    known = await credentials.find(key) if key else None
    if known is not None and known.is_session:
        await request.app[ACCESS_KEY].sign_in.sign_out(known)


def _written(field: object) -> str:
    """What somebody wrote into a field; a file is nothing."""
    return field if isinstance(field, str) else ""


def _sign_in_form(
    request: web.Request, there: str, refusal: Refusal | None = None, account: str = ""
) -> web.StreamResponse:
    return _form(request, "pages/sign_in.html", refusal, next_page=there, account=account)


def _password_form(
    request: web.Request, there: str, refusal: Refusal | None = None
) -> web.StreamResponse:
    who = AskedRequest(request).principal
    return _form(
        request,
        "pages/password.html",
        refusal,
        next_page=there,
        name=who.name,
        is_first=who.must_change_password,
        least=LEAST_LENGTH,
    )


def _form(
    request: web.Request, template: str, refusal: Refusal | None, **variables: object
) -> web.StreamResponse:
    language = choose_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), LANGUAGES)
    sentence = explain(refusal.code, refusal.params, texts_for(language)) if refusal else ""
    page = request.app[TEMPLATES].render(template, language, sentence=sentence, **variables)
    status = STATUSES[refusal.code] if refusal else 200
    return web.Response(status=status, text=page, content_type="text/html")
