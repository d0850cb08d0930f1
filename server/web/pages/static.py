"""The pages' scripts, styles and fonts, out of the rooms' own folders.

Only what a page needs: the table of types is also the list of what may be fetched. Files carry an
ETag of their content and may be kept for a minute. What shrinks is packed once and kept packed,
without the comments, so that a phone on a slow link waits less.
"""

import asyncio
import gzip
import re
from hashlib import sha256
from pathlib import Path

from aiohttp import ETag, hdrs, web
from msgspec import Struct

from server.web.pages.templates import STATIC_ROOMS

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
PACKED = frozenset({".css", ".js", ".json", ".svg"})
"""Types that shrink; pictures and fonts are packed already."""
COMMENTS = {
    ".css": re.compile(rb"^[ \t]*/\*.*?\*/[ \t]*\n", re.MULTILINE | re.DOTALL),
    ".js": re.compile(rb"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n", re.MULTILINE),
}
"""Whole lines of comment, which is how this house writes them; code is never touched."""
CACHE_SECONDS = 60
SCOPES = {"phone/worker.js": "/t/"}
"""Service workers, and the paths that each may look after."""


class Content(Struct, frozen=True):
    """A file as it is sent; `stamp` tells whether it has changed on the disk since."""

    stamp: tuple[int, int]
    etag: str
    plain: bytes
    packed: bytes | None


_contents: dict[Path, Content] = {}


async def send_file(request: web.Request) -> web.StreamResponse:
    """One of the pages' files."""
    room, name = request.match_info["room"], request.match_info["file"]
    folder = STATIC_ROOMS.get(room)
    path = folder / name if folder else None
    if folder is None or path is None or path.suffix not in TYPES:
        raise web.HTTPNotFound
    content = await asyncio.to_thread(_read, folder, path)
    if content is None:
        raise web.HTTPNotFound
    headers: dict[str, str] = {
        hdrs.CONTENT_TYPE: TYPES[path.suffix],
        hdrs.CACHE_CONTROL: f"public, max-age={CACHE_SECONDS}",
        hdrs.ETAG: f'"{content.etag}"',
    }
    if scope := SCOPES.get(f"{room}/{name}"):
        headers["Service-Worker-Allowed"] = scope
    if request.if_none_match and ETag(content.etag) in request.if_none_match:
        return web.Response(status=304, headers=headers)
    return web.Response(body=_choose(request, content, headers), headers=headers)


def _choose(request: web.Request, content: Content, headers: dict[str, str]) -> bytes:
    """The packed form where there is one and the client takes it; `headers` say so."""
    if content.packed is None:
        return content.plain
    headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
    if "gzip" not in request.headers.get(hdrs.ACCEPT_ENCODING, ""):
        return content.plain
    headers[hdrs.CONTENT_ENCODING] = "gzip"
    return content.packed


def _read(folder: Path, path: Path) -> Content | None:
    """The file's content, if there is one and it lies below the folder."""
    try:
        found = path.resolve(strict=True)
        if not found.is_file() or not found.is_relative_to(folder.resolve()):
            return None
        status = found.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        known = _contents.get(found)
        if known is None or known.stamp != stamp:
            known = _contents[found] = _pack(found, stamp)
    except (OSError, ValueError):
        return None
    return known


def _pack(path: Path, stamp: tuple[int, int]) -> Content:
    plain = path.read_bytes()
    if path.suffix in COMMENTS:
        plain = COMMENTS[path.suffix].sub(b"", plain)
    packed = gzip.compress(plain, 9, mtime=0) if path.suffix in PACKED else None
    return Content(stamp, sha256(plain).hexdigest()[:16], plain, packed)
