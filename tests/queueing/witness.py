"""What must be true of every day, checked from outside after every command.

Its bookkeeping is its own: it sees the state before and after each command, and the events.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.day import CounterDay, CounterState, Day
from server.queueing.notices import shown_notices
from server.queueing.office import Share
from server.queueing.standing import rise_reason
from server.queueing.ticket import FRONT_TIER, ExpiryReason, Place, Ticket, TicketState
from tests.queueing.patience import Patience
from tests.queueing.rehearsal import all_ahead
from tests.queueing.state_checks import check_counts, check_hands, check_lines
from tests.queueing.visits import Visits, timeless, without_news

FINAL = {
    *(TicketState.NO_SHOW, TicketState.DONE),
    *(TicketState.CANCELLED, TicketState.VOID, TicketState.EXPIRED),
}
NOT_UNDOABLE = (
    *(c.OpenCounter, c.CloseCounter, c.PauseCounter, c.ReleaseCounter),
    *(c.Recall, c.UndoLast),
)


@dataclass(frozen=True)
class Moment:
    """The state at one moment; tickets and counters never change, they are replaced."""

    tickets: dict[str, Ticket]
    counters: dict[str, CounterDay]
    balances: dict[str, int]
    shares: dict[str, Share]
    places: dict[str, Place]
    ahead: dict[str, int]

    @classmethod
    def of(cls, day: Day) -> "Moment":
        """The state of a day now."""
        return cls(
            dict(day.tickets),
            dict(day.counters),
            {service: line.balance for service, line in day.lines.items()},
            {service: line.share for service, line in day.lines.items()},
            {
                ticket.id: ticket.place
                for ticket in day.tickets.values()
                if ticket.state is TicketState.WAITING
            },
            all_ahead(day),
        )


@dataclass(frozen=True)
class Deed:
    """A counter's last command, as far as undo may take it back."""

    before: Moment
    after: dict[str, Ticket]  # the tickets that it changed
    moved: set[str]  # the services whose balance it moved
    moves: Counter[str]  # how often each balance has moved, this deed included


@dataclass
class Witness:
    """Sees every command of a day."""

    numbers: set[str] = field(default_factory=set)
    patience: Patience = field(default_factory=Patience)
    deeds: dict[str, Deed] = field(default_factory=dict)
    moves: Counter[str] = field(default_factory=Counter)
    visits: Visits = field(default_factory=Visits)

    def observe(self, day: Day, event: e.Event, before: Moment) -> None:
        """Check one event that has just been applied."""
        match event:
            case e.TicketIssued() | e.TicketHandedIn():
                assert event.number not in self.numbers
                self.numbers.add(event.number)
                if isinstance(event, e.TicketIssued):
                    check_quotas(day, event.services)
            case e.NumbersLeased():
                check_quotas(day, (event.service,))
            case e.TicketCalled():
                self._check_call(day, event, before)
        self.patience.observe(day, event)
        self.visits.observe(day, event, before.tickets)

    def conclude(self, day: Day, command: c.Command, events: list[e.Event], before: Moment) -> None:
        """Check the state after a command that was accepted."""
        check_hands(day)
        check_lines(day)
        check_counts(day)
        check_assignments(day)
        self.visits.check(day)
        if isinstance(command, c.UndoLast):
            self._check_undo(day, command.counter, before)
        if isinstance(command, c.ReleaseCounter):
            check_release(day, command.counter, before)
        self._remember(day, command, events, before)
        check_rises(day, events, before)
        if isinstance(events[-1] if events else None, e.DayEnded):
            check_end(day, events, before)

    def check_undo_refused(self, day: Day, counter_id: str, code: RefusalCode) -> None:
        """Check that a refused undo from an up-to-date screen was to be refused."""
        deed = self.deeds.get(counter_id)
        if code is RefusalCode.NOTHING_TO_UNDO:
            assert deed is None
        elif code is RefusalCode.TOO_LATE_TO_UNDO:
            assert deed is not None
            assert any(
                without_news(day.tickets[id_]) != without_news(ticket)
                for id_, ticket in deed.after.items()
            )
        else:
            assert day.counters[counter_id].state is not CounterState.OPEN

    def _check_call(self, day: Day, event: e.TicketCalled, before: Moment) -> None:
        service = day.tickets[event.ticket_id].service
        counter = day.counter(event.counter)
        assert service in counter.services
        assert not day.is_suspended(service)
        assert before.counters[event.counter].state is CounterState.OPEN
        # the services of a counter take turns by the longest wait
        waiting = {
            ticket.place: ticket.service
            for ticket in day.tickets.values()
            if ticket.state is TicketState.WAITING or ticket.id == event.ticket_id
            if ticket.service in counter.services and not day.is_suspended(ticket.service)
        }
        assert waiting[min(waiting)] == service

    def _check_undo(self, day: Day, counter_id: str, before: Moment) -> None:
        deed = self.deeds[counter_id]
        for ticket_id, ticket in day.tickets.items():
            if ticket_id in deed.after:
                latest = before.tickets[ticket_id]
                assert timeless(ticket) == timeless(deed.before.tickets[ticket_id])
                assert without_news(latest) == without_news(deed.after[ticket_id])
                assert (ticket.slip, ticket.phone_hash) == (latest.slip, latest.phone_hash)
            else:
                assert ticket is before.tickets[ticket_id]
        counter, earlier = day.counters[counter_id], deed.before.counters[counter_id]
        assert counter.ticket_id == earlier.ticket_id
        assert counter.served == earlier.served
        assert counter.last_call == before.counters[counter_id].last_call
        for service, line in day.lines.items():
            if service in deed.moved and self.moves[service] == deed.moves[service]:
                assert line.balance == deed.before.balances[service]
            else:
                assert line.balance == before.balances[service]

    def _remember(
        self, day: Day, command: c.Command, events: list[e.Event], before: Moment
    ) -> None:
        moved = {
            service
            for service, line in day.lines.items()
            if line.balance != before.balances.get(service, 0)
        }
        self.moves.update(moved)
        changed = {
            ticket_id: ticket
            for ticket_id, ticket in day.tickets.items()
            if ticket is not before.tickets.get(ticket_id)
        }
        match command:
            case c.CounterCommand() if isinstance(command, NOT_UNDOABLE):
                self.deeds.pop(command.counter, None)
            case c.CounterCommand():
                self.deeds[command.counter] = Deed(before, changed, moved, Counter(self.moves))
            case c.MissCall():
                counter_id = before.tickets[command.ticket_id].counter
                self.deeds[str(counter_id)] = Deed(before, changed, moved, Counter(self.moves))
            case c.ConfigureOffice():
                self.moves.update(  # what was used of an old share is not given back
                    service
                    for service, line in day.lines.items()
                    if line.share != before.shares.get(service)
                )
            case _:
                self._forget_lost_hands(day, before)

    def _forget_lost_hands(self, day: Day, before: Moment) -> None:
        """Whoever leaves from a counter's hands leaves it nothing to undo."""
        for counter_id, counter in day.counters.items():
            if counter.ticket_id != before.counters[counter_id].ticket_id:
                self.deeds.pop(counter_id, None)


