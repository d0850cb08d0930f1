"""The pictures and videos of an office's hall: only those that its file names.

An address holds no path: it is looked up among those that the file gave, so that nothing else on
the machine can be asked for.
"""

import asyncio
from pathlib import Path

from aiohttp import hdrs, web

from protocol.refusals import RefusalCode
from server.configuration.presentation.picture_files import content_type
from server.web.errors import refused
from server.web.requests.office_request import OfficeRequest

LOGO_SECONDS = 3600
SLIDE_SECONDS = 30 * 24 * 3600
"""A slide's address changes with its content: whoever has it need not ask again."""


async def send_logo(request: web.Request) -> web.StreamResponse:
    """The office's logo, for screens and slips."""
    return await _send(OfficeRequest(request).office.settings.presentation.logo, LOGO_SECONDS)


async def send_slide(request: web.Request) -> web.StreamResponse:
    """A picture or video of the hall's slides."""
    files = OfficeRequest(request).office.settings.presentation.files
    return await _send(files.get(request.match_info["file"]), SLIDE_SECONDS)


async def _send(path: Path | None, seconds: int) -> web.StreamResponse:
    """The file, with ranges (a video needs them); one taken away since the start is unknown."""
    kind = await asyncio.to_thread(content_type, path) if path is not None else None
    if path is None or kind is None:
        raise refused(RefusalCode.ROUTE_UNKNOWN)
    headers = {hdrs.CONTENT_TYPE: kind, hdrs.CACHE_CONTROL: f"public, max-age={seconds}"}
    return web.FileResponse(path, headers=headers)
