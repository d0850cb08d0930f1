"""What a supervisor does with the whole day."""

from protocol.commands import CommandBody, EndDayBody
from protocol.replies import CommandReply
from server.queueing import commands
from server.web.requests.office_request import OfficeRequest


async def stop_issuing(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Give no more numbers today."""
    return await request.order(body, commands.StopIssuing())


async def allow_issuing(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Give numbers again, within the hours."""
    return await request.order(body, commands.AllowIssuing())


async def end_day(request: OfficeRequest, body: EndDayBody) -> CommandReply:
    """Close the day, having seen how many visitors are left."""
    return await request.order(body, commands.EndDay(body.left))
