"""Running the server: what is opened in which order, and how it ends.

The journal comes first (its lock refuses a second server), then who may do what, the socket, and
the offices, whose days are read before anybody is let in. The end is the other way round: no new
connections, streams end at once, what was sent is finished and answered, the journal is closed.
"""

import asyncio
import gc
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from msgspec import Struct

from server.access.access import Access, open_access
from server.certificates import Certificates
from server.configuration import OfficeSettings, ServerSettings
from server.configuration.presentation.speaking import as_spoken_here
from server.configuration.server_file.reaching import as_reached_here
from server.contacts.keys import make_keys_file, read_keys
from server.contacts.vault import Vault
from server.journal.errors import StorageError
from server.journal.opening import open_journal
from server.office.clock import OfficeClock
from server.office.erasing import erasing
from server.office.offices import Offices, open_offices
from server.web.app import make_app
from server.web.encryption import Encryption, encrypted
from server.web.listening import (
    address_of,
    allow_many_connections,
    bound_socket,
    listening,
    reached_at,
)
from server.web.requests.hosts import known_hosts
from server.web.settings import BODY_SECONDS, COMMENT_SECONDS, IDLE_SECONDS, WebSettings
from speech import espeak

LOG = structlog.get_logger("antrean.server")

GARBAGE_THRESHOLD = 10_000
"""New objects between two looks for garbage, once the server stands: fewer than while it loads (see
`antrean.LOADING_THRESHOLD`), more than Python's own, as most of them are the day's and stay. What
was there before is not looked through again: it would hold up all screens, for nothing."""


class RunningServer(Struct, frozen=True):
    """A server that answers. `url` is where it listens, `public_url` where visitors reach it.

    `certificates` are those of its own making, if it speaks https by them.
    """

    url: str
    public_url: str
    offices: Offices
    access: Access
    app: web.Application
    certificates: Certificates | None = None
    first_password: str | None = None
    """The one-time password of `admin`, at the first start alone."""


@asynccontextmanager
async def open_server(
    offices: Sequence[OfficeSettings],
    settings: ServerSettings,
    clock: OfficeClock | None = None,
    comment_seconds: float = COMMENT_SECONDS,
) -> AsyncIterator[RunningServer]:
    """A server that listens inside the `async with`.

    Raises StorageError, KeysFileError or OSError where it cannot start.
    """
    office_clock = clock or OfficeClock()
    spoken = await asyncio.to_thread(_as_spoken_here, offices)
    spoken = [as_reached_here(each, settings) for each in spoken]
    async with (
        open_journal(settings.database) as journal,
        open_offices(spoken, journal, office_clock) as opened,
        erasing(journal, office_clock, settings.texts_days),
        open_access(journal.engine, settings.session_idle_minutes * 60.0) as access,
    ):
        vault = await asyncio.to_thread(_vault, offices, settings)
        with bound_socket(settings.host, settings.port) as bound:
            async with encrypted(settings) as encryption:
                url = address_of(bound, is_https=settings.speaks_tls)
                web_settings = _web_settings(settings, url, encryption, comment_seconds)
                app = make_app(opened, web_settings, access, vault)
                await _read_days(opened)
                first = await access.staff.first_administrator()
                async with listening(app, bound, encryption.context, web_settings):
                    yield RunningServer(
                        *(url, web_settings.public_url, opened, access, app),
                        certificates=encryption.certificates,
                        first_password=first,
                    )


async def serve(
    offices: Sequence[OfficeSettings],
    settings: ServerSettings,
    clock: OfficeClock | None = None,
    announce: Callable[[RunningServer], None] = lambda _: None,
) -> None:
    """Run until SIGTERM or SIGINT. `announce` is called once it answers."""
    allow_many_connections()
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


def _web_settings(
    settings: ServerSettings, url: str, encryption: Encryption, comment_seconds: float
) -> WebSettings:
    public_url = settings.public_url or reached_at(url, encryption.names)
    return WebSettings(
        public_url=public_url,
        is_https=public_url.startswith("https:"),
        host_names=known_hosts(public_url, (*encryption.names, *settings.host_names)),
        trusted_proxies=settings.trusted_proxies,
        authority=encryption.certificates.authority if encryption.certificates else None,
        comment_seconds=comment_seconds,
        idle_seconds=IDLE_SECONDS,
        body_seconds=BODY_SECONDS,
    )


def _vault(offices: Sequence[OfficeSettings], settings: ServerSettings) -> Vault:
    """Where personal data is sealed; its keys are made when the first office asks for some.

    Raises KeysFileError where they cannot be used.
    """
    if any(each.office.personal for each in offices):
        make_keys_file(settings.contacts_key_file)
        read_keys(settings.contacts_key_file)
    return Vault(settings.contacts_key_file)


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
