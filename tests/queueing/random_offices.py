"""Offices of many kinds, for random days."""

from hypothesis import strategies as st
from msgspec.structs import replace

from server.queueing.office import (
    BurstRules,
    CallRules,
    Counter,
    HoldRules,
    Office,
    OfflineRules,
    ReturnRules,
    Share,
)
from server.queueing.schedule import Period
from tests.queueing.rehearsal import OFFICE, SCHEDULE, clock

SERVICES = "abx"
COUNTERS = "1234"
SHARES = st.sampled_from([Share(1, 2), Share(2, 3), Share(1, 1), Share(3, 1), Share(2, 5)])

BURSTS = st.sampled_from([BurstRules(0), BurstRules(), BurstRules(3, 60, 10), BurstRules(1, 1, 5)])
OFFLINE = st.sampled_from(
    [
        OfflineRules(least=2),
        OfflineRules(30, 1, 6, 4),
        OfflineRules(240, 3, 9, 100),
        OfflineRules(0),
    ]
)
KIOSKS = ("kiosk-1", "kiosk-2", "kiosk-3")


@st.composite
def offices(draw: st.DrawFn) -> Office:
    """Three services, or two; some of four counters; shares, quotas and rules of many kinds."""
    present = draw(st.sampled_from(["abx", "abx", "abx", "ab", "bx"]))
    services = tuple(
        replace(
            service,
            share=draw(SHARES),
            quota=draw(st.sampled_from([None, None, None, None, 8])),
        )
        for service in OFFICE.services
        if service.id in present
    )
    counters = tuple(
        Counter(
            counter,
            int(counter),
            tuple(sorted(draw(st.sets(st.sampled_from(present), min_size=1)))),
        )
        for counter in draw(st.sampled_from(["1234", "1234", "124", "13"]))
    )
    return replace(
        OFFICE,
        services=services,
        counters=counters,
        returns=ReturnRules(draw(st.integers(0, 3)), draw(st.integers(0, 3))),
        calls=CallRules(calls_before_no_show=draw(st.integers(1, 2))),
        hold=HoldRules(draw(st.sampled_from([60, 900]))),
        bursts=draw(BURSTS),
        offline=draw(OFFLINE),
    )


SCHEDULES = st.sampled_from(
    [
        SCHEDULE,
        replace(SCHEDULE, service=(Period(clock("08:00"), clock("15:00")),)),
        replace(
            SCHEDULE,
            service=(
                Period(clock("08:00"), clock("08:10")),
                Period(clock("08:20"), clock("08:40")),
                Period(clock("09:10"), clock("16:00")),
            ),
            tickets_until=clock("15:30"),
        ),
    ]
)
