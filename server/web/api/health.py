"""Whether the server is up, whether its offices can be read and written, and how it has been."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from protocol.refusals import Refusal
from protocol.replies import Health
from server.journal.errors import StorageError
from server.office.live_office import LiveOffice
from server.web.keys import METRICS, OFFICES, READINESS
from server.web.requests.office_request import json_response


async def show_health(request: web.Request) -> web.StreamResponse:
    """The process is up."""
    return json_response(Health("ok"))


async def show_readiness(request: web.Request) -> web.StreamResponse:
    """Every office can be read and written; 503 and what is wrong with which office otherwise."""
    problems = await request.app[READINESS].problems()
    status = 503 if problems else 200
    return json_response(Health("unavailable" if problems else "ok", problems), status)


async def show_metrics(request: web.Request) -> web.StreamResponse:
    """Counts and times in Prometheus' format."""
    seen = [
        (office.id, await _waiting(office), office.publisher.publications)
        for office in request.app[OFFICES]
    ]
    body = request.app[METRICS].expose(seen)
    return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _waiting(office: LiveOffice) -> int | None:
    """How many wait now; None where the office cannot be read."""
    try:
        hall = await office.hall()
    except StorageError:
        return None
    return None if isinstance(hall, Refusal) else hall.waiting
