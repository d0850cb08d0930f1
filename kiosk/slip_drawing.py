"""The slip as this kiosk prints it: what the server told, in the words of the visitor."""

import asyncio
import logging
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from kiosk.sentences import name_of
from look.ticket import Slip, draw_ticket
from protocol.replies import IssueReply
from protocol.snapshots import TicketView
from texts import Texts, texts_for

if TYPE_CHECKING:
    from kiosk.app import KioskApp

_logger = logging.getLogger(__name__)


class SlipDrawing:
    """Draws slips `width` pixels wide. The office's logo is fetched once."""

    def __init__(self, app: "KioskApp", width: int) -> None:
        self._app = app
        self._width = width
        self._logo: Image.Image | None = None

    def describe(self, reply: IssueReply, services: tuple[str, ...]) -> Slip:
        """The slip of a number that was given just now; `services` are ids."""
        hall, texts = self._app.hall, self._app.texts
        known = {service.id: service.name for service in hall.services} if hall else {}
        names = tuple(name_of(known.get(each, {}), texts) for each in services)
        return self._slip(reply, names, texts)

    def describe_copy(self, reply: IssueReply, view: TicketView) -> Slip:
        """The slip once more of a number that was given before."""
        texts = texts_for(view.language)
        names = tuple(name_of(each, texts) for each in (view.service, *view.services_after))
        return self._slip(reply, names, texts, view)

    async def draw(self, slip: Slip) -> Image.Image:
        """The picture, drawn in a thread."""
        logo = await self._fetch_logo()
        return await asyncio.to_thread(draw_ticket, slip, self._width, logo)

    def _slip(
        self,
        reply: IssueReply,
        services: tuple[str, ...],
        texts: Texts,
        view: TicketView | None = None,
    ) -> Slip:
        office = self._app.office
        assert office is not None, "a number is of a known office"
        issued_at = view.issued_at if view is not None else None
        return Slip(
            office=office.name,
            number=reply.number,
            services=services,
            issued_at=issued_at or self._app.clock.now(),
            zone=self._app.zone,
            zone_label=office.timezone_label,
            ahead=reply.ahead if view is None else view.ahead,
            url=reply.url,
            kiosk=self._app.client.name,
            language=texts.language,
            is_copy=view is not None,
        )

    async def _fetch_logo(self) -> Image.Image | None:
        """The logo; None where there is none, or none to be had now: the number cannot wait."""
        office = self._app.office
        if self._logo is None and office is not None and office.logo:
            data = await self._app.client.fetch(f"office/{office.id}/logo")
            if data is not None:
                self._logo = await asyncio.to_thread(_read_picture, data)
        return self._logo


def _read_picture(data: bytes) -> Image.Image | None:
    try:
        with Image.open(BytesIO(data)) as picture:
            return picture.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        _logger.warning("the logo is no picture that can be drawn")
        return None
