"""Who sent a request."""

from aiohttp import web

from server.web.keys import PEER, SETTINGS
from server.web.requests.proxies import Peer, look_through


def peer_of(request: web.Request) -> Peer:
    """Who asks; found once for a request."""
    known = request.get(PEER)
    if known is None:
        known = request[PEER] = look_through(
            request.remote or "",
            request.scheme,
            request.headers,
            request.app[SETTINGS].trusted_proxies,
        )
    return known
