"""The visitor's own ticket in a browser, and what a phone keeps of it."""

import asyncio

from aiohttp import web

from look.colours import LIGHT
from look.qr import svg
from protocol.refusals import RefusalCode
from protocol.snapshots import OfficeView
from server.web.api import own_ticket
from server.web.errors import STATUSES, RefusedError, refused
from server.web.pages.page import (
    accepted_language,
    api_of,
    asked_language,
    boot_of,
    office_page,
    office_view_of,
    page,
)
from server.web.requests.office_request import OfficeRequest
from texts import LANGUAGES


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
    stream_url = f"{api_of(office)}/tickets/by-token/{token}/stream"
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
    language = asked_language(request, office) or accepted_language(request, office.languages)
    return page(
        request,
        "phone/unknown.html",
        language,
        status=STATUSES[RefusalCode.TICKET_UNKNOWN],
        office=office,
        languages=office.languages,
    )
