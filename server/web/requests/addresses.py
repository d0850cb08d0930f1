"""From which address somebody asks, for counting failures; never for rights, logs or metrics."""

from ipaddress import IPv6Address, ip_address, ip_network

from aiohttp import hdrs, web

from server.web.requests.peers import peer_of

SUBNET_BITS = 64
"""Whoever has one IPv6 address has as many as they like of its subnet."""

FORWARDING = (hdrs.X_FORWARDED_FOR, hdrs.FORWARDED, hdrs.VIA, "X-Real-IP")


def address_of(request: web.Request) -> str:
    """Whoever is before the outermost trusted proxy; of IPv6, the subnet."""
    told = peer_of(request).address
    try:
        address = ip_address(told)
    except ValueError:
        return told
    if isinstance(address, IPv6Address):
        return str(ip_network((address, SUBNET_BITS), strict=False).network_address)
    return told


def is_this_machine(request: web.Request) -> bool:
    """Whether somebody asks from the server's own machine, through no proxy that says so."""
    if any(header in request.headers for header in FORWARDING):
        return False
    try:
        return ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
