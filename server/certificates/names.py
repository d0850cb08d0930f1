"""What this machine is reached by in its own network: its names and its addresses.

Read from the system alone: nobody is asked, so that a start never waits for a network.
"""

import socket
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

from msgspec import Struct

Address = IPv4Address | IPv6Address

IPV6_ADDRESSES = Path("/proc/net/if_inet6")
GIVE_ADDRESS = 0x8915
"""Linux's SIOCGIFADDR: an interface's IPv4 address."""
MULTICAST_DNS = ".local"
"""What machines answer to where no name server knows them."""


class Names(Struct, frozen=True):
    """What a certificate for this machine covers; none stands in both.

    `told` are those that people chose; `found` come and go with the networks.
    """

    told: tuple[str, ...]
    found: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """All of them."""
        return iter((*self.told, *self.found))


def names_here(host: str, more: Iterable[str] = ()) -> Names:
    """The names of this machine.

    `host`: where the server listens; `more`: what else it is reached by, such as the host of its
    public address.
    """
    own = socket.gethostname().lower()
    listens_everywhere = is_everywhere(host)
    told = {own, *(each.lower() for each in more), *(() if listens_everywhere else (host.lower(),))}
    found = {"localhost", "127.0.0.1", "::1"}
    if "." not in own:
        found.add(own + MULTICAST_DNS)
    if listens_everywhere:
        found |= {str(each) for each in addresses_here()}
    told -= {""}
    return Names(tuple(sorted(told)), tuple(sorted(found - told)))


def is_everywhere(host: str) -> bool:
    """Whether a host to listen on is every network of the machine."""
    address = as_address(host)
    return host == "" or (address is not None and address.is_unspecified)


def as_address(name: str) -> Address | None:
    """The address that a name is; None if it is none."""
    try:
        return ip_address(name)
    except ValueError:
        return None


def addresses_here() -> list[Address]:
    """The addresses of this machine's networks, those of the machine itself and links aside."""
    found = [*_ipv4_addresses(), *_ipv6_addresses()]
    return [each for each in found if not (each.is_loopback or each.is_link_local)]


def _ipv4_addresses() -> Iterator[Address]:
    """The first one of each interface, as Linux tells it."""
    with suppress(ImportError, OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        from fcntl import ioctl  # Windows has none

        for _, name in socket.if_nameindex():
            with suppress(OSError):  # an interface without an address
                told = ioctl(asked.fileno(), GIVE_ADDRESS, struct.pack("256s", name.encode()[:15]))
                yield IPv4Address(told[20:24])


def _ipv6_addresses() -> Iterator[Address]:
    with suppress(OSError):
        for line in IPV6_ADDRESSES.read_text("ascii").splitlines():
            yield IPv6Address(int(line.split()[0], 16))
