"""The offices as everybody in their halls may see them, and as staff do."""

from aiohttp import web

from protocol.snapshots import DeskSnapshot, HallSnapshot, OfficeListing
from server.web.errors import answered
from server.web.keys import OFFICES
from server.web.requests.office_request import OfficeRequest, json_response


async def list_offices(request: web.Request) -> web.StreamResponse:
    """The offices of this installation."""
    listing: list[OfficeListing] = await request.app[OFFICES].listing()
    return json_response(listing)


async def show_hall(request: OfficeRequest) -> HallSnapshot:
    """The hall: calls, counters, who is next. Nothing personal."""
    return answered(await request.office.hall())


async def show_desk(request: OfficeRequest) -> DeskSnapshot:
    """The whole queue, for staff."""
    return answered(await request.office.desk())
