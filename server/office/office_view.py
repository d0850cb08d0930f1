"""What of an office does not change during most days: its rules' face, and how its hall looks."""

import msgspec

from protocol.presenting import AskingView
from protocol.snapshots import AnnouncementsView, OfficeView
from server.configuration.presentation.presentation import Announcements, Presentation
from server.queueing.office import Office

NOTHING_SHOWN = Presentation()


def office_view(office: Office, presentation: Presentation = NOTHING_SHOWN) -> OfficeView:
    """The office as screens of the hall and of staff see it."""
    floor = presentation.floor if office.hall is not None else None
    return OfficeView(
        id=office.id,
        name=office.name,
        timezone=office.timezone,
        timezone_label=office.timezone_label,
        languages=office.languages,
        priority_groups=office.priority_groups,
        most_services=office.tickets.most_services,
        largest_party=office.tickets.largest_party,
        lobby=floor.id if floor is not None else None,
        logo=presentation.logo is not None,
        displays=presentation.displays,
        slides=presentation.slides,
        announcements=_announcements(presentation.announcements),
        health=presentation.health,
        phones_reach=presentation.phones_reach,
        is_encrypted=presentation.is_encrypted,
        personal=tuple(
            msgspec.convert(asking, AskingView, from_attributes=True) for asking in office.personal
        ),
    )


def visitors_office_view(office: Office, presentation: Presentation = NOTHING_SHOWN) -> OfficeView:
    """The same for a visitor's phone, which shows no slides and says no calls: it stays small."""
    visible = Presentation(
        logo=presentation.logo,
        health=presentation.health,
        floor=presentation.floor,
        phones_reach=presentation.phones_reach,
    )
    return msgspec.structs.replace(office_view(office, visible), personal=())


def _announcements(announcements: Announcements) -> AnnouncementsView:
    return AnnouncementsView(
        languages=announcements.languages,
        volume=announcements.volume,
        quiet=tuple((span.opens, span.closes) for span in announcements.quiet),
        speech=announcements.speech,
        come_in=announcements.come_in,
    )
