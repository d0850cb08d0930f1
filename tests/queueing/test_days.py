import pytest
from msgspec.structs import replace

from protocol.refusals import Refusal, RefusalCode
from server.queueing import commands as c
from server.queueing.day import CounterState
from server.queueing.days import phase_of
from server.queueing.events import DayEnded, TicketExpired
from server.queueing.office import Counter, Office, Service, Share
from server.queueing.schedule import Period, Phase
from server.queueing.ticket import ExpiryReason, TicketState
from tests.queueing.rehearsal import CLOSED, OFFICE, SCHEDULE, Rehearsal, clock, opened_counters


def without(office: Office, *, service: str = "", counter: str = "") -> Office:
    """The office's configuration with a service or a counter taken out of the file."""
    return replace(
        office,
        services=tuple(each for each in office.services if each.id != service),
        counters=tuple(
            replace(each, services=tuple(id_ for id_ in each.services if id_ != service))
            for each in office.counters
            if each.id != counter
        ),
    )


# phases


@pytest.mark.parametrize(
    ("time", "phase"),
    [
        ("06:59:59", Phase.BEFORE),
        ("07:00", Phase.NUMBERS),
        ("08:00", Phase.OPEN),
        ("12:00", Phase.BREAK),
        ("12:59:59", Phase.BREAK),
        ("13:00", Phase.OPEN),
        ("14:00", Phase.CLOSING),
        ("15:00", Phase.CLOSING),  # those waiting are called until the day is ended
        ("23:59:59", Phase.CLOSING),
    ],
)
def test_phases_follow_the_schedule(time, phase):
    assert phase_of(Rehearsal().day, clock(time)) is phase


def test_phases_follow_what_was_done_by_hand():
    assert phase_of(Rehearsal(schedule=CLOSED).day, clock("09:00")) is Phase.CLOSED_TODAY
    day = Rehearsal()
    day.do(c.StopIssuing())
    assert phase_of(day.day, clock("09:00")) is Phase.CLOSING
    assert phase_of(day.day, clock("12:30")) is Phase.BREAK
    day.do(c.EndDay(0))
    assert phase_of(day.day, clock("09:00")) is Phase.ENDED


# the end


def test_the_supervisor_ends_the_day_having_seen_who_is_left():
    day = opened_counters("1")
    reserved = day.reserve("a")
    held, missed, waiting = day.line_up("b", "b", "b")
    day.call("1")
    day.press(c.HoldTicket, "1")
    day.call("1")
    day.wait(20)
    day.press(c.Recall, "1")
    day.press(c.MarkNoShow, "1")
    for left in (0, 2, 4):
        refusal = day.refused(c.EndDay(left))
        assert refusal == Refusal(RefusalCode.VISITORS_LEFT, {"left": 3})
    assert day.do(c.EndDay(3)) == [
        *(TicketExpired(ticket, ExpiryReason.DAY_ENDED) for ticket in (reserved, held, waiting)),
        DayEnded(by_clock=False),
    ]
    assert day.ticket(waiting).reason == ExpiryReason.DAY_ENDED
    assert day.state(missed) is TicketState.NO_SHOW
    assert day.counter("1").state is CounterState.CLOSED


def test_the_day_does_not_end_while_somebody_is_at_a_counter():
    day = opened_counters("1", "2")
    day.line_up("a", "b")
    day.call("1")
    day.call("2")
    day.press(c.StartService, "2")
    assert day.refused(c.EndDay(2)) == Refusal(RefusalCode.COUNTERS_BUSY, {"counters": "1, 2"})


def test_an_ended_day_takes_nothing_more():
    day = opened_counters("1")
    day.line_up("a")
    day.do(c.EndDay(1))
    for command in (
        c.IssueTicket("t9", "hash-t9", ("a",)),
        c.ConfirmTicket("t1"),
        c.ConfigureOffice(replace(OFFICE, name="New"), SCHEDULE),
        day.command(c.OpenCounter, "1"),
        c.PassMidnight(),
        c.EndDay(0),
    ):
        assert day.code(command) is RefusalCode.DAY_ENDED
    assert day.due() is None


