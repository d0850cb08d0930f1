"""What one visitor may see: the own line, and nobody else's."""

from datetime import datetime

from msgspec.structs import replace

from protocol.snapshots import Clock, SnapshotId, TicketView
from server.configuration.presentation import Presentation
from server.office.hall_view import resumes_at
from server.office.office_view import NOTHING_SHOWN, visitors_office_view
from server.queueing.day import Day
from server.queueing.days import phase_of
from server.queueing.leaving import cancel_undone_until
from server.queueing.standing import Standing
from server.queueing.ticket import IN_HAND, LIVE, Ticket, TicketState


def ticket_view(
    day: Day,
    ticket_id: str,
    epoch: str,
    clock: Clock,
    presentation: Presentation = NOTHING_SHOWN,
    rise_reason: str | None = None,
    standing: Standing | None = None,
) -> TicketView:
    """A ticket's own line at `clock.now`. The ticket must be known.

    `standing` may be given by whoever makes many views of one moment.
    """
    ticket = day.tickets[ticket_id]
    in_hand = ticket.state in IN_HAND
    waits = ticket.state in {TicketState.WAITING, TicketState.RESERVED}
    counter = day.office.counter(ticket.counter) if in_hand and ticket.counter else None
    undo_until = None if day.ended else cancel_undone_until(day, ticket, clock.now)
    return TicketView(
        id=SnapshotId(epoch, day.schedule.date, day.version),
        clock=clock,
        office=visitors_office_view(day.office, presentation),
        ticket_id=ticket.id,
        number=ticket.number,
        state=ticket.state.value,
        service=day.service(ticket.service).name,
        services_after=tuple(
            day.service(leg.service).name for leg in ticket.legs[ticket.leg + 1 :]
        ),
        language=ticket.language,
        phase=phase_of(day, clock.now).value,
        actions=_actions(day, ticket, undo_until),
        ahead=(standing or Standing(day)).ahead(ticket) if waits else None,
        rise_reason=rise_reason if waits else None,
        counter=counter.number if counter else None,
        call=ticket.call if in_hand else None,
        called_at=ticket.call_at,
        missed_at=ticket.missed_at,
        issued_at=ticket.issued_at,
        ended_at=ticket.ended_at,
        reason=ticket.reason if ticket.state is TicketState.EXPIRED else None,
        suspended=day.is_suspended(ticket.service),
        returns_left=_returns_left(day, ticket),
        resumes_at=resumes_at(day, clock.now),
        slip=ticket.slip,
        undo_until=undo_until,
        phone_hash=ticket.phone_hash,
    )


def without_moment(view: TicketView) -> TicketView:
    """The view as far as the visitor is concerned: to see whether anything has changed."""
    return replace(
        view, id=SnapshotId("", view.id.day, 0), clock=Clock(view.issued_at or view.clock.now)
    )


def _returns_left(day: Day, ticket: Ticket) -> int:
    return max(0, day.office.returns.most - ticket.returns)


def _actions(day: Day, ticket: Ticket, undo_until: datetime | None) -> tuple[str, ...]:
    if day.ended:
        return ()
    may_return = _returns_left(day, ticket) > 0
    actions = []
    if (ticket.state in LIVE or ticket.state is TicketState.NO_SHOW) and (
        ticket.state is not TicketState.SERVING
    ):
        actions.append("cancel")
    if undo_until is not None:
        actions.append("undo-cancel")
    if ticket.state is TicketState.WAITING and may_return:
        actions.append("late")
    if ticket.state is TicketState.NO_SHOW and may_return:
        actions.append("return")
    return tuple(actions)
