"""How many people are inside, which rule is the tightest, and what staff change about it."""

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.hall import Inside, Limit, Room, inside, room
from tests.queueing.lobbies import lobby, office_with
from tests.queueing.rehearsal import SCHEDULE, Rehearsal
from tests.queueing.test_places import called_in, opened, spot


def counted(day: Rehearsal) -> Inside:
    return inside(day.day, day.now)


def test_everybody_inside_is_counted_where_they_are() -> None:
    day = opened(lobby(4, 2, at_kiosks=1))
    for size in (1, 2, 1):
        day.issue("b", party_size=size)
    day.do(c.ArriveTicket("t1"))
    day.do(c.CountPeople(1))
    assert counted(day) == Inside(1, 3, 0, 0, 0, 1, 3, 1)
    day.call("1")
    assert counted(day) == Inside(0, 3, 1, 0, 0, 1, 3, 1)
    day.press(c.HoldTicket, "1")
    assert counted(day).held == 1
    day.call("1")
    day.press(c.FinishService, "1")
    assert counted(day).leaving == 2
    assert counted(day).total == 1 + 2 + 1 + 1 + 3 + 1
    day.wait(61)
    assert counted(day).leaving == 0


def test_tightest_rule_is_named() -> None:
    day = opened(lobby(4, 2, people=6, waiting_room=8), "1")
    assert room(day.day, counted(day)) == Room(6, Limit.PEOPLE)
    day = opened(lobby(4, 2, people=60, waiting_room=2), "1")
    day.issue("a")
    assert room(day.day, counted(day)) == Room(3 + 2, Limit.WAITING_ROOM)
    day = opened(lobby(4, 2, people=60), "1")
    day.issue("a")
    assert room(day.day, counted(day)) == Room(3 + 8, Limit.SPOTS)


def test_blocked_place_is_given_to_nobody_until_it_is_used_again() -> None:
    day = opened(lobby(1, 1), "1")
    day.do(c.BlockSpot(1))
    assert day.code(c.BlockSpot(1)) is RefusalCode.SPOT_ALREADY_BLOCKED
    assert day.code(c.BlockSpot(9)) is RefusalCode.SPOT_UNKNOWN
    ticket = day.issue("a")
    assert spot(day, ticket) is None
    day.do(c.UnblockSpot(1))
    assert spot(day, ticket) == 1
    assert day.code(c.UnblockSpot(1)) is RefusalCode.SPOT_NOT_BLOCKED


def test_blocking_a_taken_place_sends_nobody_away() -> None:
    day = opened(lobby(1, 1), "1")
    ticket = day.issue("a")
    day.do(c.BlockSpot(1))
    assert spot(day, ticket) == 1
    day.call("1")
    assert spot(day, day.issue("a")) is None


def test_stricter_profile_sends_nobody_out_and_lets_in_who_keeps_its_distance() -> None:
    day = opened(lobby(4, 1), "1")
    tickets = [day.issue("a") for _ in range(3)]
    day.do(c.ChangeProfile("far"))
    assert [spot(day, each) for each in tickets] == [1, 2, 3]
    day.call("1")
    fourth = day.issue("a")
    assert spot(day, fourth) is None  # 1 is within 2 m of 2
    day.press(c.FinishService, "1")
    day.call_all("1")
    assert spot(day, day.issue("a")) == 1


def test_profile_is_one_of_the_offices_and_another_one() -> None:
    day = opened(lobby())
    assert day.code(c.ChangeProfile("near")) is RefusalCode.PROFILE_UNCHANGED
    refusal = day.refused(c.ChangeProfile("none"))
    assert refusal.params == {"profile": "none", "known": "near, far"}


def test_nobody_can_be_counted_out_who_was_not_counted_in() -> None:
    day = opened(lobby())
    assert day.code(c.CountPeople(-1)) is RefusalCode.NOBODY_TO_COUNT_OUT


def test_marking_a_group_changes_who_fits() -> None:
    day = opened(lobby(4, 1, waiting_room=3), "1")
    first, second = day.issue("a"), day.issue("a")
    day.do(c.ChangePartySize(first, 3))
    assert counted(day).with_places == 4
    assert day.code(c.ChangePartySize(first, 3)) is RefusalCode.PARTY_SIZE_UNCHANGED
    assert day.code(c.ChangePartySize(first, 0)) is RefusalCode.PARTY_SIZE_OUT_OF_RANGE
    assert spot(day, second) is not None
    assert spot(day, day.issue("a")) is None


def test_undo_of_a_call_leaves_the_group_that_was_marked_since() -> None:
    day = opened(lobby(), "1")
    ticket = day.issue("a")
    day.call("1")
    day.do(c.ChangePartySize(ticket, 2))
    day.press(c.UndoLast, "1")
    assert day.day.tickets[ticket].party_size == 2


def test_line_outside_is_by_seniority() -> None:
    day = opened(lobby(1, 1), "1")
    for priority in (False, False, True):
        day.issue("a", priority=priority)
    assert day.day.hall is not None
    assert [*day.day.hall.outside] == ["t2", "t3"]


def test_new_configuration_may_give_places_or_take_them_away() -> None:
    day = Rehearsal()
    day.press(c.OpenCounter, "1")
    ticket = day.issue("a")
    day.do(c.ConfigureOffice(office_with(lobby()), SCHEDULE))
    assert spot(day, ticket) == 1
    day.do(c.ConfigureOffice(office_with(lobby(profile_now="far")), SCHEDULE))
    assert day.day.hall is not None
    assert day.day.hall.profile == "far"
    day.do(c.ConfigureOffice(Rehearsal().day.office, SCHEDULE))
    assert spot(day, ticket) is None
    assert day.call("1") == ticket


def test_neighbouring_counters_are_used_one_after_the_other_while_others_are_free() -> None:
    hall = lobby(4, 2, counters_apart=True, counter_gap=500)
    day = opened(hall)
    for service in ("a", "a", "x", "x", "x"):
        day.issue(service)
    day.call("1")
    refusal = day.refused(day.command(c.CallNext, "2"))
    assert refusal.code is RefusalCode.NEIGHBOUR_FIRST
    assert refusal.params == {"counter": 1, "free": 3, "seconds": 20}
    day.wait(20)
    assert day.call("2") is not None  # counter 3 did not press: nobody waits for it longer
    assert called_in(day)
