"""What the hall may see of a day. Nothing personal."""

from collections import Counter
from datetime import datetime
from itertools import islice

from protocol.snapshots import (
    CallView,
    Clock,
    CounterView,
    HallSnapshot,
    NoticeView,
    ServiceView,
    SnapshotId,
)
from server.configuration.presentation.presentation import Presentation
from server.office.office_view import NOTHING_SHOWN, office_view
from server.office.room_view import is_unheard, room_view
from server.queueing.day import Call, Day, tickets_in_hand
from server.queueing.days import phase_of
from server.queueing.issuing import hours_refused, service_refused
from server.queueing.notices import shown_notices
from server.queueing.office import Words
from server.queueing.standing import calling_order
from server.queueing.ticket import Ticket, TicketState

LAST_CALLS = 24
NEXT_NUMBERS = 10


def hall_snapshot(
    day: Day, epoch: str, clock: Clock, presentation: Presentation = NOTHING_SHOWN
) -> HallSnapshot:
    """The hall's whole state at `clock.now`."""
    next_tickets = _next_tickets(day, presentation)
    return HallSnapshot(
        id=SnapshotId(epoch, day.schedule.date, day.version),
        clock=clock,
        office=office_view(day.office, presentation),
        phase=phase_of(day, clock.now).value,
        services=tuple(_service_view(day, service.id) for service in day.office.services),
        counters=tuple(_counter_view(day, counter.id) for counter in day.office.counters),
        calls=tuple(_call_view(day, call) for call in _calls_shown(day)),
        next_numbers=tuple(ticket.number for ticket in next_tickets),
        next_services=tuple(ticket.service for ticket in next_tickets),
        waiting=sum(len(line) for line in day.lines.values()),
        refusal=hours_refused(day, clock.now),
        tickets_from=day.schedule.tickets_from,
        tickets_until=day.schedule.tickets_until,
        resumes_at=resumes_at(day, clock.now),
        notices=tuple(
            NoticeView(notice.id, notice.at, notice.until)
            for notice in reversed(shown_notices(day))
        ),
        room=room_view(day, clock.now),
    )


def _calls_shown(day: Day) -> list[Call]:
    """The last calls, and older ones to which nobody has come yet; newest first."""
    shown = list(islice(reversed(day.calls), LAST_CALLS))
    open_calls = {t.call for t in tickets_in_hand(day) if t.state is TicketState.CALLED}
    left_out = open_calls - {call.call for call in shown}
    if left_out:
        older = islice(reversed(day.calls), LAST_CALLS, None)
        shown += [call for call in older if call.call in left_out]
    return shown


def _next_tickets(day: Day, presentation: Presentation) -> list[Ticket]:
    """Who is called next; where displays show parts of the hall, enough for each part."""
    order = calling_order(day, [service.id for service in day.office.services])
    if not any(display.services or display.counters for display in presentation.displays):
        return list(islice(order, NEXT_NUMBERS))
    taken: Counter[str] = Counter()
    tickets = []
    for ticket in order:
        if taken[ticket.service] < NEXT_NUMBERS:
            taken[ticket.service] += 1
            tickets.append(ticket)
    return tickets


def resumes_at(day: Day, now: datetime) -> datetime | None:
    """When service goes on, in a break."""
    return next((rest.end for rest in day.schedule.breaks if rest.start <= now < rest.end), None)


def _service_view(day: Day, service_id: str) -> ServiceView:
    service, suspension = day.service(service_id), day.suspension(service_id)
    return ServiceView(
        id=service.id,
        letter=service.letter,
        name=service.name,
        minutes=service.minutes,
        waiting=len(day.lines[service_id]),
        refusal=service_refused(day, service_id),
        suspended=suspension is not None,
        requirements=service.requirements,
        suspended_reason=suspension_words(day, suspension.reason) if suspension else {},
        resumes_at=suspension.until if suspension else None,
        asks=service.asks,
        needs=service.needs,
    )


def suspension_words(day: Day, reason_id: str) -> Words:
    """Why a service is suspended; {} for a reason that the office no longer has."""
    reasons = day.office.reasons.suspend
    return next((reason.words for reason in reasons if reason.id == reason_id), {})


def _counter_view(day: Day, counter_id: str) -> CounterView:
    counter, ticket = day.counter(counter_id), day.in_hand(counter_id)
    if ticket is not None and is_unheard(ticket):
        ticket = None
    return CounterView(
        id=counter_id,
        number=counter.number,
        services=counter.services,
        state=day.counters[counter_id].state.value,
        ticket=ticket.number if ticket else None,
        ticket_state=ticket.state.value if ticket else None,
        back_at=day.counters[counter_id].back_at,
    )


def _call_view(day: Day, call: Call) -> CallView:
    ticket = day.tickets[call.ticket_id]
    counter = day.office.counter(call.counter)
    return CallView(
        call=call.call,
        number=call.number,
        service=call.service,
        counter=counter.number if counter else 0,
        at=call.at,
        is_recall=call.is_recall,
        is_open=ticket.state is TicketState.CALLED and ticket.call == call.call,
    )
