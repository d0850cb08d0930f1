"""What staff do with a whole service."""

from protocol.commands import CommandBody, SuspendBody
from protocol.replies import CommandReply
from server.queueing import commands
from server.web.requests.office_request import OfficeRequest, in_utc


async def suspend_service(request: OfficeRequest, body: SuspendBody) -> CommandReply:
    """Stop calling and issuing for a service; places are kept, timers stand."""
    command = commands.SuspendService(request["service"], body.reason, in_utc(body.until))
    return await request.order(body, command)


async def resume_service(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Take a suspended service up again."""
    return await request.order(body, commands.ResumeSuspended(request["service"]))
