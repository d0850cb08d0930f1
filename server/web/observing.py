"""What is seen of every request: a line in the log and the metrics, both by route template.

Neither ever holds a path, a query or an address: they carry tickets' secrets and people.
"""

from time import monotonic
from typing import Any

import structlog
from aiohttp import web

from server.web.keys import METRICS, STREAMED
from server.web.route import template_of

LOG = structlog.get_logger("antrean.access")

REPORTS = "/api/v1/offices/{office}/devices/{kind}/{name}/report"
"""Every machine reports every 15 s: worth a line only where the log tells everything."""

CLIENT_LEFT = 499
"""What nginx calls the status of a request whose client went away."""


@web.middleware
async def observe(request: web.Request, handler: Any) -> web.StreamResponse:
    """Count, time and log; the outermost of all."""
    began, status = monotonic(), CLIENT_LEFT
    try:
        response = await handler(request)
        status = response.status
        return response
    except web.HTTPException as answer:  # a redirect
        status = answer.status
        raise
    finally:
        if STREAMED not in request:  # else it goes on, and its end is noted
            note_request(request, status, monotonic() - began)


def note_request(request: web.Request, status: int, seconds: float) -> None:
    """A request was answered so many seconds after it had come; a stream, when it has ended."""
    route, is_timed = template_of(request), STREAMED not in request
    request.app[METRICS].note_request(request.method, route, status, seconds if is_timed else None)
    log = LOG.debug if route == REPORTS and status < 400 else LOG.info
    log(
        "request",
        method=request.method,
        route=route,
        status=status,
        milliseconds=round(seconds * 1000, 1),
    )
