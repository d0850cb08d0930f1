"""Where visitors stand: how many are called before each, who is next, why a count rose.

`ahead` counts those whom today's rule would call before you at any counter that may call you, if
nobody else came.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from heapq import merge

from server.queueing import events as e
from server.queueing.day import Day, serving_counters
from server.queueing.ticket import Place, Ticket, TicketState


class RiseReason(StrEnum):
    """Why more people are ahead than before; told to the visitor."""

    PRIORITY = "priority"  # somebody with priority came, or was given it
    EARLIER = "earlier"  # somebody's number was given before yours and is good only now
    RETURNED = "returned"  # somebody came back, was sent on, or goes on to the next service
    COUNTERS = "counters"  # counters or services changed
    SHARED = "shared"  # turns are shared between classes and services, and somebody came or left


def competing_services(day: Day, service_id: str) -> list[str]:
    """The other services that share a counter with this one, and are being called."""
    together = {
        other
        for counter in serving_counters(day, service_id)
        for other in counter.services
        if other != service_id and not day.is_suspended(other)
    }
    return sorted(together)


def ahead(day: Day, ticket: Ticket, competing: Iterable[str] | None = None) -> int:
    """How many are called before a waiting or reserved ticket.

    `competing` may be given, as `competing_services` tells it, by whoever asks for many tickets.
    """
    line = day.lines[ticket.service]
    others = competing_services(day, ticket.service) if competing is None else competing
    key = line.key(ticket)
    return line.before(ticket) + sum(day.lines[other].before_key(key) for other in others)


def all_ahead(day: Day) -> dict[str, int]:
    """`ahead` of every waiting and reserved ticket, in one pass."""
    competing = {service.id: competing_services(day, service.id) for service in day.office.services}
    reserved = (
        ticket
        for ticket_id in day.timed
        if (ticket := day.tickets[ticket_id]).state is TicketState.RESERVED
    )
    waiting = (
        day.tickets[ticket_id]
        for line in day.lines.values()
        for ticket_id in line.ticket_ids.values()
    )
    return {
        ticket.id: ahead(day, ticket, competing[ticket.service])
        for tickets in (waiting, reserved)
        for ticket in tickets
    }


def calling_order(day: Day, service_ids: Iterable[str]) -> Iterator[Ticket]:
    """The waiting tickets of these services as a counter that has them all would call them."""
    queues = [
        _ranked(day, service_id) for service_id in service_ids if not day.is_suspended(service_id)
    ]
    for _, ticket_id in merge(*queues, key=lambda ranked: ranked[0]):
        yield day.tickets[ticket_id]


def rise_reason(day: Day, event: e.Event) -> RiseReason | None:
    """What an event, already applied to `day`, may add to the counts of those who wait."""
    match event:
        case e.TicketIssued() | e.TicketConfirmed():
            if day.tickets[event.ticket_id].is_priority:
                return RiseReason.PRIORITY
            is_newest = event.ticket_id == next(reversed(day.tickets))
            return RiseReason.SHARED if is_newest else RiseReason.EARLIER
        case e.TicketCancelled() | e.TicketVoided():
            return RiseReason.SHARED
        case e.PriorityChanged():
            return RiseReason.PRIORITY
        case (
            e.TicketReturned()
            | e.TicketDelayed()
            | e.TicketPutBack()
            | e.HoldEnded()
            | e.TicketTransferred()
            | e.TicketRestored()
            | e.ServiceFinished()
        ):
            return RiseReason.RETURNED
        case (
            e.CounterOpened()
            | e.CounterClosed()
            | e.ServiceSuspended()
            | e.ServiceResumed()
            | e.OfficeConfigured()
        ):
            return RiseReason.COUNTERS
    return None


def _ranked(day: Day, service_id: str) -> list[tuple[Place, str]]:
    """One line in calling order, each with its rank among services (see `Line.key`)."""
    line = day.lines[service_id]
    places = list(line.in_order())
    ranked: list[tuple[Place, str]] = []
    oldest: Place | None = None
    for place in reversed(places):
        oldest = place if oldest is None else min(oldest, place)
        ranked.append((oldest, line.ticket_ids[place]))
    ranked.reverse()
    return ranked
