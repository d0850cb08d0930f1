"""Who is at the other end: address, scheme and host, through the proxies that are trusted.

What a proxy says of its client (`X-Forwarded-For`, `-Proto`, `-Host`) is believed only if the
connection comes from an address that antrean.toml trusts; from anybody else it is ignored, for
whoever writes such a header could be anybody. Pure.
"""

from collections.abc import Mapping, Sequence
from ipaddress import IPv6Address, ip_address

from aiohttp import hdrs
from msgspec import Struct

from server.configuration.server_file.reach import Network

SCHEMES = ("http", "https")


class Peer(Struct, frozen=True):
    """A client as it stands before the outermost trusted proxy."""

    address: str
    """Its IP address; "" where there is none."""
    scheme: str
    host: str
    """What it calls this server, with the port if it names one; "" if it says nothing."""

    @property
    def is_https(self) -> bool:
        """Whether what it sends travels encrypted."""
        return self.scheme == "https"


def look_through(
    address: str, scheme: str, headers: Mapping[str, str], trusted: Sequence[Network]
) -> Peer:
    """The client behind the trusted proxies; a connection from elsewhere is the client itself."""
    connected = Peer(_plain(address), scheme, headers.get(hdrs.HOST, ""))
    if not is_trusted(connected.address, trusted):
        return connected
    told_scheme = _last(headers.get(hdrs.X_FORWARDED_PROTO, "")).lower()
    return Peer(
        address=_client(connected.address, headers.get(hdrs.X_FORWARDED_FOR, ""), trusted),
        scheme=told_scheme if told_scheme in SCHEMES else scheme,
        host=_last(headers.get(hdrs.X_FORWARDED_HOST, "")) or connected.host,
    )


def is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    """Whether a proxy at `address` is believed."""
    if not trusted:
        return False
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in trusted)


def _client(nearest: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """From the nearest proxy outwards, the first address that no trusted proxy has."""
    for told in reversed(forwarded_for.split(",")):
        address = _plain(told.strip())
        if not _is_address(address):
            break
        nearest = address
        if not is_trusted(address, trusted):
            break
    return nearest


def _plain(address: str) -> str:
    """An address as it is compared: no zone, and IPv4 never dressed up as IPv6."""
    bare = address.partition("%")[0].removeprefix("[").removesuffix("]")
    try:
        found = ip_address(bare)
    except ValueError:
        return address
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _last(told: str) -> str:
    return told.rsplit(",", 1)[-1].strip()
