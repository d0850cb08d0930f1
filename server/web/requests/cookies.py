"""The cookies that browsers get: a member of staff's session, and a display's key.

Behind TLS their names begin with `__Host-`: browsers then take them only encrypted, only for this
very host and for all of it. Without TLS they are others, so that a cookie that somebody in the
network planted or read is worth nothing where TLS comes later.
"""

from aiohttp import web

STAFF_SECURE, STAFF_PLAIN = "__Host-antrean", "antrean-lan"
DISPLAY_SECURE, DISPLAY_PLAIN = "__Host-antrean-display", "antrean-display-lan"

STAFF_SECONDS = 30 * 24 * 60 * 60
"""The server ends a session long before; a browser need not know when."""
DISPLAY_SECONDS = 400 * 24 * 60 * 60
"""As long as browsers keep any cookie; each visit sets it anew."""


def staff_cookie(is_https: bool) -> str:
    """The name of the cookie with the key of a session."""
    return STAFF_SECURE if is_https else STAFF_PLAIN


def display_cookie(is_https: bool) -> str:
    """The name of the cookie with the key of a display."""
    return DISPLAY_SECURE if is_https else DISPLAY_PLAIN


def set_staff_cookie(response: web.StreamResponse, key: str, *, is_https: bool) -> None:
    """Sign a browser in."""
    _set(response, staff_cookie(is_https), key, STAFF_SECONDS, is_https=is_https)


def set_display_cookie(response: web.StreamResponse, key: str, *, is_https: bool) -> None:
    """Let a browser be a display."""
    _set(response, display_cookie(is_https), key, DISPLAY_SECONDS, is_https=is_https)


def forget_staff_cookie(response: web.StreamResponse, *, is_https: bool) -> None:
    """Sign a browser out."""
    response.del_cookie(staff_cookie(is_https), path="/", secure=is_https, httponly=True)


def _set(
    response: web.StreamResponse, name: str, key: str, seconds: int, *, is_https: bool
) -> None:
    """Scripts never see it, and other sites cannot send it along with anything but a link."""
    response.set_cookie(
        name, key, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=is_https
    )
