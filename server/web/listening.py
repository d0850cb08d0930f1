"""Listening: the socket, its encryption, and how long a connection may keep us waiting.

Promises that whoever connects and says nothing, or only half, is let go of soon, while streams,
which have said all, stay; that a head is refused before it grows large; and that what is no HTTP
at all gets the same kind of answer as everything else, without filling the log.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from protocol.refusals import Refusal, RefusalCode
from server.certificates.names import as_address, is_everywhere
from server.configuration.server_file.reach import is_loopback
from server.web.errors import error_response
from server.web.headers import protect
from server.web.settings import WebSettings

BACKLOG = 1024
"""How many connections may wait to be accepted: all screens come back at once after a restart."""
FINISH_SECONDS = 10.0
"""How long answers that are under way may take after the stop."""
HANDSHAKE_SECONDS = 10.0
"""How long the beginning of TLS may take."""
LINGERING_SECONDS = 5.0
"""How long a body is still taken in that nobody wants any more."""
LARGEST_LINE = 8190
"""Bytes of the first line, or of one header."""
MOST_HEADERS = 64


class Connection(web.RequestHandler):
    """One connection. What of it is no HTTP is refused in our own shape."""

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """An answer where no handler gives one; the connection ends with it."""
        if not isinstance(exc, HttpProcessingError):
            response = super().handle_error(request, status, exc, message)
        elif request.writer.output_size > 0:
            raise ConnectionError("an answer is half sent")
        else:
            detail = f"the request is no HTTP: {type(exc).__name__}"
            response = error_response(Refusal(RefusalCode.BODY_MALFORMED, {"detail": detail}))
            response.force_close()
        protect(response, is_https=False)
        return response


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket at `host` and `port` (0: any free one). Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setblocking(False)
        bound.bind(address)
    except OSError:
        bound.close()
        raise
    return bound


def address_of(bound: socket.socket, *, is_https: bool) -> str:
    """The URL of what listens there."""
    host, port = bound.getsockname()[:2]
    return str(URL.build(scheme="https" if is_https else "http", host=host, port=port))


def allow_many_connections() -> None:
    """As many as the system allows at all.

    The usual 1,024 are few for a hall, and soon used up by somebody who connects and says nothing.
    """
    try:
        import resource  # Windows has none
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def reached_at(url: str, names: Iterable[str]) -> str:
    """Where others reach what listens at `url`, if it listens to every network of the machine."""
    parts = URL(url)
    if not is_everywhere(parts.host or ""):
        return url
    outside = (each for each in names if as_address(each) and not is_loopback(each))
    return str(parts.with_host(min(outside, key=len, default="127.0.0.1")))


@asynccontextmanager
async def listening(
    app: web.Application,
    bound: socket.socket,
    tls: ssl.SSLContext | None,
    settings: WebSettings,
) -> AsyncIterator[None]:
    """Answer what comes in over the socket, inside the `async with`."""
    runner = web.AppRunner(
        app,
        handler_cancellation=True,  # a stream learns that its client has left
        shutdown_timeout=FINISH_SECONDS,
    )
    await runner.setup()
    manager = runner.server
    assert manager is not None, "the runner was set up"
    loop = asyncio.get_running_loop()

    def connection() -> Connection:
        return Connection(
            manager,
            loop=loop,
            access_log=None,  # type: ignore[arg-type]  # `observing` logs templates, not paths
            auto_decompress=False,  # a small body must not become a large one
            keepalive_timeout=settings.idle_seconds,
            lingering_time=LINGERING_SECONDS,
            max_line_size=LARGEST_LINE,
            max_field_size=LARGEST_LINE,
            max_headers=MOST_HEADERS,
        )

    try:
        server = await loop.create_server(
            connection,
            sock=bound,
            ssl=tls,
            backlog=BACKLOG,
            ssl_handshake_timeout=HANDSHAKE_SECONDS if tls else None,
        )
        try:
            yield
        finally:
            server.close()
    finally:
        await runner.cleanup()
