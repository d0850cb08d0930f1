"""How the server's sockets are encrypted: by certificates given, by its own, or not at all.

Certificates of its own making are looked after while it runs: a server that nobody restarts for a
year must not run out of one. Given ones are read again, too, so that whoever renews them need not
restart it.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog
from msgspec import Struct
from yarl import URL

from server.certificates import Certificates, Names, make_certificates, names_here
from server.certificates.keeping import CertificateError, load_into, tls_context
from server.configuration import ServerSettings

LOG = structlog.get_logger("antrean.server")

LOOK_SECONDS = 6 * 60 * 60.0
"""Between two looks at the certificates."""


class Encryption(Struct, frozen=True):
    """What a server listens with. `names` are what the machine is reached by."""

    names: Names
    context: ssl.SSLContext | None = None
    certificates: Certificates | None = None


@asynccontextmanager
async def encrypted(
    settings: ServerSettings, look_seconds: float = LOOK_SECONDS
) -> AsyncIterator[Encryption]:
    """The encryption of a server, kept in order inside the `async with`.

    Raises CertificateError.
    """
    names = _names(settings)
    if not settings.speaks_tls:
        yield Encryption(names)
        return
    certificates = await asyncio.to_thread(_certificates, settings, names)
    context = await asyncio.to_thread(tls_context, *_files(settings, certificates))
    looking = asyncio.create_task(_look_after(settings, context, look_seconds))
    try:
        yield Encryption(names, context, certificates)
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _look_after(settings: ServerSettings, context: ssl.SSLContext, seconds: float) -> None:
    """Renew and read again from time to time; what fails is logged, and the old one goes on."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(_renew, settings, context)
        except CertificateError as error:
            LOG.error("certificate_unusable", error=str(error))


def _renew(settings: ServerSettings, context: ssl.SSLContext) -> None:
    certificates = _certificates(settings, _names(settings))
    load_into(context, *_files(settings, certificates))


def _certificates(settings: ServerSettings, names: Names) -> Certificates | None:
    """Those of our own making; None where others are given."""
    folder = settings.certificate_folder
    return None if folder is None else make_certificates(folder, names, datetime.now(UTC))


def _files(settings: ServerSettings, certificates: Certificates | None) -> tuple[Path, Path | None]:
    if certificates is not None:
        return certificates.certificate, certificates.key
    assert settings.tls_certificate is not None, "one of the two is there"
    return settings.tls_certificate, settings.tls_key


def _names(settings: ServerSettings) -> Names:
    public: Iterable[str] = [URL(settings.public_url).raw_host or ""] if settings.public_url else []
    return names_here(settings.host, (*public, *settings.host_names))
