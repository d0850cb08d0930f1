"""By which names this server answers.

A page of somebody else's can have its own name lead to our address ("rebinding"), and then speak
to us from inside the office's network as if it were ours. It cannot choose what its browser writes
as `Host`. So whoever asks for a name that is none of ours is refused. An address is no name: no
page of another origin ever gets a browser to write it, and a server has more of them than it knows.
"""

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from aiohttp import web
from yarl import URL

from protocol.refusals import RefusalCode
from server.web.errors import refused
from server.web.keys import SETTINGS
from server.web.requests.peers import peer_of


@web.middleware
async def check_host(request: web.Request, handler: Any) -> web.StreamResponse:
    """Refuse what is asked of another host. No browser leaves the name out; others may."""
    host = peer_of(request).host
    if host and not is_known(host, request.app[SETTINGS].host_names):
        raise refused(RefusalCode.HOST_UNKNOWN)
    return await handler(request)


def known_hosts(public_url: str, names: Iterable[str]) -> frozenset[str]:
    """The names that browsers may know us by; ports do not matter."""
    public = URL(public_url).raw_host or ""
    return frozenset({public.lower(), *(name.lower() for name in names)})


@lru_cache(maxsize=256)
def is_known(host: str, names: frozenset[str]) -> bool:
    """Whether `host`, as a request has it, is an address or one of `names`."""
    name = name_of(host)
    if name in names:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def name_of(host: str) -> str:
    """The host without its port and without the dot that ends a full name."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].removesuffix(".").lower()
