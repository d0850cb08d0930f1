"""Who is asked to come in, to which place, and what if nobody comes."""

from datetime import timedelta
from typing import Any

import pytest

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.events import TicketCalled, TicketCalledIn
from server.queueing.hall import inside
from server.queueing.hall_rules import Hall, LettingIn
from server.queueing.places import Nearness
from server.queueing.ticket import Ticket
from server.queueing.timers import come_in_due
from tests.queueing.lobbies import ASSUMED, SEEN, lobby, office_with
from tests.queueing.rehearsal import OFFICE, Rehearsal


def opened(hall: Hall, *counters: str) -> Rehearsal:
    """At 08:00 with counters open."""
    day = Rehearsal(office_with(hall))
    for counter in counters or ("1", "2", "3"):
        day.press(c.OpenCounter, counter)
    return day


def spot(day: Rehearsal, ticket_id: str | None) -> int | None:
    """The place of a ticket, on the way or there."""
    assert ticket_id is not None
    stay = day.ticket(ticket_id).stay
    return stay.spot if stay else None


def called_in(day: Rehearsal) -> list[str]:
    """Who was asked to come in, in order, with those asked anew."""
    events = (record.event for record in day.records)
    return [event.ticket_id for event in events if isinstance(event, TicketCalledIn)]


def test_visitor_who_is_near_gets_the_free_place_nearest_to_the_counters() -> None:
    day = opened(lobby())
    assert spot(day, day.issue("a")) == 1  # counter 1 is at the left
    assert spot(day, day.issue("x")) in {3, 4}  # 2 and 3 are at the right


def test_visitor_who_is_not_near_waits_outside() -> None:
    day = opened(lobby(), "1")
    tickets = [day.issue("a") for _ in range(5)]
    assert called_in(day) == tickets[:3]


def test_turn_that_comes_near_brings_in_the_next() -> None:
    day = opened(lobby(), "1")
    tickets = [day.issue("a") for _ in range(5)]
    day.call("1")
    assert called_in(day) == tickets[:4]
    assert spot(day, tickets[0]) is None


def test_more_counters_at_work_let_in_more() -> None:
    day = opened(lobby(4, 3), "1")
    tickets = [day.issue("b") for _ in range(6)]
    assert len(called_in(day)) == 3
    day.press(c.OpenCounter, "2")
    assert called_in(day) == tickets


def test_full_hall_lets_nobody_in_and_then_the_next_in_turn() -> None:
    day = opened(lobby(2, 1))
    tickets = [day.issue("a") for _ in range(3)]
    assert called_in(day) == tickets[:2]
    day.call("1")
    assert called_in(day) == tickets


def test_priority_is_let_in_first_and_nobody_inside_is_sent_out() -> None:
    day = opened(lobby(2, 1))
    tickets = [day.issue("a") for _ in range(3)]
    priority = day.issue("a", priority=True)
    assert called_in(day) == tickets[:2]
    day.do(c.CancelTicket(tickets[0]))
    assert called_in(day)[-1] == priority
    assert spot(day, tickets[1]) is not None


def test_next_in_turn_is_called_from_outside_while_there_is_room_for_people() -> None:
    day = opened(lobby(1, 1), "1")
    day.issue("a")
    priority = day.issue("a", priority=True)
    assert spot(day, priority) is None
    assert day.call("1") == priority


@pytest.mark.parametrize("limits", [{"people": 3 + 2}, {"waiting_room": 2}])
def test_people_are_counted_and_not_tickets(limits: dict[str, Any]) -> None:
    day = opened(lobby(4, 2, **limits), "1")
    day.issue("a", party_size=2)
    day.issue("a")
    assert called_in(day) == ["t1"]


def test_party_that_does_not_fit_yet_is_passed_by_nobody() -> None:
    day = opened(lobby(4, 2, waiting_room=3), "1")
    day.issue("a")
    day.issue("a", party_size=3)
    day.issue("a")
    assert called_in(day) == ["t1"]
    day.call("1")
    assert called_in(day) == ["t1", "t2"]


def test_party_that_can_never_fit_keeps_nobody_out_and_is_called_from_outside() -> None:
    day = opened(lobby(4, 2, people=20), "1")
    large = day.issue("a", party_size=5)
    other = day.issue("a")
    assert called_in(day) == [other]
    assert day.call("1") == large


def test_party_stands_apart_from_the_circle_round_it() -> None:
    day = opened(lobby(4, 1))
    day.issue("a", party_size=2)  # at 1: 1.3 m to the next
    assert spot(day, day.issue("a")) == 3


