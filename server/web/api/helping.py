"""Asking for a member of staff, at a counter or a kiosk, and saying that one has come."""

from protocol.commands import CommandBody, HelpBody
from protocol.replies import CommandReply
from server.queueing.commands import AskForHelp, EndHelp
from server.queueing.helping import counter_place, kiosk_place
from server.web.api.devices import check_device
from server.web.requests.office_request import OfficeRequest


async def ask_at_counter(request: OfficeRequest, body: HelpBody) -> CommandReply:
    """A clerk needs a colleague. Asking twice is one."""
    place = counter_place(request["counter"])
    return await request.order(body, AskForHelp(place, body.ticket_id))


async def end_at_counter(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Somebody has come to the counter."""
    return await request.order(body, EndHelp(counter_place(request["counter"])))


async def ask_at_kiosk(request: OfficeRequest, body: HelpBody) -> CommandReply:
    """A visitor needs somebody at the kiosk. Asking twice is one."""
    check_device("kiosk", request["name"])
    return await request.order(body, AskForHelp(kiosk_place(request["name"]), body.ticket_id))


async def end_at_kiosk(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Somebody has come to the kiosk."""
    return await request.order(body, EndHelp(kiosk_place(request["name"])))