def test_midnight_drops_nobody_silently():
    day = opened_counters("1", "2")
    served, waiting = day.line_up("a", "a")
    called = day.issue("b")
    day.call("1")
    day.press(c.StartService, "1")
    day.at("23:59")
    day.call("2")
    assert day.code(c.PassMidnight()) is RefusalCode.COMMAND_NOT_DUE
    due = day.due()
    assert due is not None
    day.now = SCHEDULE.ends_at
    events = day.do(c.PassMidnight())
    assert events[-1] == DayEnded(by_clock=True)
    for ticket in (served, waiting, called):
        assert day.state(ticket) is TicketState.EXPIRED
        assert day.ticket(ticket).reason == ExpiryReason.DAY_ENDED
        assert day.ticket(ticket).counter is None
    assert day.counter("1").ticket_id is None


# a changed configuration


def test_a_changed_configuration_takes_effect_at_once():
    day = opened_counters("1")
    cards, *others = OFFICE.services
    office = replace(OFFICE, services=(replace(cards, quota=0), *others), name="Renamed")
    day.do(c.ConfigureOffice(office, replace(SCHEDULE, tickets_until=clock("09:00"))))
    assert day.day.office.name == "Renamed"
    assert day.code(c.IssueTicket("t1", "h", ("a",))) is RefusalCode.QUOTA_USED_UP
    day.issue("b")
    day.at("09:00")
    assert day.code(c.IssueTicket("t2", "h2", ("b",))) is RefusalCode.NUMBERS_CLOSED


def test_an_unchanged_configuration_is_no_event():
    day = Rehearsal()
    assert day.do(c.ConfigureOffice(OFFICE, SCHEDULE)) == []
    day.issue("a")
    day.do(c.ConfigureOffice(without(OFFICE, service="a"), SCHEDULE))
    assert day.do(c.ConfigureOffice(without(OFFICE, service="a"), SCHEDULE)) == []


def test_new_services_and_counters_join():
    day = Rehearsal()
    office = replace(
        OFFICE,
        services=(*OFFICE.services, Service("n", "N", {"en": "New"}, 5)),
        counters=(*OFFICE.counters, Counter("4", 4, ("n",))),
    )
    day.do(c.ConfigureOffice(office, SCHEDULE))
    day.issue("n")
    assert day.call("4") == "t1"


def test_a_service_that_is_gone_keeps_its_visitors_and_takes_no_more():
    day = opened_counters("1")
    waiting = day.line_up("a", "a")
    day.do(c.ConfigureOffice(without(OFFICE, service="a"), SCHEDULE))
    assert day.refused(c.IssueTicket("t9", "h", ("a",))).code is RefusalCode.QUOTA_USED_UP
    assert day.day.counter("1").services == ("b", "a")
    assert day.call_all("1") == waiting


@pytest.mark.parametrize("state", [TicketState.NO_SHOW, TicketState.DONE, TicketState.EXPIRED])
def test_a_service_that_is_gone_stays_for_those_who_may_come_back(state):
    day = opened_counters("1")
    ticket = day.reserve("a")
    if state is TicketState.EXPIRED:
        day.run("08:03")
    else:
        day.do(c.ConfirmTicket(ticket))
        day.call("1")
    match state:
        case TicketState.NO_SHOW:
            day.run("08:04")
        case TicketState.DONE:
            day.press(c.FinishService, "1")
    assert day.state(ticket) is state
    day.do(c.ConfigureOffice(without(OFFICE, service="a"), SCHEDULE))
    match state:
        case TicketState.NO_SHOW:
            day.do(c.ReturnTicket(ticket))
        case TicketState.DONE:
            day.press(c.UndoLast, "1")
            day.press(c.FinishService, "1")
            return
        case TicketState.EXPIRED:
            day.do(c.ConfirmTicket(ticket))
    assert day.call("1") == ticket