def test_who_is_seen_at_the_door_has_arrived() -> None:
    day = opened(lobby())
    ticket = day.issue("a")
    day.wait(20)
    day.do(c.ArriveTicket(ticket))
    stay = day.ticket(ticket).stay
    assert stay is not None
    assert stay.arrived_at == day.now
    assert day.refused(c.ArriveTicket(ticket)).params == {"number": "A-001", "spot": 1}


def test_who_does_not_come_is_asked_once_more_and_then_keeps_the_turn_only() -> None:
    day = opened(lobby())
    ticket = day.issue("a")
    day.run("08:04")
    stay = day.ticket(ticket).stay
    assert stay is not None
    assert stay.calls == 2
    day.run("08:07")
    assert spot(day, ticket) is None
    assert day.ticket(ticket).missed_come_in
    assert len(called_in(day)) == 1
    assert day.call("1") == ticket


def test_who_comes_too_late_to_the_door_gets_another_place() -> None:
    day = opened(lobby())
    ticket = day.issue("a")
    day.run("08:07")
    day.do(c.ArriveTicket(ticket))
    assert spot(day, ticket) == 1
    assert not day.ticket(ticket).missed_come_in


def test_wrong_tick_is_taken_back_and_they_are_asked_from_now_on() -> None:
    day = opened(lobby())
    ticket = day.issue("a")
    day.wait(100)
    day.do(c.ArriveTicket(ticket))
    day.wait(59)
    day.do(c.UndoArrival(ticket))
    stay = day.ticket(ticket).stay
    assert stay is not None
    assert (stay.spot, stay.arrived_at, stay.called_in_at) == (1, None, day.now)
    assert day.ticket(ticket).arrived_at is None
    assert inside(day.day, day.now).coming == 1
    due = come_in_due(day.day, day.ticket(ticket))
    assert due is not None
    assert due.at == day.now + timedelta(seconds=180)


def test_wrong_tick_of_somebody_who_had_missed_the_place_gives_it_away_again() -> None:
    day = opened(lobby())
    ticket = day.issue("a")
    day.run("08:07")
    asked_at = day.ticket(ticket).let_in_at
    day.do(c.ArriveTicket(ticket))
    day.do(c.UndoArrival(ticket))
    assert spot(day, ticket) is None
    assert day.ticket(ticket).missed_come_in
    assert day.ticket(ticket).let_in_at == asked_at
    assert inside(day.day, day.now).total == len(OFFICE.counters)


def test_tick_cannot_be_taken_back_late_twice_or_once_something_came_of_it() -> None:
    day = opened(lobby())
    ticket, served = day.issue("a"), day.issue("b")
    undo = c.UndoArrival(ticket)
    assert day.code(undo) is RefusalCode.NOTHING_TO_UNDO
    day.do(c.ArriveTicket(ticket))
    day.wait(60)
    assert day.code(undo) is RefusalCode.TOO_LATE_TO_UNDO
    day.do(c.ArriveTicket(served))
    day.do(c.UndoArrival(served))
    assert day.code(c.UndoArrival(served)) is RefusalCode.NOTHING_TO_UNDO
    day.call("1")
    assert day.code(undo) is RefusalCode.TICKET_NOT_IN_STATE
    assert day.code(c.UndoArrival("nobody")) is RefusalCode.TICKET_UNKNOWN


def test_who_was_inside_all_the_time_is_not_sent_out_by_taking_back() -> None:
    day = opened(lobby(), "1", "2")
    ticket = day.issue("a")
    day.do(c.ArriveTicket(ticket))
    day.call("1")
    day.press(c.StartService, "1")
    day.press(c.TransferTicket, "1", service="x")
    assert spot(day, ticket) is not None
    assert day.code(c.UndoArrival(ticket)) is RefusalCode.NOTHING_TO_UNDO


def test_who_comes_too_early_or_to_a_full_hall_is_told_so() -> None:
    day = opened(lobby(1, 1), "1")
    first, second = day.issue("a"), day.issue("a")
    assert day.code(c.ArriveTicket(second)) is RefusalCode.HALL_FULL
    day.issue("a")
    assert day.code(c.ArriveTicket(day.issue("a"))) is RefusalCode.NOT_CALLED_IN
    day.call("1")
    assert day.code(c.ArriveTicket(first)) is RefusalCode.TICKET_NOT_IN_STATE
    assert day.code(c.ArriveTicket("nobody")) is RefusalCode.TICKET_UNKNOWN


