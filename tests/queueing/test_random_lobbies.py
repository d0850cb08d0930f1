"""Random days in random lobbies: what must hold of places, whatever people and staff do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.refusals import Refusal
from server.queueing import commands as c
from server.queueing import events as e
from server.queueing.apply import replay
from server.queueing.day import Day, tickets_in_hand
from server.queueing.hall import inside, profile_of, rules_of, usable_spots
from server.queueing.hall_day import AT_WORK, WAITS, keeps_place
from server.queueing.hall_rules import Hall, LettingIn, Walking
from server.queueing.places import Nearness
from server.queueing.ticket import Ticket, TicketState
from server.queueing.walks import Start, nearest_squared, walks_of
from tests.queueing.lobbies import lobby, office_with
from tests.queueing.rehearsal import SCHEDULE, Rehearsal

CORRECTIONS = (
    e.PeopleCounted,
    e.PartySizeChanged,
    e.ProfileChanged,
    e.TicketRestored,
    e.CancellationUndone,
    e.ArrivalUndone,
)
"""What staff say is so, however many are inside."""
COUNTERS = "123"
Step = tuple[str, int, int]

ACTS = [
    *(
        ["come"] * 6
        + ["call"] * 6
        + ["finish"] * 4
        + ["wait"] * 5
        + ["arrive"] * 4
        + ["unarrive"] * 2
    ),
    *("cancel", "late", "return", "miss", "hold", "resume", "transfer", "undo", "pause", "open"),
    *("profile", "block", "unblock", "count", "party", "priority", "confirm"),
]
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 40), st.integers(0, 40)), max_size=90
)
STAFF = len(COUNTERS)
halls = st.builds(
    lobby,
    columns=st.integers(1, 4),
    rows=st.integers(1, 3),
    people=st.sampled_from([None, STAFF + 4, STAFF + 6, STAFF + 9]),
    waiting_room=st.sampled_from([None, 4, 6]),
    letting_in=st.builds(
        LettingIn,
        per_counter=st.integers(1, 4),
        assume_seconds=st.sampled_from([None, None, 30]),
        leave_seconds=st.sampled_from([1, 60]),
    ),
    walking=st.builds(Walking, reaction_seconds=st.sampled_from([0.0, 3.0])),
    profile_now=st.sampled_from(["near", "far"]),
)


class Lobby:
    """A day in a lobby, watched at every event."""

    def __init__(self, hall: Hall) -> None:
        self.day = Rehearsal(office_with(hall))
        self.before: dict[str, Ticket] = {}
        self.left: dict[str, datetime] = {}  # when the people of a ticket left
        self.taken_back: dict[str, datetime] = {}  # when a tick of the ticket was
        self.people = 0
        self._look()

    def take(self, step: Step) -> None:
        """One act of somebody, sensible or not."""
        act, which, how = step
        counter = COUNTERS[which % len(COUNTERS)]
        ticket_id = f"t{which % (len(self.day.day.tickets) + 1)}"
        acts: dict[str, Callable[[], Any]] = {
            "come": lambda: self._come(which, how),
            "confirm": lambda: self.give(c.ConfirmTicket(ticket_id)),
            "call": lambda: self.press(c.FinishAndNext, counter) or self.press(c.CallNext, counter),
            "finish": lambda: self.press(c.FinishService, counter),
            "arrive": lambda: self.give(c.ArriveTicket(ticket_id)),
            "unarrive": lambda: self.give(c.UndoArrival(ticket_id)),
            "cancel": lambda: self.give(c.CancelTicket(ticket_id)),
            "late": lambda: self.give(c.DelayTicket(ticket_id)),
            "return": lambda: self.give(c.ReturnTicket(ticket_id)),
            "miss": lambda: self.press(c.MarkNoShow, counter),
            "hold": lambda: self.press(c.HoldTicket, counter),
            "resume": lambda: self.press(c.ResumeTicket, counter, ticket_id=ticket_id),
            "transfer": lambda: self.press(c.TransferTicket, counter, service="abx"[how % 3]),
            "undo": lambda: self.press(c.UndoLast, counter),
            "pause": lambda: self.press(c.PauseCounter, counter),
            "open": lambda: self.press(c.OpenCounter, counter),
            "profile": lambda: self.give(c.ChangeProfile(("near", "far")[how % 2])),
            "block": lambda: self.give(c.BlockSpot(how % 12)),
            "unblock": lambda: self.give(c.UnblockSpot(how % 12)),
            "count": lambda: self.give(c.CountPeople(1 if how % 2 else -1)),
            "party": lambda: self.give(c.ChangePartySize(ticket_id, 1 + how % 5)),
            "priority": lambda: self.give(c.ChangePriority(ticket_id, how % 2 == 0, "asked")),
            "wait": lambda: self.wait((3, 20, 70, 200, 400)[how % 5]),
        }
        acts[act]()

    def wait(self, seconds: int) -> None:
        """Time passes, and the clock does its part."""
        end = self.day.now + timedelta(seconds=seconds)
        while (due := self.day.due()) is not None and due.at <= end:
            self.day.now = max(self.day.now, due.at)
            assert self.give(due.command, due.command_id), due
        self.day.now = end

    def press(self, kind: type[c.CounterCommand], counter: str, **fields: Any) -> bool:
        return self.give(self.day.command(kind, counter, **fields))

    def give(self, command: c.Command, command_id: str = "") -> bool:
        self._look()
        answer = self.day.attempt(command, command_id, self._watch)
        return not isinstance(answer, Refusal)

    def serve_all(self) -> None:
        """Everybody goes home served: the hall never keeps the counters from going on."""
        for counter in COUNTERS:
            self.press(c.OpenCounter, counter)
        for _ in range(4 * len(self.day.day.tickets) + 8):
            for counter in COUNTERS:
                if not self.press(c.FinishAndNext, counter):
                    self.press(c.CallNext, counter)
            self.wait(90)
        left = [each for each in self.day.day.tickets.values() if each.state in WAITS]
        assert [each for each in left if self._could_be_served(each)] == []

    def _could_be_served(self, ticket: Ticket) -> bool:
        """Whether there would be room for a party in a hall without visitors."""
        counted, most = inside(self.day.day, self.day.now), profile_of(self.day.day).people
        fixed = counted.staff + counted.at_kiosks + counted.others
        return most is None or fixed + ticket.party_size <= most

    def _come(self, which: int, how: int) -> None:
        ticket_id = f"t{len(self.day.day.tickets)}"
        services = ("abx"[which % 3],) if how % 4 else ("b", "x")
        command = c.IssueTicket(
            ticket_id, ticket_id, services, which % 5 == 0, party_size=1 + (how % 7 == 0) * 2
        )
        self.give(command)
        if how % 6:
            self.give(c.ConfirmTicket(ticket_id))

    # what must hold

    def _look(self) -> None:
        self.before = dict(self.day.day.tickets)
        self.people = inside(self.day.day, self.day.now).total

    def _watch(self, event: e.Event) -> None:
        day = self.day.day
        check_places(day)
        self._count(event)
        self._check_nobody_is_moved(event)
        self._check_room(event)
        match event:
            case e.TicketCalledIn():
                self._check_spot(event)
                self._check_priority(event)
            case e.TicketCalled():
                check_walks(day, day.tickets[event.ticket_id])
        self._look()

    def _count(self, event: e.Event) -> None:
        """The people inside, counted by whoever saw them come and go."""
        day = self.day.day
        hall, today = rules_of(day)
        for ticket in day.tickets.values():
            if ticket.state in AT_WORK or ticket.stay is not None:
                self.left.pop(ticket.id, None)
            elif (before := self.before.get(ticket.id)) is not None and was_there(before):
                self.left[ticket.id] = self.day.now
        if isinstance(event, e.ArrivalUndone):
            self.left.pop(event.ticket_id, None)  # they have not been there at all
            self.taken_back[event.ticket_id] = self.day.now
        there = sum(
            each.party_size
            for each in day.tickets.values()
            if each.state in AT_WORK or each.stay is not None
        )
        gone = timedelta(seconds=hall.letting_in.leave_seconds)
        leaving = sum(
            day.tickets[ticket_id].party_size
            for ticket_id, at in self.left.items()
            if self.day.now < at + gone
        )
        counted = there + leaving + STAFF + today.others
        assert inside(day, self.day.now).total == counted, event

    def _check_nobody_is_moved(self, event: e.Event) -> None:
        own = getattr(event, "ticket_id", None)
        for ticket_id, before in self.before.items():
            if ticket_id == own or before.stay is None:
                continue
            assert self.day.day.tickets[ticket_id].stay == before.stay

    def _check_room(self, event: e.Event) -> None:
        """More than the profile allows come in by what staff say alone."""
        most = profile_of(self.day.day).people
        if most is not None and not isinstance(event, CORRECTIONS):
            assert inside(self.day.day, self.day.now).total <= max(self.people, most), event
        hall, rules = self.day.day.office.hall, self.day.day.tickets
        assert hall is not None
        patience = timedelta(seconds=hall.letting_in.come_seconds * hall.letting_in.calls)
        for ticket in rules.values():
            if ticket.stay is not None and ticket.stay.arrived_at is None:
                asked = self.day.records[ticket.stay.order - 1].at
                asked = max(asked, ticket.restored_at or asked)  # undo: the timer begins anew
                asked = max(asked, self.taken_back.get(ticket.id, asked))  # so does a tick's
                assert self.day.now <= asked + patience, "a place is kept for ever"

    def _check_spot(self, event: e.TicketCalledIn) -> None:
        day, own = self.day.day, self.day.day.tickets[event.ticket_id]
        hall, today = rules_of(day)
        profile = profile_of(day)
        assert event.spot in usable_spots(day)
        here = hall.spot(event.spot)
        assert here is not None
        assert here.largest >= own.party_size
        for number, ticket_id in today.taken.items():
            there = hall.spot(number)
            if ticket_id == own.id or there is None:
                continue
            size = day.tickets[ticket_id].party_size
            needed = profile.distance + hall.radius(own.party_size) + hall.radius(size)
            apart = (here.at[0] - there.at[0]) ** 2 + (here.at[1] - there.at[1]) ** 2
            assert apart >= needed**2
        if profile.waiting_room is not None:
            assert inside(day, self.day.now).with_places <= profile.waiting_room

    def _check_priority(self, event: e.TicketCalledIn) -> None:
        """No regular visitor comes in from outside past a priority one who is near and fits."""
        day, own = self.day.day, self.before[event.ticket_id]
        if own.is_priority or event.is_inside:
            return
        hall, _ = rules_of(day)
        largest = max(spot.largest for spot in hall.spots if spot.number in usable_spots(day))
        room = [each for each in (profile_of(day).waiting_room, profile_of(day).people) if each]
        for other in self.before.values():
            passed = other.is_priority and other.state is TicketState.WAITING
            if passed and other.stay is None and not other.missed_come_in:
                fits = other.party_size <= min([largest, *room])
                is_called = not day.is_suspended(other.service)
                near = Nearness(day).ahead(other) is not None
                fixed = inside(day, self.day.now)
                people = profile_of(day).people
                ever = people is None or (
                    fixed.staff + fixed.at_kiosks + fixed.others + other.party_size <= people
                )
                assert not (fits and is_called and near and ever), (event, other)


def was_there(ticket: Ticket) -> bool:
    """Whether the people of a ticket were in the room, and not only asked to come."""
    arrived = ticket.stay is not None and ticket.stay.arrived_at is not None
    return arrived or ticket.state in AT_WORK


def check_places(day: Day) -> None:
    """No place has two, nobody has two, and only those who wait have one."""
    _, today = rules_of(day)
    stays = {each.id: each.stay.spot for each in day.tickets.values() if each.stay is not None}
    assert stays == {ticket_id: spot for spot, ticket_id in today.taken.items()}
    assert len(set(stays.values())) == len(stays)
    assert all(keeps_place(day.tickets[ticket_id]) for ticket_id in stays)
    assert today.others >= 0


def start(ticket: Ticket) -> Start:
    return Start(ticket.called_from, ticket.called_beside)


def check_walks(day: Day, called: Ticket) -> None:
    """However late either gets up, nobody walks into somebody who was called before."""
    hall, _ = rules_of(day)
    assert called.counter is not None
    assert called.announced_at is not None
    mine = walks_of(day, called, start(called), called.counter)
    late = hall.walking.reaction_seconds
    for other in tickets_in_hand(day):
        if other.id == called.id or other.state is not TicketState.CALLED:
            continue
        assert other.counter is not None
        assert other.announced_at is not None
        later = (called.announced_at - other.announced_at).total_seconds()
        passed = ((day.last_at or other.announced_at) - other.announced_at).total_seconds()
        for its, walk in product(walks_of(day, other, start(other), other.counter), mine):
            for shift in (-late, 0.0, late):
                nearest = nearest_squared(its, walk, later + shift)
                is_over = passed >= its.seconds + late
                assert is_over or nearest is None or nearest >= profile_of(day).distance ** 2


@given(halls, steps)
def test_places_hold_whatever_happens(hall: Hall, taken: list[Step]) -> None:
    day = Lobby(hall)
    for counter in COUNTERS:
        day.press(c.OpenCounter, counter)
    for step in taken:
        day.take(step)
    assert replay(day.day.records) == day.day.day
    day.serve_all()
    check_places(day.day.day)


@given(halls, st.randoms(use_true_random=False))
def test_places_hold_on_a_busy_morning(hall: Hall, chance: Random) -> None:
    day = Lobby(hall)
    for counter in COUNTERS:
        day.press(c.OpenCounter, counter)
    for _ in range(150):
        day.take((chance.choice(ACTS), chance.randrange(41), chance.randrange(41)))
    day.serve_all()


@given(halls, st.integers(1, 30), st.integers(0, 3))
def test_nobody_who_stays_away_keeps_a_place_for_ever(
    hall: Hall, visitors: int, missing: int
) -> None:
    hall = replace(hall, letting_in=replace(hall.letting_in, assume_seconds=None))
    day = Lobby(hall)
    day.press(c.OpenCounter, "1")
    for index in range(visitors):
        day.take(("come", 3 * index, 1))
    for _ in range(2 * visitors):
        for ticket in list(day.day.day.tickets.values()):
            comes = int(ticket.id[1:]) % 4 >= missing
            if comes and ticket.stay is not None and ticket.stay.arrived_at is None:
                day.give(c.ArriveTicket(ticket.id))
        if not day.press(c.FinishAndNext, "1"):
            day.press(c.CallNext, "1")
        day.wait(400)
    _, today = rules_of(day.day.day)
    kept = [day.day.day.tickets[ticket_id] for ticket_id in today.taken.values()]
    assert all(ticket.stay and ticket.stay.arrived_at for ticket in kept)
    assert SCHEDULE.tickets_until is not None
