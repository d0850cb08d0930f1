"""What one line of the table of routes says, and which line a request belongs to."""

from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from aiohttp import hdrs, web
from msgspec import Struct

from protocol.refusals import RefusalCode

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

REST_OF_PATH = ":.+}"
"""How a template says that its last part may hold slashes; aiohttp's own name leaves it out."""

UNMATCHED = "unmatched"
"""What logs and metrics call a request that no route fits."""


class Kind(StrEnum):
    """What a route answers with."""

    JSON = "json"
    STREAM = "stream"
    PAGE = "page"
    SOUND = "sound"
    PLAIN = "plain"  # anything else: metrics, files


class Route(Struct, frozen=True):
    """A route. `body` and `reply` are its handler's own types; `refusals` how it may say no.

    `query`: the parameters of its query that the description names.
    """

    method: str
    path: str
    handler: Handler
    kind: Kind
    summary: str = ""
    body: Any = None
    reply: Any = None
    status: int = 200
    refusals: tuple[RefusalCode, ...] = ()
    query: tuple[str, ...] = ()

    @property
    def methods(self) -> tuple[str, ...]:
        """What may be asked of it: where a GET comes to an end, its head alone, too."""
        has_head = self.method == hdrs.METH_GET and self.kind is not Kind.STREAM
        return (hdrs.METH_HEAD, self.method) if has_head else (self.method,)

    @property
    def name(self) -> str:
        """How the table of access, logs and metrics call it: "METHOD template"."""
        return f"{self.method} {self.path}".replace(REST_OF_PATH, "}")


def template_of(request: web.Request) -> str:
    """The template that the request's path fits, never the path: paths hold tickets' secrets."""
    resource = request.match_info.route.resource
    return UNMATCHED if resource is None else resource.canonical


def route_name(request: web.Request) -> str:
    """The name of the request's route, or `UNMATCHED`; a HEAD is a GET without its body."""
    template = template_of(request)
    if template == UNMATCHED:
        return UNMATCHED
    method = hdrs.METH_GET if request.method == hdrs.METH_HEAD else request.method
    return f"{method} {template}"
