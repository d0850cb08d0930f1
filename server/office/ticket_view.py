"""What one visitor may see: the own line, and nobody else's."""

from datetime import datetime
from typing import Any, cast

import msgspec
from msgspec import Struct

from protocol.snapshots import Clock, OfficeView, SnapshotId, TicketView
from server.configuration.presentation.presentation import Presentation
from server.office.hall_view import resumes_at, suspension_words
from server.office.office_view import NOTHING_SHOWN, visitors_office_view
from server.office.room_view import is_unheard, whereabouts
from server.queueing.day import Day
from server.queueing.days import phase_of
from server.queueing.leaving import cancel_undone_until
from server.queueing.returns import lets_others_go_first
from server.queueing.standing import Standing
from server.queueing.ticket import IN_HAND, LIVE, Ticket, TicketState

WAITS = frozenset({TicketState.WAITING, TicketState.RESERVED})


class _Shared(Struct, frozen=True):
    """The first fields of `TicketView`: the same for all visitors at one moment."""

    id: SnapshotId
    clock: Clock
    office: OfficeView


_NOTHING = _Shared(*cast("tuple[Any, Any, Any]", (None, None, None)))
_UNTOLD = b'{"id":null,"clock":null,"office":null,'
"""How an encoded view begins whose shared fields are left out."""


class VisitorViews:
    """What visitors may see of a day at `clock.now`.

    Thousands of views are made of one moment, so what they share is made, and encoded, once.
    Tickets must be known.
    """

    def __init__(
        self, day: Day, epoch: str, clock: Clock, presentation: Presentation = NOTHING_SHOWN
    ) -> None:
        self._day, self._now = day, clock.now
        self._shared = _Shared(
            SnapshotId(epoch, day.schedule.date, day.version),
            clock,
            visitors_office_view(day.office, presentation),
        )
        self.id = str(self._shared.id)
        self.office = msgspec.json.encode(self._shared.office)
        self._beginning = msgspec.json.encode(self._shared)[:-1] + b","
        self._phase = phase_of(day, clock.now).value
        self._resumes_at = resumes_at(day, clock.now)
        self._standing = Standing(day)

    def ahead(self, ticket_id: str) -> int | None:
        """How many are called before a ticket; None if it does not wait."""
        ticket = self._day.tickets[ticket_id]
        if is_unheard(ticket):
            return 0
        return self._standing.ahead(ticket) if ticket.state in WAITS else None

    def view(self, ticket_id: str, rise_reason: str | None = None) -> TicketView:
        """A ticket's own line."""
        return self._view(ticket_id, self.ahead(ticket_id), rise_reason, self._shared)

    def own_part(self, ticket_id: str, ahead: int | None, rise_reason: str | None) -> bytes:
        """The encoded view from its first field on that is not shared."""
        view = self._view(ticket_id, ahead, rise_reason, _NOTHING)
        return msgspec.json.encode(view)[len(_UNTOLD) :]

    def whole(self, own_part: bytes) -> bytes:
        """The encoded view of this moment with this own part."""
        return self._beginning + own_part

    def _view(
        self, ticket_id: str, ahead: int | None, rise_reason: str | None, shared: _Shared
    ) -> TicketView:
        day, ticket = self._day, self._day.tickets[ticket_id]
        is_heard = not is_unheard(ticket)
        in_hand = ticket.state in IN_HAND and is_heard
        suspension, here = day.suspension(ticket.service), whereabouts(day, ticket)
        counter = day.office.counter(ticket.counter) if in_hand and ticket.counter else None
        undo_until = None if day.ended else cancel_undone_until(day, ticket, self._now)
        return TicketView(
            id=shared.id,
            clock=shared.clock,
            office=shared.office,
            ticket_id=ticket.id,
            number=ticket.number,
            state=(ticket.state if is_heard else TicketState.WAITING).value,
            service=day.service(ticket.service).name,
            services_after=tuple(
                day.service(leg.service).name for leg in ticket.legs[ticket.leg + 1 :]
            ),
            language=ticket.language,
            phase=self._phase,
            actions=_actions(day, ticket, undo_until, self._now),
            ahead=ahead,
            rise_reason=rise_reason if ahead is not None else None,
            counter=counter.number if counter else None,
            call=ticket.call if in_hand else None,
            called_at=ticket.call_at if is_heard else None,
            missed_at=ticket.missed_at,
            issued_at=ticket.issued_at,
            ended_at=ticket.ended_at,
            reason=ticket.reason if ticket.state is TicketState.EXPIRED else None,
            suspended=suspension is not None,
            suspended_reason=suspension_words(day, suspension.reason) if suspension else {},
            suspended_until=suspension.until if suspension else None,
            returns_left=_returns_left(day, ticket),
            resumes_at=self._resumes_at,
            slip=ticket.slip,
            undo_until=undo_until,
            phone_hash=ticket.phone_hash,
            where=here.where,
            spot=here.spot,
            line=here.line,
            come_in_at=here.come_in_at,
            come_in_until=here.come_in_until,
            contacts=ticket.contacts,
        )


def _returns_left(day: Day, ticket: Ticket) -> int:
    return max(0, day.office.returns.most - ticket.returns)


def _actions(
    day: Day, ticket: Ticket, undo_until: datetime | None, now: datetime
) -> tuple[str, ...]:
    erasing = ("erase-contacts",) if ticket.contacts else ()
    if day.ended:
        return erasing
    may_return = _returns_left(day, ticket) > 0
    is_waiting = ticket.state is TicketState.WAITING
    actions = []
    if (ticket.state in LIVE or ticket.state is TicketState.NO_SHOW) and (
        ticket.state is not TicketState.SERVING
    ):
        actions.append("cancel")
    if undo_until is not None:
        actions.append("undo-cancel")
    if is_waiting and may_return and lets_others_go_first(day, ticket, now):
        actions.append("late")
    if ticket.state is TicketState.NO_SHOW and may_return:
        actions.append("return")
    return (*actions, *erasing)
