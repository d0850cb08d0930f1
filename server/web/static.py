"""The pages' scripts, styles and fonts, out of the rooms' own folders.

Only what a page needs: the table of types is also the list of what may be fetched. Files carry an
ETag (aiohttp's, of size and time), and may be kept for a minute.
"""

import asyncio
from pathlib import Path

from aiohttp import hdrs, web

from server.web.templates import STATIC_ROOMS

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
CACHE_SECONDS = 60


async def send_file(request: web.Request) -> web.StreamResponse:
    """One of the pages' files."""
    room, name = request.match_info["room"], request.match_info["file"]
    folder = STATIC_ROOMS.get(room)
    path = folder / name if folder else None
    if folder is None or path is None or path.suffix not in TYPES:
        raise web.HTTPNotFound
    found = await asyncio.to_thread(_find, folder, path)
    if found is None:
        raise web.HTTPNotFound
    headers = {
        hdrs.CONTENT_TYPE: TYPES[found.suffix],
        hdrs.CACHE_CONTROL: f"public, max-age={CACHE_SECONDS}",
    }
    return web.FileResponse(found, headers=headers)


def _find(folder: Path, path: Path) -> Path | None:
    """The file itself, if there is one and it lies below the folder."""
    try:
        found = path.resolve(strict=True)
    except (OSError, ValueError):
        return None
    return found if found.is_file() and found.is_relative_to(folder.resolve()) else None
