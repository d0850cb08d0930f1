"""Putting the web together: `make_app` is the whole of it."""

from aiohttp import web

from server.access.access import Access
from server.access.table import check_access
from server.contacts.vault import Vault
from server.office.offices import Offices
from server.web.api.speech import make_announcer
from server.web.contexts import comments_context, end_streams, waiting_machines_context
from server.web.errors import answer_errors
from server.web.headers import add_headers
from server.web.keys import (
    ACCESS_KEY,
    ANNOUNCERS,
    LIMITS,
    METRICS,
    OFFICES,
    OPENAPI,
    READINESS,
    SETTINGS,
    STREAMS,
    TEMPLATES,
    VAULT,
)
from server.web.metrics import Metrics
from server.web.observing import observe
from server.web.open_streams import OpenStreams
from server.web.openapi import describe_api
from server.web.pages.templates import Templates
from server.web.readiness import Readiness
from server.web.requests.gate import guard
from server.web.requests.hosts import check_host
from server.web.requests.limits import Limits
from server.web.routes import ROUTES, visitor_refusals
from server.web.settings import LARGEST_BODY, WebSettings


def make_app(
    offices: Offices, settings: WebSettings, access: Access, vault: Vault
) -> web.Application:
    """The application, ready to run. Raises AccessTableError if a route has no entry there."""
    check_access(route.name for route in ROUTES)
    app = web.Application(
        middlewares=(observe, answer_errors, check_host, guard), client_max_size=LARGEST_BODY
    )
    app[OFFICES] = offices
    app[ANNOUNCERS] = {office.id: make_announcer(office.settings) for office in offices}
    app[SETTINGS] = settings
    app[ACCESS_KEY] = access
    app[LIMITS] = Limits()
    app[VAULT] = vault
    app[READINESS] = Readiness(offices)
    app[METRICS] = Metrics()
    app[STREAMS] = OpenStreams(app[METRICS])
    app[TEMPLATES] = Templates({"phone": visitor_refusals()})
    app[OPENAPI] = describe_api(ROUTES)
    for route in ROUTES:
        for method in route.methods:
            app.router.add_route(method, route.path, route.handler)
    app.on_response_prepare.append(add_headers)
    app.cleanup_ctx.extend((comments_context, waiting_machines_context))
    app.on_shutdown.append(end_streams)
    return app
