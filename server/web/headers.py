"""The headers that every answer carries."""

from aiohttp import hdrs, web

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'"
NO_DOCUMENTS = frozenset({"text/javascript", "text/css", "font/woff2"})
"""Types to which a policy says nothing; a service worker would even be kept from its own pages."""


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For `on_response_prepare`: nothing leaks, nothing is guessed, nothing personal is kept."""
    headers = response.headers
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    headers[hdrs.SERVER] = "antrean"
    headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
    content_type = response.content_type
    if content_type not in NO_DOCUMENTS:
        is_page = content_type == "text/html"
        headers["Content-Security-Policy"] = PAGE_POLICY if is_page else PLAIN_POLICY
