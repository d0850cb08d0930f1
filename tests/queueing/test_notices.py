from datetime import timedelta

import pytest

from protocol.refusals import RefusalCode
from server.queueing import commands as c
from server.queueing.events import NoticeEnded, NoticePosted
from server.queueing.notices import shown_notices
from tests.queueing.rehearsal import Rehearsal, clock


def shown(day: Rehearsal) -> list[str]:
    return [notice.id for notice in shown_notices(day.day)]


def test_a_notice_is_shown_until_it_is_ended():
    day = Rehearsal()
    assert day.do(c.PostNotice("one")) == [NoticePosted("one")]
    day.do(c.PostNotice("two"))
    day.run("14:30")
    assert shown(day) == ["one", "two"]
    assert day.do(c.EndNotice("one")) == [NoticeEnded("one")]
    assert shown(day) == ["two"]


def test_a_notice_goes_by_itself_at_its_moment_also_in_a_break():
    day = Rehearsal()
    day.do(c.PostNotice("short", clock("12:30")))
    day.do(c.PostNotice("long"))
    day.run("12:29:59")
    assert shown(day) == ["short", "long"]
    day.run("12:30")
    assert shown(day) == ["long"]
    assert day.day.notices["short"].ended_at == clock("12:30")


def test_a_notice_that_was_ended_is_not_ended_again():
    day = Rehearsal()
    day.do(c.PostNotice("one", clock("09:00")))
    day.do(c.EndNotice("one"))
    version = day.day.version
    assert day.code(c.EndNotice("one")) is RefusalCode.NOTICE_UNKNOWN
    day.wait(3600)
    assert day.code(c.ExpireNotice("one")) is RefusalCode.COMMAND_NOT_DUE
    assert day.day.version == version


def test_the_clock_ends_no_notice_early_and_none_without_a_moment():
    day = Rehearsal()
    day.do(c.PostNotice("one", clock("09:00")))
    day.do(c.PostNotice("two"))
    for notice in ("one", "two", "three"):
        assert day.code(c.ExpireNotice(notice)) is RefusalCode.COMMAND_NOT_DUE


def test_a_notices_id_is_used_once_a_day():
    day = Rehearsal()
    day.do(c.PostNotice("one"))
    assert day.code(c.PostNotice("one")) is RefusalCode.NOTICE_ID_TAKEN
    day.do(c.EndNotice("one"))
    assert day.code(c.PostNotice("one")) is RefusalCode.NOTICE_ID_TAKEN
    assert day.code(c.EndNotice("none")) is RefusalCode.NOTICE_UNKNOWN


@pytest.mark.parametrize("minutes", [-1, 0, 24 * 60])
def test_a_notice_ends_at_a_moment_still_to_come_today(minutes):
    day = Rehearsal()
    until = day.now + timedelta(minutes=minutes)
    assert day.code(c.PostNotice("one", until)) is RefusalCode.MOMENT_NOT_AHEAD


def test_notices_end_with_the_day():
    day = Rehearsal()
    day.do(c.PostNotice("one"))
    day.do(c.EndDay(0))
    assert shown(day) == []
    assert day.due() is None
