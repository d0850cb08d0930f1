"""The visitor's own ticket: what may be done with the code of a slip.

The first phone that opens the ticket claims it, and then only that one may act. A kiosk that has
scanned the slip needs no phone, nor does a clerk.
"""

import re

from protocol.commands import ClaimBody, OwnBody, ReprintBody
from protocol.refusals import Refusal, RefusalCode
from protocol.replies import CommandReply, IssueReply
from protocol.snapshots import TicketView
from server.office.orders import token_hash
from server.queueing import commands
from server.queueing.commands import OwnCommand, Visitor
from server.web.api import tickets
from server.web.errors import RefusedError, answered, refused
from server.web.requests.office_request import OfficeRequest

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


async def show(request: OfficeRequest) -> TicketView:
    """The visitor's own line, by the token of the slip."""
    try:
        ticket_id = await ticket_of_token(request)
    except RefusedError as error:
        if former := await former_view(request, error.refusal):
            return former
        raise
    return await tickets.show(request, ticket_id)


async def claim(request: OfficeRequest, body: ClaimBody) -> CommandReply:
    """This phone opened the ticket, and wants to act on it. The first one may."""
    command = commands.ClaimTicket(await ticket_of_token(request), token_hash(body.phone))
    return await request.order(body, command)


async def cancel(request: OfficeRequest, body: OwnBody) -> CommandReply:
    """The visitor leaves the queue."""
    return await _act(request, body, commands.CancelTicket)


async def undo_cancel(request: OfficeRequest, body: OwnBody) -> CommandReply:
    """The visitor stays after all, soon after leaving the queue."""
    return await _act(request, body, commands.UndoCancel)


async def delay(request: OfficeRequest, body: OwnBody) -> CommandReply:
    """The visitor is late and lets the next few go first."""
    return await _act(request, body, commands.DelayTicket)


async def return_(request: OfficeRequest, body: OwnBody) -> CommandReply:
    """The visitor missed the call and comes back into the queue."""
    return await _act(request, body, commands.ReturnTicket)


async def erase_contacts(request: OfficeRequest, body: OwnBody) -> CommandReply:
    """The visitor wants nothing personal kept any longer; the number stays."""
    return await _act(request, body, commands.EraseContacts)


async def reprint(request: OfficeRequest, body: ReprintBody) -> IssueReply:
    """Give the slip again, by its code: a copy, which leads to the same ticket."""
    ticket_id = await ticket_of_token(request)
    return await tickets.give_copy(request, body, ticket_id, has_code=True)


async def ticket_of_token(request: OfficeRequest) -> str:
    """The ticket whose secret is in the path.

    Raises RefusedError: TICKET_UNKNOWN, or TOO_MANY_REQUESTS where it, or an unknown one, is asked
    for too often. Looking it up comes first: whoever guesses costs nobody in the hall their page.
    """
    token = request["token"]
    ticket_id = None
    if TOKEN.fullmatch(token):
        ticket_id = answered(await request.office.ticket_id_by_token(token_hash(token)))
    if ticket_id is None:
        request.count_unknown_ticket()
        raise refused(RefusalCode.TICKET_UNKNOWN)
    request.count_ticket(ticket_id)
    return ticket_id


async def former_view(request: OfficeRequest, refusal: Refusal) -> TicketView | None:
    """What became of the ticket on a former day, if the code is of one of the last few.

    `refusal`: why it is none of today's. Former days are read anew each time, so whoever asked for
    unknown tickets too often is not looked up there.
    """
    is_unknown = refusal.code is RefusalCode.TICKET_UNKNOWN
    if not is_unknown or not TOKEN.fullmatch(request["token"]):
        return None
    return await request.office.former_ticket_view(token_hash(request["token"]))


async def _act(request: OfficeRequest, body: OwnBody, kind: type[OwnCommand]) -> CommandReply:
    """Do something with the ticket of the path, as its visitor or for them."""
    ticket_id = await ticket_of_token(request)
    return await request.order(body, kind(ticket_id, _visitor(request, body)))


def _visitor(request: OfficeRequest, body: OwnBody) -> Visitor | None:
    """Whose phone asks; None for kiosks and clerks, who need none."""
    if not request.needs_phone:
        return None
    return Visitor(None if body.phone is None else token_hash(body.phone))
