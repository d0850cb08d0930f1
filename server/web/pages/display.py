"""The lobby display in a browser: first the code that a supervisor confirms, then the hall.

A browser that is to be a display makes no key of its own: the server makes it and sets it as a
cookie that no script can read. It is good from the moment when the code has been confirmed.
"""

from aiohttp import web
from yarl import URL

from protocol.access import PairBody, PairReply
from protocol.refusals import Refusal
from server.access.roles import Asker
from server.access.secrets import hash_of, new_device_key
from server.access.table import STAFF
from server.web.errors import STATUSES
from server.web.keys import SETTINGS
from server.web.pages.page import asked_language, boot_of, office_page, office_view_of
from server.web.requests.bodies import in_time
from server.web.requests.cookies import display_cookie, set_display_cookie
from server.web.requests.office_request import OfficeRequest
from texts import texts_for
from texts.refusals import explain


async def show_display(request: web.Request) -> web.StreamResponse:
    """The lobby display; in the office's first language, as the hall is everybody's.

    A browser that is not paired gets the page that shows its code; staff may look all the same.
    """
    asked = OfficeRequest(request)
    wanted = request.query.get("name", "")
    if asked.asker is Asker.DISPLAY and wanted in ("", asked.principal.id):
        page = _hall_page(request, asked.principal.id, is_paired=True)
        key = request.cookies.get(display_cookie(asked.settings.is_https), "")
        if key:
            set_display_cookie(page, key, is_https=asked.settings.is_https)
        return page
    if asked.asker in STAFF:
        return _hall_page(request, wanted, is_paired=False)
    return await _code_page(request, asked, wanted)


async def ask_pairing(request: web.Request) -> web.StreamResponse:
    """Give this browser a key that is not good yet, and show the code that makes it so."""
    asked = OfficeRequest(request)
    form = await in_time(request, request.post())
    written = form.get("name", "")
    name = written.strip() if isinstance(written, str) else ""
    key, is_https = new_device_key(), request.app[SETTINGS].is_https
    body = PairBody(kind="display", name=name, key_hash=hash_of(key))
    answer = await asked.access.machines.ask(asked.office.id, body, asked.address)
    if isinstance(answer, Refusal):
        return _pairing_page(request, name, refusal=answer)
    response = web.HTTPSeeOther(URL(f"/display/{asked.office.id}").with_query(name=name))
    set_display_cookie(response, key, is_https=is_https)
    raise response


async def _code_page(request: web.Request, asked: OfficeRequest, name: str) -> web.Response:
    """The code of a browser that waits; else the question for its name."""
    key = request.cookies.get(display_cookie(asked.settings.is_https), "")
    waiting = None
    if key and name:
        machines = asked.access.machines
        waiting = await machines.waiting(asked.office.id, name, hash_of(key))
    return _pairing_page(request, name, waiting)


def _pairing_page(
    request: web.Request,
    name: str,
    waiting: PairReply | None = None,
    refusal: Refusal | None = None,
) -> web.Response:
    office = office_view_of(request)
    language = asked_language(request, office) or office.languages[0]
    pairing_id = waiting.pairing_id if waiting else None
    return office_page(
        *(request, "displays/pairing.html", office, language),
        boot_of(office, language, pairing_id=pairing_id, name=name),
        status=STATUSES[refusal.code] if refusal else 200,
        name=name,
        code=f"{waiting.code[:3]} {waiting.code[3:]}" if waiting else "",
        is_refused=refusal is not None,
        sayings=[_saying(each, refusal) for each in office.languages],
    )


def _saying(language: str, refusal: Refusal | None) -> dict[str, str]:
    """What the page says in one of the office's languages."""
    texts = texts_for(language)
    ask = texts.gettext("This display is not paired yet. Give it a name; then a code appears here.")
    return {
        "language": language,
        "ask": explain(refusal.code, refusal.params, texts) if refusal else ask,
        "give": texts.gettext(
            "Give this code to the supervisor, who types it at the desk under Machines. "
            "This display then goes on by itself."
        ),
    }


def _hall_page(request: web.Request, name: str, *, is_paired: bool) -> web.Response:
    office = office_view_of(request)
    language = asked_language(request, office) or office.languages[0]
    stream = URL(f"/api/v1/offices/{office.id}/stream")
    hall = f"/office/{office.id}"
    boot = boot_of(
        *(office, language),
        name=name,
        reports=is_paired,
        stream_url=str(stream.with_query(kind="display") if is_paired else stream),
        logo_url=f"{hall}/logo",
        slides_url=f"{hall}/slides",
    )
    return office_page(request, "displays/display.html", office, language, boot)