def check_quotas(day: Day, services: Iterable[str]) -> None:
    """What was given and what kiosks hold is no more than the quota, when either grows."""
    for service_id in services:
        quota = day.service(service_id).quota
        held = sum(
            lease.count - lease.handed_in
            for lease in day.leased.leases.values()
            if lease.service == service_id and not lease.ended
        )
        assert quota is None or day.taken.get(service_id, 0) + held <= quota


def check_assignments(day: Day) -> None:
    """What a supervisor assigned today is served, as far as there is such a service."""
    for counter_id, services in day.assigned.items():
        counter = day.office.counter(counter_id)
        if counter is not None:
            known = {service for service in services if day.office.service(service) is not None}
            assert known <= set(counter.services)


def check_release(day: Day, counter_id: str, before: Moment) -> None:
    """The counter rests with free hands, and its ticket is at the head, with its seniority."""
    counter = day.counters[counter_id]
    assert (counter.state, counter.ticket_id) == (CounterState.PAUSED, None)
    ticket_id = before.counters[counter_id].ticket_id
    if ticket_id is not None:
        was, ticket = before.tickets[ticket_id], day.tickets[ticket_id]
        assert ticket.state is TicketState.WAITING
        assert ticket.place == was.place._replace(tier=FRONT_TIER)
        assert (ticket.number, ticket.leg, ticket.returns) == (was.number, was.leg, was.returns)
    assert before.balances == {service: line.balance for service, line in day.lines.items()}


def check_notices(day: Day, now: datetime) -> None:
    """Nothing is shown longer than it was meant to, and nothing after the day."""
    shown = shown_notices(day)
    assert all(notice.until is None or notice.until > now for notice in shown)
    assert not (day.ended and (shown or day.help))


def counter_is_gone(day: Day, place: str) -> bool:
    """Whether a place is a counter that the office does not have now."""
    kind, _, name = place.partition(":")
    return kind == "counter" and day.office.counter(name) is None


def check_rises(day: Day, events: list[e.Event], before: Moment) -> None:
    """Whoever stays at a place and has more people ahead than before is told why."""
    if day.ended:
        return
    after = all_ahead(day)
    risen = [
        ticket_id
        for ticket_id, place in before.places.items()
        if after.get(ticket_id, 0) > before.ahead[ticket_id]
        and day.tickets[ticket_id] is before.tickets[ticket_id]
        and day.tickets[ticket_id].place == place
    ]
    if risen:
        assert any(rise_reason(day, event) for event in events), (risen, events)


def check_end(day: Day, events: list[e.Event], before: Moment) -> None:
    """At the end everybody has come to an end, and those who were left are told so."""
    assert day.ended
    assert all(ticket.state in FINAL for ticket in day.tickets.values())
    left = {ticket.id for ticket in before.tickets.values() if ticket.state not in FINAL}
    told = [event.ticket_id for event in events if isinstance(event, e.TicketExpired)]
    assert sorted(told) == sorted(left)
    for ticket_id in left:
        assert day.tickets[ticket_id].reason == ExpiryReason.DAY_ENDED
