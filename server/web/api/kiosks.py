"""What a kiosk needs while we are away: its leases, and handing in what it gave from them."""

from datetime import UTC, datetime

from protocol.offline import (
    HandedInTicket,
    HandInBody,
    HandInReply,
    LeaseBody,
    LeaseReply,
    LeaseView,
    OfflineTicket,
    ValidSpan,
)
from protocol.refusals import Refusal, RefusalCode
from server.office.orders import Outcome, token_hash
from server.queueing.commands import HandInTicket, HoldLeases
from server.queueing.day import Day
from server.queueing.leases import leases_of, valid_spans
from server.queueing.ticket import Slip
from server.web.api.devices import check_device
from server.web.errors import RefusedError, refused
from server.web.requests.office_request import OfficeRequest

REFUSED_SINGLY = frozenset(
    {RefusalCode.NUMBER_NOT_LEASED, RefusalCode.NUMBER_TAKEN, RefusalCode.TICKET_ID_TAKEN}
)
"""Reasons that are one ticket's own; the others of its hand-in go in."""


async def hold_leases(request: OfficeRequest, body: LeaseBody) -> LeaseReply:
    """A kiosk says what it used of its leases, and is told which numbers it holds now.

    Of today, or beforehand of the next open day.
    """
    kiosk = _own_name(request)
    await request.outcome(body, HoldLeases(kiosk, body.book, body.used))
    office = request.office
    return await office.look_at(body.day, lambda day: _lease_reply(request, day, kiosk, body))


async def hand_in(request: OfficeRequest, body: HandInBody) -> HandInReply:
    """A kiosk brings tickets that it gave while we were away, of today or of a former day."""
    kiosk = _own_name(request)
    commands = [_hand_in_command(kiosk, ticket) for ticket in body.tickets]
    answers = await request.hand_in(body, commands)
    for answer in answers:
        if isinstance(answer, Refusal) and answer.code not in REFUSED_SINGLY:
            raise RefusedError(answer)
    return HandInReply(
        tuple(
            _handed_in(ticket, answer) for ticket, answer in zip(body.tickets, answers, strict=True)
        ),
        max((each.version for each in answers if isinstance(each, Outcome)), default=0),
    )


def _own_name(request: OfficeRequest) -> str:
    """The kiosk that asks. Raises RefusedError for anybody who is not the kiosk of the path."""
    name = request["name"]
    check_device("kiosk", name)
    if request.kiosk != name:
        raise refused(RefusalCode.NOT_ALLOWED)
    return name


def _lease_reply(request: OfficeRequest, day: Day, kiosk: str, body: LeaseBody) -> LeaseReply:
    hall = request.office.hall_to_come(day)
    return LeaseReply(
        day=day.schedule.date,
        granted_at=request.office.clock.now(),
        leases=tuple(
            LeaseView(
                lease_id=lease.id,
                service=lease.service,
                letter=lease.letter,
                first=lease.first,
                count=lease.count,
                used=max(lease.used, min(body.used.get(lease.id, 0), lease.granted)),
            )
            for lease in leases_of(day, kiosk, body.book)
        ),
        valid=tuple(ValidSpan(span.start, span.end) for span in valid_spans(day)),
        url_prefix=request.settings.ticket_url(request.office.id, ""),
        version=day.version,
        next_day=request.office.day_ahead() if hall is None else None,
        hall=hall,
    )


def _hand_in_command(kiosk: str, ticket: OfflineTicket) -> HandInTicket:
    return HandInTicket(
        kiosk=kiosk,
        ticket_id=ticket.ticket_id,
        token_hash=token_hash(ticket.token),
        lease_id=ticket.lease_id,
        number=ticket.number,
        services=ticket.services,
        issued_at=_claimed(ticket.issued_at),
        priority=ticket.priority,
        language=ticket.language,
        party_size=ticket.party_size,
        slip=Slip(ticket.slip),
        instead_of=ticket.instead_of,
        clock_doubtful=ticket.clock_doubtful,
    )


def _claimed(moment: datetime) -> datetime:
    """What the kiosk says, in UTC. A clock that is wrong by millennia refuses nobody's ticket."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def _handed_in(ticket: OfflineTicket, answer: Outcome | Refusal) -> HandedInTicket:
    if isinstance(answer, Refusal):
        return HandedInTicket(ticket.ticket_id, ticket.number, refusal=answer.code)
    return HandedInTicket(ticket.ticket_id, ticket.number, answer.state)
