"""Where visitors stand: how many are called before each, who is next, why a count rose.

`ahead` counts those whom today's rule would call before you at any counter that may call you, if
nobody else came.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from heapq import merge

from server.queueing import events as e
from server.queueing.day import Day, serving_counters
from server.queueing.ticket import Place, Ticket


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


class Standing:
    """Answers for many tickets at one moment of a day; made anew after each event."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._competing: dict[str, list[str]] = {}

    def ahead(self, ticket: Ticket) -> int:
        """How many are called before a waiting or reserved ticket."""
        lines = self._day.lines
        line = lines[ticket.service]
        key = line.key(ticket)
        others = self._competing_with(ticket.service)
        return line.before(ticket) + sum(lines[other].before_key(key) for other in others)

    def _competing_with(self, service_id: str) -> list[str]:
        if service_id not in self._competing:
            self._competing[service_id] = competing_services(self._day, service_id)
        return self._competing[service_id]


def ahead(day: Day, ticket: Ticket) -> int:
    """How many are called before a waiting or reserved ticket."""
    return Standing(day).ahead(ticket)


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
        case e.TicketHandedIn():
            is_priority = day.tickets[event.ticket_id].is_priority
            return RiseReason.PRIORITY if is_priority else RiseReason.EARLIER
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
            | e.CancellationUndone()
            | e.ServiceFinished()
        ):
            return RiseReason.RETURNED
        case (
            e.CounterOpened()
            | e.CounterClosed()
            | e.ServicesAssigned()
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
