"""The headers that every answer carries."""

from aiohttp import hdrs, web

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'"


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For `on_response_prepare`: nothing leaks, nothing is guessed, nothing personal is kept."""
    headers = response.headers
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
    headers[hdrs.SERVER] = "antrean"
    headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
    is_page = response.content_type == "text/html"
    headers["Content-Security-Policy"] = PAGE_POLICY if is_page else PLAIN_POLICY
