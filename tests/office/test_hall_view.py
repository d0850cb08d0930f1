"""What the hall is shown of a day."""

from protocol.snapshots import Clock
from server.office.hall_view import LAST_CALLS, hall_snapshot
from server.queueing import commands as c
from tests.queueing.rehearsal import opened_counters


def test_call_to_which_nobody_has_come_is_shown_however_many_follow() -> None:
    day = opened_counters("1", "2")
    day.line_up("a", "a", *"b" * (LAST_CALLS + 1))
    answered = day.call("1")
    day.press(c.StartService, "1")
    day.press(c.FinishService, "1")
    still_open = day.call("1")
    for _ in range(LAST_CALLS + 1):
        day.call("2")
        day.press(c.StartService, "2")
        day.press(c.FinishService, "2")
    assert answered is not None
    assert still_open is not None
    calls = hall_snapshot(day.day, "epoch", Clock(day.now)).calls
    assert [call.call for call in calls] == [*range(LAST_CALLS + 3, 3, -1), 2]
    assert calls[-1].number == day.ticket(still_open).number
    assert [call.call for call in calls if call.is_open] == [2]
    assert day.ticket(answered).number not in {call.number for call in calls}
