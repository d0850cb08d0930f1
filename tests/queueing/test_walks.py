"""Calls that would lead people into each other are held, and heard a little later."""

from itertools import pairwise
from math import hypot

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.events import TicketCalled
from server.queueing.hall_rules import Hall, Walking
from server.queueing.ticket import TicketState
from server.queueing.walks import Walk, clash, nearest_squared
from tests.queueing.lobbies import lobby
from tests.queueing.rehearsal import Rehearsal
from tests.queueing.test_places import opened

points = st.tuples(st.integers(0, 12_000), st.integers(0, 8_000))
walks = st.builds(Walk, points, points, st.sampled_from([800, 1200]))
CROSSING = Walk((0, 0), (4000, 4000), 1000), Walk((4000, 0), (0, 4000), 1000)


def crossed(hall: Hall | None = None) -> tuple[Rehearsal, str]:
    """Two calls whose ways cross: to counter 2 from the left, then to counter 1 from the right."""
    day = opened(hall or lobby(walking=Walking(reaction_seconds=1)))
    for ticket in (day.issue("b"), day.issue("b", party_size=2)):
        day.do(c.ArriveTicket(ticket))
    day.call("2")
    second = day.call("1")
    assert second is not None
    return day, second


def hold(day: Rehearsal) -> float:
    """For how long the last call is held."""
    events = (record.event for record in reversed(day.records))
    return next(event.hold_seconds for event in events if isinstance(event, TicketCalled))


@given(walks, walks, st.integers(-400, 400))
def test_nearest_distance_is_what_steps_along_the_ways_find(
    one: Walk, other: Walk, tenths: int
) -> None:
    later = tenths / 10
    begin, end = max(0.0, later), min(one.seconds, later + other.seconds)
    nearest = nearest_squared(one, other, later)
    if begin >= end:
        assert nearest is None
        return
    assert nearest is not None
    moments = [begin + (end - begin) * step / 200 for step in range(201)]
    apart = [
        hypot(*(a - b for a, b in zip(one.at(at), other.at(at - later), strict=True)))
        for at in moments
    ]
    step = max(abs(a - b) for a, b in pairwise(apart))
    assert min(apart) - step - 1 <= nearest**0.5 <= min(apart) + 1


@given(walks, walks, st.sampled_from([1000, 1500, 2000]), st.integers(-200, 200))
def test_outside_a_clash_two_walkers_keep_their_distance(
    one: Walk, other: Walk, distance: int, quarters: int
) -> None:
    closed = clash(one, other, distance)
    later = quarters / 4
    if closed is None or not closed[0] < later < closed[1]:
        nearest = nearest_squared(one, other, later)
        assert nearest is None or nearest >= distance**2


def test_crossing_ways_clash_at_once_and_not_much_later() -> None:
    closed = clash(*CROSSING, 1000)
    assert closed is not None
    assert closed[0] < 0 < closed[1] < 2
    assert nearest_squared(*CROSSING, 0.0) == 0


def test_ways_side_by_side_do_not_clash() -> None:
    assert clash(Walk((0, 0), (0, 4000), 1000), Walk((2000, 0), (2000, 4000), 1000), 1000) is None


def test_call_that_would_cross_somebody_is_held_and_then_heard() -> None:
    day, second = crossed()
    assert 0 < hold(day) < 6
    assert [call.ticket_id for call in day.day.calls] == ["t1"]
    assert day.state(second) is TicketState.CALLED  # in hand at once: no second press calls two
    assert day.press_refused(c.CallNext, "1") is RefusalCode.FINISH_FIRST
    day.do(day.due_command(second))
    assert day.now == day.ticket(second).announced_at
    assert [call.call for call in day.day.calls] == [1, 3]
    assert day.ticket(second).call == 3


def test_desk_that_saw_the_held_call_is_up_to_date_when_it_is_heard() -> None:
    day, second = crossed()
    press = day.command(c.StartService, "1")
    day.do(day.due_command(second))
    day.do(press)


def test_no_show_counts_from_when_the_call_is_heard() -> None:
    day, second = crossed()
    day.do(day.due_command(second))
    heard = day.now
    day.do(day.due_command(second))
    assert day.state(second) is TicketState.NO_SHOW
    assert (day.now - heard).total_seconds() == day.day.office.calls.no_show_seconds


def test_held_call_that_is_taken_back_is_never_heard() -> None:
    day, second = crossed()
    press = c.AnnounceCall(second, 2)
    day.press(c.UndoLast, "1")
    assert day.state(second) is TicketState.WAITING
    day.wait(10)
    assert day.code(press) is RefusalCode.COMMAND_NOT_DUE
    day.run("08:01")
    assert [call.ticket_id for call in day.day.calls] == ["t1"]


def test_undo_of_a_call_works_after_it_was_heard_too() -> None:
    day, second = crossed()
    day.do(day.due_command(second))
    day.press(c.UndoLast, "1")
    assert day.state(second) is TicketState.WAITING


def test_call_is_not_heard_too_early_nor_twice() -> None:
    day, second = crossed()
    press = c.AnnounceCall(second, 2)
    assert day.code(press) is RefusalCode.COMMAND_NOT_DUE
    day.do(day.due_command(second))
    assert day.code(press) is RefusalCode.COMMAND_NOT_DUE


def test_who_has_come_to_the_counter_is_in_nobodys_way() -> None:
    day = opened(lobby())
    for ticket in (day.issue("b"), day.issue("b", party_size=2)):
        day.do(c.ArriveTicket(ticket))
    day.call("2")
    day.press(c.StartService, "2")
    day.call("1")
    assert hold(day) == 0


def test_slow_walkers_and_late_starters_are_given_more_time() -> None:
    quick, _ = crossed(lobby(walking=Walking(reaction_seconds=0)))
    late, _ = crossed(lobby(walking=Walking(reaction_seconds=3)))
    slow, _ = crossed(lobby(walking=Walking(speed=600, reaction_seconds=0)))
    assert hold(quick) < hold(late)
    assert hold(quick) < hold(slow)


def test_counter_that_is_not_on_the_floor_holds_no_call() -> None:
    hall = replace(lobby(), counters=())
    day, _ = crossed(hall)
    assert hold(day) == 0
