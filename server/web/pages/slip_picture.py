"""The ticket as a picture, for a desk that prints it on the printer of its own computer."""

import asyncio
from io import BytesIO
from pathlib import Path

from aiohttp import web
from PIL import Image

from look.slip import WIDTHS, Slip, describe
from look.ticket import draw_ticket
from server.web.api import own_ticket
from server.web.requests.office_request import OfficeRequest


async def show_slip(request: web.Request) -> web.StreamResponse:
    """A PNG as wide as 80 mm of paper; `?copy=1` marks it as a copy."""
    asked = OfficeRequest(request)
    view = await own_ticket.show(asked)
    url = asked.settings.ticket_url(asked.office.id, asked["token"])
    slip = describe(view, url, is_copy=request.query.get("copy") == "1")
    logo = asked.office.settings.presentation.logo
    picture = await asyncio.to_thread(_draw_png, slip, logo)
    return web.Response(body=picture, content_type="image/png")


def _draw_png(slip: Slip, logo_file: Path | None) -> bytes:
    logo = _open_logo(logo_file) if logo_file is not None else None
    kept = BytesIO()
    draw_ticket(slip, WIDTHS[80], logo).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _open_logo(file: Path) -> Image.Image | None:
    """The logo, checked at the start; a slip does without one that has gone since."""
    try:
        with Image.open(file) as logo:
            return logo.convert("RGBA")
    except (OSError, ValueError):
        return None
