"""What all pages are made of: the office, the language, and what a page's script needs to start."""

from typing import Any

from aiohttp import hdrs, web

from protocol.snapshots import OfficeView
from server.office.office_view import office_view
from server.web.keys import TEMPLATES
from server.web.pages.templates import choose_language, json_for_script
from server.web.requests.office_request import OfficeRequest


def page(
    request: web.Request, template: str, language: str, status: int = 200, **variables: Any
) -> web.Response:
    """A page of any room."""
    text = request.app[TEMPLATES].render(template, language, **variables)
    response = web.Response(status=status, text=text, content_type="text/html")
    response.enable_compression()
    return response


def office_page(
    request: web.Request,
    template: str,
    office: OfficeView,
    language: str,
    boot: dict[str, Any],
    **variables: Any,
) -> web.Response:
    """A page about an office, with what its script needs to start."""
    return page(
        request,
        template,
        language,
        office=office,
        languages=office.languages,
        boot=json_for_script(boot),
        **variables,
    )


def boot_of(office: OfficeView, language: str, **more: Any) -> dict[str, Any]:
    """What a page's script needs to start."""
    return {
        "office": office.id,
        "language": language,
        "languages": office.languages,
        "base": "",
        "api": api_of(office),
        **more,
    }


def api_of(office: OfficeView) -> str:
    """Where the API of an office begins."""
    return f"/api/v1/offices/{office.id}"


def office_view_of(request: web.Request) -> OfficeView:
    """The office in the path. Raises RefusedError(OFFICE_UNKNOWN)."""
    settings = OfficeRequest(request).office.settings
    return office_view(settings.office, settings.presentation)


def asked_language(request: web.Request, office: OfficeView) -> str | None:
    """The language that the address asks for, if the office has it."""
    language = request.query.get("lang")
    return language if language in office.languages else None


def accepted_language(request: web.Request, offered: tuple[str, ...]) -> str:
    """The language of `offered` that the browser wants most, else the first."""
    return choose_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), offered)
