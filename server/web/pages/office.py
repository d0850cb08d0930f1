"""The pages of an office's staff, and the list of all offices."""

from typing import Any

from aiohttp import web

from server.access.table import SUPERVISORS
from server.office.office_view import office_view
from server.web.keys import OFFICES
from server.web.pages.page import (
    accepted_language,
    asked_language,
    boot_of,
    office_page,
    office_view_of,
    page,
)
from server.web.requests.asked import AskedRequest
from texts import LANGUAGES


async def show_offices(request: web.Request) -> web.StreamResponse:
    """The offices of this installation, with the way to their display and desk."""
    language = accepted_language(request, tuple(LANGUAGES))
    who = AskedRequest(request).principal
    offices = [
        office_view(office.settings.office, office.settings.presentation)
        for office in request.app[OFFICES]
    ]
    return page(request, "pages/offices.html", language, offices=offices, name=who.name)


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


def _staff(request: web.Request) -> dict[str, Any]:
    """Who is signed in, and whether the page offers them what only supervisors may do."""
    asked = AskedRequest(request)
    return {
        "account_id": asked.principal.id,
        "name": asked.principal.name,
        "may_supervise": asked.asker in SUPERVISORS,
    }
