import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.day import Help
from server.queueing.events import HelpRequested
from server.queueing.helping import counter_place, kiosk_place
from tests.queueing.rehearsal import Rehearsal, opened_counters

AT_COUNTER, AT_KIOSK = counter_place("1"), kiosk_place("kiosk-2")
PLACES = pytest.mark.parametrize("place", [AT_COUNTER, AT_KIOSK])


@PLACES
def test_asking_twice_is_one(place):
    day = opened_counters("1")
    asked_at = day.now
    assert day.do(c.AskForHelp(place)) == [HelpRequested(place)]
    day.wait(60)
    assert day.do(c.AskForHelp(place)) == []
    assert day.day.help == {place: Help(asked_at)}


def test_asking_again_about_a_visit_names_it_and_keeps_the_wait():
    day = opened_counters("1")
    ticket = day.issue("a")
    asked_at = day.now
    day.do(c.AskForHelp(AT_COUNTER))
    day.wait(60)
    day.do(c.AskForHelp(AT_COUNTER, ticket))
    assert day.do(c.AskForHelp(AT_COUNTER)) == []
    assert day.day.help == {AT_COUNTER: Help(asked_at, ticket)}


@PLACES
def test_help_that_has_come_is_over_once(place):
    day = Rehearsal()
    assert day.code(c.EndHelp(place)) is RefusalCode.HELP_NOT_ASKED
    day.do(c.AskForHelp(place))
    day.do(c.EndHelp(place))
    assert day.day.help == {}
    assert day.code(c.EndHelp(place)) is RefusalCode.HELP_NOT_ASKED


def test_help_is_asked_at_counters_and_about_tickets_that_there_are():
    day = Rehearsal()
    assert day.refused(c.AskForHelp(counter_place("9"))) == Refusal(
        RefusalCode.COUNTER_UNKNOWN, {"counter": "9"}
    )
    assert day.code(c.AskForHelp(AT_KIOSK, "nobody")) is RefusalCode.TICKET_UNKNOWN


def test_the_longest_wait_stands_first():
    day = Rehearsal()
    for place in (AT_KIOSK, AT_COUNTER, kiosk_place("kiosk-1")):
        day.do(c.AskForHelp(place))
        day.wait(5)
    ticket = day.issue("a")
    day.do(c.AskForHelp(AT_COUNTER, ticket))
    assert list(day.day.help) == [AT_KIOSK, AT_COUNTER, kiosk_place("kiosk-1")]


def test_a_counter_that_closes_needs_nobody_any_more():
    day = opened_counters("1", "2")
    for place in (AT_COUNTER, counter_place("2"), AT_KIOSK):
        day.do(c.AskForHelp(place))
    day.press(c.PauseCounter, "2")
    day.press(c.CloseCounter, "1")
    assert set(day.day.help) == {counter_place("2"), AT_KIOSK}


def test_help_does_not_stand_in_the_way_of_undo():
    day = opened_counters("1")
    (ticket,) = day.line_up("a")
    day.call("1")
    day.do(c.AskForHelp(AT_COUNTER, ticket))
    day.press(c.UndoLast, "1")
    assert day.counter("1").ticket_id is None


def test_nobody_waits_for_help_when_the_day_is_over():
    day = Rehearsal()
    day.do(c.AskForHelp(AT_KIOSK))
    day.do(c.EndDay(0))
    assert day.day.help == {}
    assert day.code(c.AskForHelp(AT_KIOSK)) is RefusalCode.DAY_ENDED
