"""The pages: the offices, the desk, the door, and the visitor's own ticket."""

import asyncio
from typing import Any

from aiohttp import hdrs, web

from look.colours import LIGHT
from look.qr import svg
from protocol.refusals import RefusalCode
from protocol.snapshots import OfficeView
from server.access.table import SUPERVISORS
from server.office.office_view import office_view
from server.web import own_ticket
from server.web.asked import AskedRequest
from server.web.errors import STATUSES, RefusedError, refused
from server.web.keys import OFFICES, TEMPLATES
from server.web.office_request import OfficeRequest
from server.web.templates import choose_language, json_for_script
from texts import LANGUAGES


async def show_offices(request: web.Request) -> web.StreamResponse:
    """The offices of this installation, with the way to their display and desk."""
    language = _accepted(request, tuple(LANGUAGES))
    who = AskedRequest(request).principal
    offices = [
        office_view(office.settings.office, office.settings.presentation)
        for office in request.app[OFFICES]
    ]
    return _page(request, "pages/offices.html", language, offices=offices, name=who.name)


async def show_desk(request: web.Request) -> web.StreamResponse:
    """The desk of one counter, `?counter=3`, or the choice of one; `?view=hall`: all of them."""
    office = office_view_of(request)
    language = asked_language(request, office) or office.languages[0]
    asked = {name: request.query.get(name) for name in ("counter", "view")}
    boot = boot_of(office, language, staff=_staff(request), **asked)
    return office_page(request, "desk/desk.html", office, language, boot)


async def show_door(request: web.Request) -> web.StreamResponse:
    """The door-keeper's page: who is inside, who is to come in."""
    office = office_view_of(request)
    language = asked_language(request, office) or office.languages[0]
    boot = boot_of(office, language, staff=_staff(request))
    return office_page(request, "desk/door/door.html", office, language, boot)


async def show_ticket(request: web.Request) -> web.StreamResponse:
    """The visitor's own page, in the language chosen at the kiosk."""
    office = office_view_of(request)
    try:
        view = await own_ticket.show(OfficeRequest(request))
    except RefusedError as error:
        if error.refusal.code is not RefusalCode.TICKET_UNKNOWN:
            raise
        return _unknown_ticket(request, office)
    language = asked_language(request, office) or view.language
    token = request.match_info["token"]
    stream_url = f"{_api(office)}/tickets/by-token/{token}/stream"
    names = {code: LANGUAGES[code] for code in office.languages}
    boot = boot_of(office, language, token=token, stream_url=stream_url, language_names=names)
    return office_page(request, "phone/phone.html", office, language, boot, view=view, token=token)


async def show_manifest(request: web.Request) -> web.StreamResponse:
    """What a phone needs to keep a ticket's page like an app, where the connection is secure."""
    office = office_view_of(request)
    view = await own_ticket.show(OfficeRequest(request))
    language = asked_language(request, office) or view.language
    manifest = {
        "name": f"{view.number} · {office.name}",
        "short_name": view.number,
        "lang": language,
        "start_url": f"../{request.match_info['token']}",
        "scope": "..",
        "display": "standalone",
        "background_color": LIGHT.ground,
        "theme_color": LIGHT.accent,
        "icons": [
            {
                "src": f"/static/phone/icon-{size}.png",
                "sizes": f"{size}x{size}",
                "type": "image/png",
            }
            for size in (192, 512)
        ],
    }
    return web.json_response(manifest, content_type="application/manifest+json")


async def show_qr(request: web.Request) -> web.StreamResponse:
    """The QR code of a ticket's page, for a desk that shows it to the visitor."""
    if not own_ticket.TOKEN.fullmatch(request.match_info["token"]):
        raise refused(RefusalCode.TICKET_UNKNOWN)
    asked = OfficeRequest(request)
    url = asked.settings.ticket_url(asked.office.id, asked["token"])
    picture = await asyncio.to_thread(svg, url)
    return web.Response(text=picture, content_type="image/svg+xml")


def _unknown_ticket(request: web.Request, office: OfficeView) -> web.StreamResponse:
    language = asked_language(request, office) or _accepted(request, office.languages)
    return _page(
        request,
        "phone/unknown.html",
        language,
        status=STATUSES[RefusalCode.TICKET_UNKNOWN],
        office=office,
        languages=office.languages,
    )


def _staff(request: web.Request) -> dict[str, Any]:
    """Who is signed in, and whether the page offers them what only supervisors may do."""
    asked = AskedRequest(request)
    return {
        "account_id": asked.principal.id,
        "name": asked.principal.name,
        "may_supervise": asked.asker in SUPERVISORS,
    }


def office_page(
    request: web.Request,
    template: str,
    office: OfficeView,
    language: str,
    boot: dict[str, Any],
    **variables: Any,
) -> web.Response:
    """A page about an office, with what its script needs to start."""
    return _page(
        request,
        template,
        language,
        office=office,
        languages=office.languages,
        boot=json_for_script(boot),
        **variables,
    )


def _page(
    request: web.Request, template: str, language: str, status: int = 200, **variables: Any
) -> web.Response:
    text = request.app[TEMPLATES].render(template, language, **variables)
    response = web.Response(status=status, text=text, content_type="text/html")
    response.enable_compression()
    return response


def office_view_of(request: web.Request) -> OfficeView:
    """The office in the path. Raises RefusedError(OFFICE_UNKNOWN)."""
    settings = OfficeRequest(request).office.settings
    return office_view(settings.office, settings.presentation)


def _api(office: OfficeView) -> str:
    return f"/api/v1/offices/{office.id}"


def boot_of(office: OfficeView, language: str, **more: Any) -> dict[str, Any]:
    """What a page's script needs to start."""
    return {
        "office": office.id,
        "language": language,
        "languages": office.languages,
        "base": "",
        "api": _api(office),
        **more,
    }


def asked_language(request: web.Request, office: OfficeView) -> str | None:
    """The language that the address asks for, if the office has it."""
    language = request.query.get("lang")
    return language if language in office.languages else None


def _accepted(request: web.Request, offered: tuple[str, ...]) -> str:
    return choose_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), offered)
