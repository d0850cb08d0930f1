"""What an antrean.toml allows, but cannot work for the people in the hall: told at every start."""

from collections.abc import Iterable, Iterator

from yarl import URL

from look.qr import SMALL_URL_BYTES
from server.configuration.cautions import Caution
from server.configuration.server_file.reach import is_loopback
from server.configuration.server_file.settings import ServerSettings

TOKEN_LETTERS = 22
"""Of a ticket's secret, in its address."""


def server_cautions(settings: ServerSettings, offices: Iterable[str]) -> list[Caution]:
    """Everything of the file that cannot work; `offices` are their ids."""
    found = [*_reach(settings), *_length(settings, offices)]
    return [Caution("antrean.toml", key, words) for key, words in found]


def _reach(settings: ServerSettings) -> Iterator[tuple[str, str]]:
    host = URL(settings.public_url).host if settings.public_url else None
    if host is None or settings.phones_reach == "no":
        return
    if is_loopback(host):
        yield "public_url", f"{settings.public_url} is this machine only: no phone gets there"
    elif settings.speaks_tls and settings.certificate_folder is not None:
        words = (
            "visitors' phones do not know the certificate of this server's own making, and warn of "
            "their ticket's page; docs/network.md says what to do"
        )
        yield "local_certificate", words


def _length(settings: ServerSettings, offices: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The code of a longer address is too tall for a kiosk of 80 x 24 cells."""
    if settings.public_url is None:
        return
    for office in offices:
        address = f"{settings.public_url}/t/{office}/{'x' * TOKEN_LETTERS}"
        if (length := len(address.encode())) > SMALL_URL_BYTES:
            most = SMALL_URL_BYTES - (length - len(settings.public_url.encode()))
            words = (
                f"a ticket's address in the office {office} has {length} bytes; its QR code does "
                f"not fit a kiosk of 80 x 24 cells. Up to {most} bytes here do"
            )
            yield "public_url", words
