"""The slip as this kiosk prints it: what the server told, in the words of the visitor."""

import asyncio
import logging
from io import BytesIO
from typing import TYPE_CHECKING

from kiosk.offline.numbers import OfflineNumber
from kiosk.sentences import name_of
from look.slip import Slip, describe
from protocol.replies import IssueReply
from protocol.snapshots import TicketView

if TYPE_CHECKING:
    from PIL import Image

    from kiosk.app import KioskApp

_logger = logging.getLogger(__name__)


class SlipDrawing:
    """Draws slips `width` pixels wide. The office's logo is fetched once."""

    def __init__(self, app: "KioskApp", width: int) -> None:
        self._app = app
        self._width = width
        self._logo: Image.Image | None = None

    def describe(self, reply: IssueReply | OfflineNumber, services: tuple[str, ...]) -> Slip:
        """The slip of a number that was given just now; `services` are ids."""
        hall, texts = self._app.hall, self._app.texts
        assert hall is not None, "the number was chosen from a snapshot"
        known = {service.id: service.name for service in hall.services}
        return Slip(
            office=hall.office.name,
            number=reply.number,
            services=tuple(name_of(known.get(each, {}), texts) for each in services),
            issued_at=self._app.clock.now(),
            zone=self._app.zone,
            zone_label=hall.office.timezone_label,
            ahead=reply.ahead,
            url=reply.url,
            kiosk=self._app.client.name,
            language=texts.language,
            where=reply.where,
            spot=reply.spot,
            line=reply.line,
            phones_reach=hall.office.phones_reach,
            is_offline=isinstance(reply, OfflineNumber),
        )

    def describe_copy(self, reply: IssueReply, view: TicketView) -> Slip:
        """The slip once more of a number that was given before."""
        return describe(view, reply.url, kiosk=self._app.client.name, is_copy=True)

    async def draw(self, slip: Slip) -> "Image.Image":
        """The picture, drawn in a thread."""
        from look.ticket import draw_ticket  # with Pillow, when the first slip is drawn

        logo = await self._fetch_logo()
        return await asyncio.to_thread(draw_ticket, slip, self._width, logo)

    async def _fetch_logo(self) -> "Image.Image | None":
        """The logo; None where there is none, or none to be had now: the number cannot wait."""
        office = self._app.office
        if self._logo is None and office is not None and office.logo:
            data = await self._app.client.fetch(f"office/{office.id}/logo")
            if data is not None:
                self._logo = await asyncio.to_thread(_read_picture, data)
        return self._logo


def _read_picture(data: bytes) -> "Image.Image | None":
    from PIL import Image

    try:
        with Image.open(BytesIO(data)) as picture:
            return picture.convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        _logger.warning("the logo is no picture that can be drawn")
        return None
