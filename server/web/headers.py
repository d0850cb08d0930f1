"""The headers that every answer carries, errors and files too."""

from aiohttp import hdrs, web

from server.web.keys import SETTINGS
from server.web.requests.peers import peer_of

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'"
NO_DOCUMENTS = frozenset({"text/javascript", "text/css", "font/woff2"})
"""Types to which a policy says nothing; a service worker would even be kept from its own pages."""
ALWAYS = {
    "Referrer-Policy": "no-referrer",  # a ticket's address holds its secret
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    hdrs.SERVER: "antrean",
}
OF_PAGES = {
    "X-Frame-Options": "DENY",  # for browsers that know no policy
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""What only a page can mean: with every file they would cost a phone a tenth of its first visit."""
ENCRYPTED_ONLY = "max-age=15552000"
"""Half a year in which a browser comes back encrypted or not at all."""


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For `on_response_prepare`."""
    stays_https = request.app[SETTINGS].public_url.startswith("https:")
    protect(response, is_https=stays_https and peer_of(request).is_https)


def protect(response: web.StreamResponse, *, is_https: bool) -> None:
    """Nothing leaks, nothing is guessed, nothing personal is kept.

    `is_https`: it came encrypted, and always will.
    """
    headers = response.headers
    headers.update(ALWAYS)
    headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
    if is_https:
        headers["Strict-Transport-Security"] = ENCRYPTED_ONLY
    if response.content_type == "text/html":
        headers.update(OF_PAGES)
        headers["Content-Security-Policy"] = PAGE_POLICY
    elif response.content_type not in NO_DOCUMENTS:
        headers["Content-Security-Policy"] = PLAIN_POLICY
