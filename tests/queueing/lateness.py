"""What being late does to a place, found by trying it, whatever the rule says of it."""

from datetime import datetime

from msgspec.structs import replace

from protocol.refusals import Refusal
from server.queueing.day import Day
from server.queueing.events import Record
from server.queueing.standing import ahead, competing_services
from server.queueing.ticket import USUAL_TIER, Place, Ticket


class Lateness:
    """A waiting ticket, before its visitor says to be late: how many are ahead, and would be."""

    def __init__(self, day: Day, ticket: Ticket, now: datetime) -> None:
        line, others = day.lines[ticket.service], competing_services(day, ticket.service)
        rest = line.changed(remove=ticket)
        count = line.before(ticket) + day.office.returns.behind
        at = max(rest.seniority_behind(count, ticket.is_priority, now), ticket.place.at)
        late = replace(ticket, place=Place(USUAL_TIER, at, day.version + 1))
        key = rest.key(late)
        self._ticket = ticket
        self._before = ahead(day, ticket)
        self._after = rest.before(late) + sum(day.lines[each].before_key(key) for each in others)

    def check(self, day: Day, answer: list[Record] | Refusal) -> None:
        """Somebody goes first, or nobody can and the ticket is as it was."""
        now = day.tickets[self._ticket.id]
        if not isinstance(answer, Refusal):
            assert ahead(day, now) == self._after > self._before
        elif answer.code == "nobody_behind":
            assert self._after == self._before or not day.office.returns.behind
            assert now == self._ticket