def test_a_service_that_nobody_uses_goes_and_comes_back_as_configured():
    day = Rehearsal()
    day.do(c.ConfigureOffice(without(OFFICE, service="a"), SCHEDULE))
    assert day.code(c.IssueTicket("t1", "h", ("a",))) is RefusalCode.SERVICE_UNKNOWN
    day.do(c.ConfigureOffice(OFFICE, SCHEDULE))
    day.issue("a")
    assert day.day.office == OFFICE


def test_a_counter_that_is_gone_stays_while_it_is_needed():
    day = opened_counters("2")
    day.line_up("b", "x")
    day.call("2")
    gone = without(OFFICE, counter="2")
    day.do(c.ConfigureOffice(gone, SCHEDULE))
    day.press(c.FinishAndNext, "2")
    assert day.counter("2").ticket_id == "t2"
    day.press(c.FinishService, "2")
    day.press(c.CloseCounter, "2")
    day.do(c.ConfigureOffice(replace(gone, name="Again"), SCHEDULE))
    assert day.day.office.counter("2") is not None  # its calls of today name it


def test_a_counter_that_did_nothing_today_goes():
    day = opened_counters("1")
    day.line_up("b")
    day.do(c.ConfigureOffice(without(OFFICE, counter="2"), SCHEDULE))
    assert day.press_refused(c.OpenCounter, "2") is RefusalCode.COUNTER_UNKNOWN
    assert [counter.id for counter in day.day.office.counters] == ["1", "3"]


def test_the_only_counter_of_a_waiting_line_stays_with_it():
    office = replace(OFFICE, counters=(*OFFICE.counters[:1], Counter("4", 4, ("x", "e"))))
    day = Rehearsal(office)
    day.line_up("x")
    day.do(c.ConfigureOffice(without(without(office, counter="4"), service="x"), SCHEDULE))
    assert day.day.counter("4").services == ("x", "e")
    assert day.call("4") == "t1"


def test_a_new_share_holds_at_once_and_within_its_bounds():
    day = opened_counters("3")
    day.line_up(*"xxxxxx")
    priority = day.line_up(*"xxxxxx", priority=True)
    day.call("3")
    assert day.day.lines["x"].balance == -3
    services = tuple(
        replace(service, share=Share(3, 1)) if service.id == "x" else service
        for service in OFFICE.services
    )
    day.do(c.ConfigureOffice(replace(OFFICE, services=services), SCHEDULE))
    assert day.day.lines["x"].balance == -1
    calls = [day.press(c.FinishAndNext, "3")[-1].ticket_id for _ in range(8)]
    assert [ticket in priority for ticket in calls] == [
        *(False, True, True, True),
        *(False, True, True, False),
    ]


def test_undo_never_brings_back_the_balance_of_an_old_share():
    day = opened_counters("3")
    day.line_up("x", "x")
    day.line_up("x", priority=True)
    day.call("3")
    day.press(c.FinishAndNext, "3")
    day.line_up("x", priority=True)
    day.press(c.FinishAndNext, "3")
    services = tuple(
        replace(service, share=Share(1, 1)) if service.id == "x" else service
        for service in OFFICE.services
    )
    day.do(c.ConfigureOffice(replace(OFFICE, services=services), SCHEDULE))
    day.press(c.UndoLast, "3")
    assert -1 <= day.day.lines["x"].balance < 1


def test_changed_hours_move_the_breaks():
    day = opened_counters("1")
    day.at("11:59")
    day.line_up("a")
    day.call("1")
    no_break = replace(SCHEDULE, service=(Period(clock("08:00"), clock("15:00")),))
    before = day.due()
    day.do(c.ConfigureOffice(OFFICE, no_break))
    day.do(c.EnterPhase(Phase.OPEN))
    after = day.due()
    assert before is not None
    assert after is not None
    assert after.at == clock("12:02:01")