def test_arrival_is_assumed_where_nobody_looks() -> None:
    day = opened(lobby(letting_in=ASSUMED))
    ticket = day.issue("a")
    day.run("08:10")
    stay = day.ticket(ticket).stay
    assert stay is not None
    assert stay.arrived_at is not None
    assert not day.ticket(ticket).missed_come_in


@pytest.mark.parametrize("leave", ["cancel", "void", "call", "expire"])
def test_place_is_free_for_the_next_once_it_is_left(leave: str) -> None:
    day = opened(lobby(1, 1), "1")
    first = day.reserve("a") if leave == "expire" else day.issue("a")
    second = day.issue("a")
    match leave:
        case "cancel":
            day.do(c.CancelTicket(first))
        case "void":
            day.do(c.VoidTicket(first, "left"))
        case "call":
            day.call("1")
        case _:
            day.do(day.due_command(first))
    assert spot(day, first) is None
    assert spot(day, second) == 1


def test_those_who_leave_count_until_they_are_out() -> None:
    day = opened(lobby(2, 1, people=3 + 1), "1")
    day.issue("a")
    day.issue("a")
    day.call("1")
    assert called_in(day) == ["t1"]
    day.press(c.FinishService, "1")
    day.run("08:00")
    day.wait(59)
    day.run("08:00:59")
    assert called_in(day) == ["t1"]
    day.run("08:01:30")
    assert called_in(day) == ["t1", "t2"]


def test_visitor_sent_on_to_another_service_stays_inside_with_a_place() -> None:
    day = opened(lobby())
    ticket = day.issue("b")
    day.call("1")
    day.press(c.StartService, "1")
    day.press(c.TransferTicket, "1", service="x")
    stay = day.ticket(ticket).stay
    assert stay is not None
    assert stay.arrived_at == day.now


def test_undo_gives_the_place_back_or_another_one() -> None:
    day = opened(lobby(2, 1), "1")
    first, second, third = (day.issue("a") for _ in range(3))
    day.call("1")
    assert spot(day, third) == 1
    day.press(c.UndoLast, "1")
    assert spot(day, first) is None  # both are taken; nobody inside is sent out
    day.do(c.CancelTicket(second))
    assert spot(day, first) == 2


def test_counter_calls_who_may_come_while_the_first_is_kept_out() -> None:
    day = opened(lobby(1, 1, people=3 + 2), "1")
    day.issue("a")
    large = day.issue("a", party_size=2)
    day.do(c.ArriveTicket("t1"))
    day.do(c.CountPeople(1))
    assert day.call("1") == "t1"
    day.press(c.FinishService, "1")
    assert day.press_refused(c.CallNext, "1") is RefusalCode.HALL_FULL
    day.wait(60)
    day.do(c.CountPeople(-1))
    assert day.call("1") == large


def test_office_without_places_knows_none_of_it() -> None:
    day = Rehearsal()
    ticket = day.issue("a")
    for command in (c.ArriveTicket(ticket), c.CountPeople(1), c.ChangeProfile("far")):
        assert day.code(command) is RefusalCode.NO_PLACES
    assert day.code(c.BlockSpot(1)) is RefusalCode.NO_PLACES
    day.call("1")
    event = day.records[-1].event
    assert isinstance(event, TicketCalled)
    assert event.hold_seconds == 0


def test_suspended_service_lets_nobody_in() -> None:
    day = opened(lobby())
    day.do(c.SuspendService("a", "system"))
    assert day.code(c.IssueTicket("t", "h", ("a",))) is RefusalCode.SERVICE_SUSPENDED
    day.do(c.ResumeSuspended("a"))
    ticket = day.issue("a")
    day.do(c.SuspendService("a", "system"))
    assert spot(day, ticket) == 1  # whoever is inside stays


def test_rule_names_its_numbers() -> None:
    assert LettingIn() == SEEN


@pytest.mark.parametrize("confirmed", [True, False])
def test_who_is_near_is_found_without_asking_everybody(
    confirmed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = opened(lobby(), "1")
    asked: list[str] = []
    ahead = Nearness.ahead

    def counted(self: Nearness, ticket: Ticket) -> int | None:
        asked.append(ticket.id)
        return ahead(self, ticket)

    monkeypatch.setattr(Nearness, "ahead", counted)
    numbers = 40
    for _ in range(numbers):
        (day.issue if confirmed else day.reserve)("a")
    assert 0 < len(asked) <= 4 * numbers
