"""Running the server: what is opened in which order, and how it ends.

The journal comes first (its lock refuses a second server), then the key, the socket, and the
offices, whose days are read before anybody is let in. The end is the other way round: no new
connections, streams end at once, what was sent is finished and answered, the journal is closed.
"""

import asyncio
import gc
import signal
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from msgspec import Struct
from yarl import URL

from server.configuration import OfficeSettings, ServerSettings
from server.configuration.speaking import as_spoken_here
from server.journal.errors import StorageError
from server.journal.opening import open_journal
from server.office.clock import OfficeClock
from server.office.erasing import erasing_texts
from server.office.key import read_or_make_key
from server.office.offices import Offices, open_offices
from server.web.app import make_app
from server.web.settings import COMMENT_SECONDS, WebSettings
from speech import espeak

LOG = structlog.get_logger("antrean.server")

BACKLOG = 1024
"""How many connections may wait to be accepted: all screens come back at once after a restart."""
FINISH_SECONDS = 10.0
"""How long answers that are under way may take after the stop."""

GARBAGE_THRESHOLD = 10_000
"""New objects between two looks for garbage, once the server stands: fewer than while it loads (see
`antrean.LOADING_THRESHOLD`), more than Python's own, as most of them are the day's and stay. What
was there before is not looked through again: it would hold up all screens, for nothing."""


class RunningServer(Struct, frozen=True):
    """A server that answers. `url` is where it listens, `public_url` where visitors reach it."""

    url: str
    public_url: str
    key: str
    offices: Offices
    app: web.Application


@asynccontextmanager
async def open_server(
    offices: Sequence[OfficeSettings],
    settings: ServerSettings,
    clock: OfficeClock | None = None,
    comment_seconds: float = COMMENT_SECONDS,
) -> AsyncIterator[RunningServer]:
    """A server that listens inside the `async with`.

    Raises StorageError, KeyFileError or OSError where it cannot start.
    """
    office_clock = clock or OfficeClock()
    spoken = await asyncio.to_thread(_as_spoken_here, offices)
    async with (
        open_journal(settings.database) as journal,
        open_offices(spoken, journal, office_clock) as opened,
        erasing_texts(journal, office_clock, settings.texts_days),
    ):
        key = await asyncio.to_thread(read_or_make_key, settings.key_file)
        with _bound_socket(settings.host, settings.port) as listening:
            url = _address(settings, listening)
            web_settings = WebSettings(
                public_url=settings.public_url or url,
                is_https=(settings.public_url or url).startswith("https:"),
                comment_seconds=comment_seconds,
            )
            app = make_app(opened, web_settings, key)
            await _read_days(opened)
            async with _listening(app, listening, _tls(settings)):
                yield RunningServer(url, web_settings.public_url, key, opened, app)


async def serve(
    offices: Sequence[OfficeSettings],
    settings: ServerSettings,
    clock: OfficeClock | None = None,
    announce: Callable[[RunningServer], None] = lambda _: None,
) -> None:
    """Run until SIGTERM or SIGINT. `announce` is called once it answers."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    async with open_server(offices, settings, clock) as server:
        announce(server)
        gc.freeze()
        gc.set_threshold(GARBAGE_THRESHOLD)
        LOG.info("started", offices=[office.id for office in server.offices])
        await stop.wait()
        LOG.info("stopping")
    LOG.info("stopped")


@asynccontextmanager
async def _listening(
    app: web.Application, listening: socket.socket, tls: ssl.SSLContext | None
) -> AsyncIterator[None]:
    """Answer what comes in over the socket, inside the `async with`."""
    runner = web.AppRunner(
        app,
        access_log=None,  # `observing` logs templates instead of paths
        auto_decompress=False,  # a small body must not become a large one
        handler_cancellation=True,  # a stream learns that its client has left
        shutdown_timeout=FINISH_SECONDS,
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listening, ssl_context=tls, backlog=BACKLOG).start()
        yield
    finally:
        await runner.cleanup()


def _as_spoken_here(offices: Sequence[OfficeSettings]) -> list[OfficeSettings]:
    """The offices as this machine can announce them; those that get a chime only are logged."""
    spoken = [as_spoken_here(each) for each in offices]
    silent = [was.office.id for was, now in zip(offices, spoken, strict=True) if now is not was]
    if silent:
        LOG.warning("speech_unavailable", offices=silent, lacking=espeak.PROGRAM)
    return spoken


async def _read_days(offices: Offices) -> None:
    """Read every office's day now, so that the first visitor after a restart need not wait."""
    for office in offices:
        try:
            await office.hall()
        except StorageError as error:
            LOG.error("office_unreadable", office=office.id, error=str(error))


def _bound_socket(host: str, port: int) -> socket.socket:
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


def _address(settings: ServerSettings, bound: socket.socket) -> str:
    scheme = "https" if settings.tls_certificate else "http"
    host, port = bound.getsockname()[:2]
    return str(URL.build(scheme=scheme, host=host, port=port))


def _tls(settings: ServerSettings) -> ssl.SSLContext | None:
    if settings.tls_certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.tls_certificate, settings.tls_key)
    return context
