"""Tickets: issuing, and what kiosks and staff do with one."""

from protocol.commands import (
    CommandBody,
    ConfirmBody,
    DismissRunBody,
    IssueBody,
    PriorityBody,
    ReasonBody,
    ReprintBody,
    VoidRunBody,
)
from protocol.refusals import RefusalCode
from protocol.replies import CommandReply, IssueReply
from protocol.snapshots import TicketView
from server.office.orders import Outcome, token_hash
from server.queueing import commands
from server.queueing.ticket import Slip
from server.web.api.contacts import read_contacts, sealed_contacts
from server.web.errors import answered, refused
from server.web.requests.office_request import OfficeRequest


async def issue(request: OfficeRequest, body: IssueBody) -> IssueReply:
    """Give a number. A kiosk confirms it once the visitor has seen it; a desk gives a reason."""
    if body.reason is not None and request.kiosk is not None:
        raise refused(RefusalCode.NOT_ALLOWED)  # a reason is what staff answer for
    contacts = read_contacts(body.contacts)
    command = commands.IssueTicket(
        ticket_id=body.ticket_id,
        token_hash=token_hash(body.token),
        services=body.services,
        priority=body.priority,
        language=body.language,
        party_size=body.party_size,
        reason=body.reason,
        kiosk=request.kiosk,
        contacts=tuple(kind.value for kind in contacts),
    )
    sealed = sealed_contacts(request, body, contacts)
    outcome = await request.outcome(body, command, contacts=sealed)
    return issue_reply(request, outcome, body.token)


async def confirm(request: OfficeRequest, body: ConfirmBody) -> CommandReply:
    """The visitor has the number: it counts. `slip` says what became of the paper."""
    command = commands.ConfirmTicket(request["ticket_id"], Slip(body.slip))
    return await request.order(body, command)


async def void(request: OfficeRequest, body: ReasonBody) -> CommandReply:
    """Take a number out, with a reason."""
    return await request.order(body, commands.VoidTicket(request["ticket_id"], body.reason))


async def void_run(request: OfficeRequest, body: VoidRunBody) -> CommandReply:
    """Take several numbers out at once: a run that somebody drew at a kiosk."""
    return await request.order(body, commands.VoidRun(body.ticket_ids, body.reason))


async def dismiss_run(request: OfficeRequest, body: DismissRunBody) -> CommandReply:
    """A run is harmless: staff need not be shown these numbers of it any more."""
    return await request.order(body, commands.DismissRun(body.ticket_ids))


async def reprint(request: OfficeRequest, body: ReprintBody) -> IssueReply:
    """Give the slip again, with a reason; a kiosk does so by the number only if the slip failed."""
    return await give_copy(request, body, request["ticket_id"], has_code=False)


async def give_copy(
    request: OfficeRequest, body: ReprintBody, ticket_id: str, *, has_code: bool
) -> IssueReply:
    """A copy of a slip, with a token of its own."""
    command = commands.ReprintTicket(
        ticket_id,
        body.reason,
        token_hash(body.token),
        by_kiosk=request.kiosk is not None,
        has_code=has_code,
    )
    return issue_reply(request, await request.outcome(body, command), body.token)


async def change_priority(request: OfficeRequest, body: PriorityBody) -> CommandReply:
    """Set or remove priority, with a reason."""
    command = commands.ChangePriority(request["ticket_id"], body.priority, body.reason)
    return await request.order(body, command)


async def cancel(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """The visitor told staff that they are leaving."""
    return await request.order(body, commands.CancelTicket(request["ticket_id"]))


async def undo_cancel(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """The visitor told staff, or a kiosk, that they stay after all."""
    return await request.order(body, commands.UndoCancel(request["ticket_id"]))


async def return_ticket(request: OfficeRequest, body: CommandBody) -> CommandReply:
    """Back into the queue after a missed call."""
    return await request.order(body, commands.ReturnTicket(request["ticket_id"]))


async def show_by_number(request: OfficeRequest) -> TicketView:
    """A ticket by the number on its slip, for a kiosk that is asked for its place."""
    ticket_id = answered(await request.office.ticket_id_by_number(request["number"].upper()))
    return await show(request, ticket_id)


async def show(request: OfficeRequest, ticket_id: str | None) -> TicketView:
    """A ticket as its visitor sees it. Raises RefusedError(TICKET_UNKNOWN) for None."""
    if ticket_id is None:
        raise refused(RefusalCode.TICKET_UNKNOWN)
    return answered(await request.office.ticket_view(ticket_id))


def issue_reply(request: OfficeRequest, outcome: Outcome, token: str) -> IssueReply:
    """What whoever gives a slip is told; `token` is the slip's own."""
    return IssueReply(
        ticket_id=outcome.ticket_id or "",
        number=outcome.number or "",
        state=outcome.state or "",
        url=request.settings.ticket_url(request.office.id, token),
        ahead=outcome.ahead or 0,
        version=outcome.version,
        where=outcome.where.where,
        spot=outcome.where.spot,
        line=outcome.where.line,
    )
