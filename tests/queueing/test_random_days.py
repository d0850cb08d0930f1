"""Random days: whatever people, staff and the clock do, the rules hold.

What may happen is in `hall.py`, what must be true in `witness.py`, the bounds of the order in
`patience.py`. A failing day is printed as the acts that led to it.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from server.queueing import commands as c
from server.queueing.office import Office
from server.queueing.schedule import Schedule
from server.queueing.ticket import Slip
from tests.queueing.busy_stretch import (
    CHANGES,
    PEOPLE,
    PLACES,
    SLIPS,
    VISITOR_ACTS,
    WITH_FREE_HANDS,
    WITH_FULL_HANDS,
    BusyStretch,
)
from tests.queueing.hall import Hall
from tests.queueing.outages import Cuts, Outages
from tests.queueing.random_offices import COUNTERS, KIOSKS, SCHEDULES, SERVICES, offices
from tests.queueing.rehearsal import SCHEDULE

SECONDS = st.sampled_from([0, 0, 1, 20, 45, 130, 200, 400, 1000, 3600])
PRESSES = st.sampled_from([*WITH_FREE_HANDS, *WITH_FULL_HANDS, c.UndoLast, c.OpenCounter])
COUNTER = st.sampled_from(COUNTERS)
SERVICE = st.sampled_from(SERVICES)
WHICH = st.integers(0, 40)
SEEDS = st.integers(0, 2**32)


class RandomDay(RuleBasedStateMachine):
    """One office's day, act by act."""

    @initialize(
        office=offices(),
        schedule=SCHEDULES,
        time=st.sampled_from(["08:00", "08:05", "07:30", "11:50", "06:50", "13:50"]),
        staffed=st.sampled_from([COUNTERS, "12", ""]),
        asking=st.lists(st.tuples(st.sampled_from(KIOSKS), st.booleans()), max_size=5),
    )
    def open_the_day(
        self,
        office: Office,
        schedule: Schedule,
        time: str,
        staffed: str,
        asking: list[tuple[str, bool]],
    ) -> None:
        """Kiosks may have asked for numbers of it, `asking`, on the evening before."""
        self.hall = Hall(office, schedule, "16:30", "", days_before=1)
        self.outages = Outages(self.hall)
        self.outages.lend_beforehand(asking)
        self.hall.begin(time, staffed)

    @rule(seconds=SECONDS, is_late=st.booleans())
    def time_passes(self, seconds: int, is_late: bool) -> None:
        self.hall.pass_time(seconds, is_late=is_late)

    @rule(
        visits=st.lists(
            st.tuples(
                st.lists(SERVICE, min_size=1, max_size=3, unique=True),
                st.sampled_from(["kiosk", "kiosk", "kiosk", "unconfirmed", "staff"]),
                st.booleans(),
                st.sampled_from([0, 0, 1, 30]),
                st.sampled_from(KIOSKS),
                st.sampled_from(SLIPS),
            ),
            min_size=1,
            max_size=8,
        )
    )
    def visitors_come(self, visits: list[tuple[list[str], str, bool, int, str, Slip]]) -> None:
        for services, how, priority, seconds, kiosk, slip in visits:
            self.hall.come(services, how, priority=priority, kiosk=kiosk, slip=slip)
            self.hall.pass_time(seconds, is_late=False)

    @rule(kind=st.sampled_from(VISITOR_ACTS), which=WHICH, who=st.sampled_from(PEOPLE))
    def a_visitor_acts(self, kind: type[c.OwnCommand], which: int, who: str) -> None:
        self.hall.act(kind, which, who)

    @rule(which=WHICH, seconds=SECONDS)
    def a_visitor_leaves_and_stays_after_all(self, which: int, seconds: int) -> None:
        self.hall.act(c.CancelTicket, which)
        self.hall.pass_time(seconds, is_late=False)
        self.hall.act(c.UndoCancel, which)

    @rule(which=WHICH, who=st.sampled_from(PEOPLE[1:]))
    def a_phone_opens_a_ticket(self, which: int, who: str) -> None:
        self.hall.claim(which, who)

    @rule(which=WHICH, slip=st.sampled_from(SLIPS))
    def a_kiosk_tells_of_a_slip(self, which: int, slip: Slip) -> None:
        self.hall.report_slip(which, slip)

    @rule(kiosk=st.sampled_from(KIOSKS), count=st.integers(2, 9))
    def somebody_plays_with_a_kiosk(self, kiosk: str, count: int) -> None:
        for _ in range(count):
            self.hall.come("a", "kiosk", priority=False, kiosk=kiosk)

    @rule(which=WHICH)
    def staff_void_a_run(self, which: int) -> None:
        self.hall.void_run(which)

    @rule(which=WHICH)
    def staff_find_a_run_harmless(self, which: int) -> None:
        self.hall.dismiss_run(which)

    @rule(what=st.sampled_from(CHANGES), which=WHICH)
    def staff_change_a_ticket(self, what: str, which: int) -> None:
        self.hall.change(what, which)

    @rule(presses=st.lists(st.tuples(PRESSES, COUNTER), min_size=1, max_size=8))
    def counters_work(self, presses: list[tuple[type[c.CounterCommand], str]]) -> None:
        for kind, counter in presses:
            self.hall.press(kind, counter)

    @rule(counter=COUNTER, times=st.integers(1, 12))
    def a_counter_calls_one_after_the_other(self, counter: str, times: int) -> None:
        for _ in range(times):
            self.hall.call(counter)

    @rule(counter=COUNTER, which=WHICH)
    def a_counter_takes_a_held_ticket(self, counter: str, which: int) -> None:
        self.hall.resume(counter, which)

    @rule(counter=COUNTER, service=SERVICE)
    def a_counter_sends_on(self, counter: str, service: str) -> None:
        self.hall.press(c.TransferTicket, counter, service=service)

    @rule(kind=PRESSES, counter=COUNTER, which=WHICH)
    def a_stale_screen_presses(
        self, kind: type[c.CounterCommand], counter: str, which: int
    ) -> None:
        self.hall.press_stale(kind, counter, which)

    @rule()
    def a_backup_of_this_moment_is_restored(self) -> None:
        self.hall.give(c.GoOnRestored(self.hall.rehearsal.now))

    @rule(service=SERVICE, suspend=st.booleans())
    def a_service_stops_or_goes_on(self, service: str, suspend: bool) -> None:
        command = c.SuspendService(service, "system") if suspend else c.ResumeSuspended(service)
        self.hall.give(command)

    @rule(counter=COUNTER, services=st.sets(SERVICE, max_size=3))
    def a_supervisor_assigns_services(self, counter: str, services: set[str]) -> None:
        self.hall.assign(counter, sorted(services))

    @rule(counter=COUNTER)
    def a_supervisor_frees_a_counter(self, counter: str) -> None:
        self.hall.press(c.ReleaseCounter, counter)

    @rule(place=st.sampled_from(PLACES), which=WHICH)
    def somebody_needs_help(self, place: str, which: int) -> None:
        self.hall.need_help(place, which)

    @rule(minutes=st.sampled_from([-1, 0, 1, 30, 2000]), which=WHICH)
    def the_hall_is_told(self, minutes: int, which: int) -> None:
        self.hall.tell(minutes, which)

    @rule(allow=st.booleans())
    def numbers_stop_or_go_on(self, allow: bool) -> None:
        self.hall.give(c.AllowIssuing() if allow else c.StopIssuing())

    @rule(office=offices(), schedule=SCHEDULES)
    def the_configuration_changes(self, office: Office, schedule: Schedule) -> None:
        self.hall.give(c.ConfigureOffice(office, schedule))

    @rule(kiosk=st.sampled_from(KIOSKS), is_lost=st.booleans())
    def a_kiosk_asks_for_leases(self, kiosk: str, is_lost: bool) -> None:
        self.outages.ask(kiosk, is_lost=is_lost)

    @rule(
        kiosk=st.sampled_from(KIOSKS),
        hours=st.sampled_from([0, 0, 5, -2000]),
        visits=st.lists(
            st.tuples(
                st.lists(SERVICE, min_size=1, max_size=2, unique=True),
                st.booleans(),
                st.sampled_from([0, 1, 30]),
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def a_kiosk_goes_on_by_itself(
        self, kiosk: str, hours: int, visits: list[tuple[list[str], bool, int]]
    ) -> None:
        for services, is_asked, seconds in visits:
            self.outages.give(kiosk, services, hours, is_asked=is_asked)
            self.hall.pass_time(seconds, is_late=False)

    @rule(kiosk=st.sampled_from(KIOSKS), most=st.integers(1, 5), is_lost=st.booleans())
    def a_kiosk_comes_back(self, kiosk: str, most: int, is_lost: bool) -> None:
        self.outages.come_back(kiosk, most, is_lost=is_lost)

    @rule(kiosk=st.sampled_from(KIOSKS))
    def a_kiosk_gets_another_file(self, kiosk: str) -> None:
        self.outages.change_file(kiosk)

    @rule(seed=SEEDS, length=st.integers(1, 120))
    def the_hall_is_busy(self, seed: int, length: int) -> None:
        BusyStretch(self.hall, seed).play(length)

    @precondition(lambda self: self.hall.day.version > 60)
    @rule(miscounted=st.sampled_from([0, 1]))
    def the_supervisor_ends_the_day(self, miscounted: int) -> None:
        self.hall.end(miscounted)

    @precondition(lambda self: self.hall.day.version % 3 == 0)
    @invariant()
    def ahead_is_what_the_calls_say(self) -> None:
        self.hall.check_ahead(self.hall.day.version // 3)

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            self.hall.close()
            self.outages.close()
            self.hall.check_records()


@pytest.mark.timeout(600)  # a failing day takes its time to be made small
def test_the_rules_hold_on_random_days():
    run_state_machine_as_test(
        RandomDay, settings=settings(max_examples=100, stateful_step_count=30)
    )


@pytest.mark.timeout(600)
@settings(max_examples=100)
@given(office=offices(), later=offices(), seed=SEEDS)
def test_the_rules_hold_on_busy_days(office: Office, later: Office, seed: int):
    hall = Hall(office, SCHEDULE, "08:00", COUNTERS)
    outages = Outages(hall)
    stretch = BusyStretch(hall, seed)
    cuts = Cuts(outages, seed)
    for part in range(8):
        stretch.play(20)
        cuts.play(6)
        stretch.play(20)
        hall.check_ahead(part)
        if part == 5:
            hall.give(c.ConfigureOffice(later, SCHEDULE))
    hall.close()
    outages.close()
    hall.check_records()
