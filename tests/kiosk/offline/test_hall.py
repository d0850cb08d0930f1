"""The office as a kiosk tells it alone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from kiosk.offline.days import Present
from kiosk.offline.hall import as_offline
from kiosk.offline.records import Grant, Holding
from protocol.offline import ValidSpan
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import Clock, HallSnapshot
from tests.kiosk.offline.making import DAY, FROM, NINE, UNTIL, hall, lease, service

GRANT = Grant(DAY, (ValidSpan(FROM, UNTIL),), "https://q.example/t/dkps-plg/")
FIVE_EACH = {"ktp": 5, "kk": 5}


def told(
    seen: HallSnapshot,
    at: datetime = NINE,
    left: dict[str, int] | None = None,
    opens_on: date | None = None,
) -> HallSnapshot:
    numbers = FIVE_EACH if left is None else left
    leases = tuple(lease(service_id, count=count) for service_id, count in numbers.items())
    return as_offline(Present(seen, Holding(GRANT, leases), opens_on), Clock(at))


def refusals(seen: HallSnapshot) -> list[Refusal | None]:
    return [seen.refusal, *(each.refusal for each in seen.services)]


def test_services_with_numbers_are_given() -> None:
    assert refusals(told(hall())) == [None, None, None]


def test_hours_are_held_by_the_kiosk_itself() -> None:
    early = structs.replace(hall(), refusal=Refusal(RefusalCode.NUMBERS_NOT_YET, {"from": "x"}))
    assert told(early).refusal is None
    refused = told(hall(), FROM - timedelta(minutes=1)).refusal
    assert refused == Refusal(RefusalCode.NUMBERS_NOT_YET, {"from": "2026-06-23T07:00:00+07:00"})
    assert told(hall(), UNTIL - timedelta(seconds=1)).refusal is None
    refused = told(hall(), UNTIL).refusal
    assert refused == Refusal(RefusalCode.NUMBERS_CLOSED, {"at": "2026-06-23T14:30:00+07:00"})


def test_numbers_of_yesterday_are_not_given_and_nobody_is_sent_home_for_it() -> None:
    refused = told(hall(), NINE + timedelta(days=1)).refusal
    assert refused == Refusal(RefusalCode.LEASE_USED_UP, {"service": {}})


def test_a_day_before_the_next_open_one_is_closed_whatever_held_before() -> None:
    stopped = structs.replace(hall(), refusal=Refusal(RefusalCode.ISSUING_STOPPED), phase="ended")
    monday = DAY + timedelta(days=3)
    refused = told(stopped, NINE + timedelta(days=1), opens_on=monday).refusal
    assert refused == Refusal(
        RefusalCode.OFFICE_CLOSED_TODAY, {"reason": {}, "next": monday.isoformat()}
    )


@pytest.mark.parametrize(
    "code", [RefusalCode.OFFICE_CLOSED_TODAY, RefusalCode.ISSUING_STOPPED, RefusalCode.DAY_ENDED]
)
def test_what_staff_decided_stays(code: RefusalCode) -> None:
    assert told(structs.replace(hall(), refusal=Refusal(code))).refusal == Refusal(code)


def test_a_day_that_was_ended_stays_so() -> None:
    assert told(structs.replace(hall(), phase="ended")).refusal == Refusal(RefusalCode.DAY_ENDED)


def test_a_service_without_numbers_leads_to_staff() -> None:
    used_up = Refusal(RefusalCode.LEASE_USED_UP, {"service": {"id": "KK"}})
    assert refusals(told(hall(), left={"ktp": 1, "kk": 0})) == [None, None, used_up]
    seen = told(hall(), left={"ktp": 0, "kk": 0})
    assert seen.refusal == Refusal(RefusalCode.LEASE_USED_UP, {"service": {}})


@pytest.mark.parametrize(
    ("changes", "is_given"),
    [
        ({"refusal": Refusal(RefusalCode.SERVICE_ELSEWHERE)}, False),
        ({"refusal": Refusal(RefusalCode.SERVICE_SUSPENDED)}, False),
        (
            {
                "refusal": Refusal(RefusalCode.SERVICE_SUSPENDED),
                "resumes_at": NINE + timedelta(minutes=1),
            },
            False,
        ),
        ({"refusal": Refusal(RefusalCode.SERVICE_SUSPENDED), "resumes_at": NINE}, True),
        ({"refusal": Refusal(RefusalCode.QUOTA_USED_UP)}, True),
    ],
    ids=["elsewhere", "suspended", "until-later", "until-now", "quota"],
)
def test_what_was_known_of_a_service_holds(changes: dict[str, Any], is_given: bool) -> None:
    (seen,) = told(hall(service("ktp", **changes))).services
    assert seen.refusal == (None if is_given else changes["refusal"])


def test_a_break_that_is_over_is_not_promised() -> None:
    resting = structs.replace(hall(), resumes_at=NINE)
    assert told(resting).resumes_at is None
    assert told(resting, NINE - timedelta(minutes=5)).resumes_at == NINE
