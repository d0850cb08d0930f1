"""What stands on a ticket of paper. `look.ticket` draws it."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from protocol.snapshots import TicketView
from texts import texts_for

#: What a print head covers, by the width of the paper in millimetres.
WIDTHS = {80: 576, 58: 384}


@dataclass(frozen=True)
class Slip:
    """What is on one ticket. `ahead` is None for a number that is in no queue any more."""

    office: str
    number: str
    services: tuple[str, ...]  # in the order in which they are done
    issued_at: datetime
    zone: tzinfo
    zone_label: str
    ahead: int | None
    url: str
    kiosk: str  # which machine gave it; "" at a desk
    language: str
    is_copy: bool = False
    where: str | None = None  # to wait: outside, come_in or inside; None: no places are given
    spot: int | None = None
    line: int | None = None  # the place in the line outside
    phones_reach: str = "everywhere"  # as the office's view has it
    is_offline: bool = False  # given while the server was away: how many are ahead is not known


def describe(view: TicketView, url: str, *, kiosk: str = "", is_copy: bool = False) -> Slip:
    """The slip of a ticket as its visitor sees it, in the language that was chosen for it."""
    office, language = view.office, texts_for(view.language).language
    names = (view.service, *view.services_after)
    return Slip(
        office=office.name,
        number=view.number,
        services=tuple(words.get(language) or next(iter(words.values()), "") for words in names),
        issued_at=view.issued_at or view.clock.now,
        zone=ZoneInfo(office.timezone),
        zone_label=office.timezone_label,
        ahead=view.ahead,
        url=url,
        kiosk=kiosk,
        language=language,
        is_copy=is_copy,
        where=view.where,
        spot=view.spot,
        line=view.line,
        phones_reach=office.phones_reach,
    )
