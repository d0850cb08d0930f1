"""The lobby of an office: the floor on which people wait."""

from protocol.refusals import RefusalCode
from protocol.snapshots import FloorView
from server.web.errors import refused
from server.web.requests.office_request import OfficeRequest


async def show_floor(request: OfficeRequest) -> FloorView:
    """The lobby from above, with all its numbered places. It stays until `office.lobby` changes."""
    floor = request.office.settings.presentation.floor
    if floor is None:
        raise refused(RefusalCode.NO_PLACES)
    return floor
