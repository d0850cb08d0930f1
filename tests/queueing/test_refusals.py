"""A refusal changes nothing, and a command that was accepted is remembered."""

import pytest

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.apply import OutOfSequenceError, apply, opened, replay
from server.queueing.day import Accepted
from server.queueing.decide import DECIDERS, decide, remembered
from server.queueing.events import DayEnded, IssuingStopped, Record
from tests.queueing.rehearsal import OFFICE, SCHEDULE, Rehearsal, opened_counters


def subclasses(base: type) -> set[type]:
    direct = set(base.__subclasses__())
    return direct.union(*(subclasses(each) for each in direct))


def test_every_command_has_a_rule():
    bases = {c.CounterCommand, c.OwnCommand}
    assert set(DECIDERS) == subclasses(c.Command) - bases


def test_deciding_changes_nothing():
    day = opened_counters("1")
    day.line_up("a", "b")
    before = replay(day.records)
    decide(day.day, day.command(c.CallNext, "1"), day.now)
    decide(day.day, c.IssueTicket("t9", "h", ("a",)), day.now)
    decide(day.day, c.CancelTicket("t9"), day.now)
    assert day.day == before


def test_an_accepted_command_is_remembered_with_what_it_did():
    day = opened_counters("1")
    issue = c.IssueTicket("t1", "h", ("a",), reason="no_phone")
    day.attempt(issue, "issue-1")
    press = day.command(c.CallNext, "1")
    day.attempt(press, "call-1")
    assert remembered(day.day, "issue-1", repr(issue)) == Accepted(repr(issue), 3, "t1", None)
    assert remembered(day.day, "call-1", repr(press)) == Accepted(repr(press), 4, "t1", 1)


def test_a_command_of_several_events_is_remembered_by_what_it_led_to():
    day = opened_counters("1")
    day.line_up("a", "a")
    day.call("1")
    press = day.command(c.FinishAndNext, "1")
    day.attempt(press, "next-1")
    accepted = remembered(day.day, "next-1", repr(press))
    assert accepted == Accepted(repr(press), day.day.version, "t2", 2)


def test_the_same_id_with_another_body_is_refused():
    day = Rehearsal()
    day.attempt(c.IssueTicket("t1", "h", ("a",)), "issue-1")
    other = repr(c.IssueTicket("t2", "h2", ("a",)))
    assert remembered(day.day, "issue-1", other) == Refusal(RefusalCode.COMMAND_ID_REUSED)


def test_a_refused_command_may_be_decided_anew():
    day = opened_counters("1")
    press = day.command(c.CallNext, "1")
    assert isinstance(day.attempt(press, "call-1"), Refusal)
    assert remembered(day.day, "call-1", repr(press)) is None
    day.line_up("a")
    assert not isinstance(day.attempt(press, "call-1"), Refusal)


def test_records_are_applied_in_their_order_only():
    day = Rehearsal()
    skipped = Record(3, day.now, "test", IssuingStopped(), "id", "")
    with pytest.raises(OutOfSequenceError):
        apply(day.day, skipped)
    with pytest.raises(OutOfSequenceError):
        apply(day.day, day.records[0])
    assert day.day.version == 1


def test_a_day_begins_with_its_rules():
    day = Rehearsal()
    with pytest.raises(OutOfSequenceError):
        opened(Record(1, day.now, "test", DayEnded(by_clock=True), "id", ""))
    assert replay([]) is None
    assert opened(day.records[0]).office == OFFICE
    assert opened(day.records[0]).schedule == SCHEDULE
