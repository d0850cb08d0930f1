"""Which day it is at a kiosk that is alone, and what it knows of that day."""

from datetime import date, timedelta

from msgspec import structs

from kiosk.offline.days import Present, present_day
from kiosk.offline.hall import why_not
from kiosk.offline.records import Grant, Holding
from protocol.offline import ValidSpan
from protocol.refusals import Refusal, RefusalCode
from protocol.snapshots import HallSnapshot
from tests.kiosk.offline.making import DAY, FROM, NINE, UNTIL, hall, lease, service

DAYS = timedelta(days=1)
MONDAY = DAY + 6 * DAYS


def holding(day: date, seen: HallSnapshot | None = None) -> Holding:
    later = day - DAY
    spans = (ValidSpan(FROM + later, UNTIL + later),)
    return Holding(Grant(day, spans, "https://q.example/", seen), (lease(),))


def on(day: date, seen: HallSnapshot) -> HallSnapshot:
    return structs.replace(seen, id=structs.replace(seen.id, day=day))


NEWS = structs.replace(hall(), refusal=Refusal(RefusalCode.ISSUING_STOPPED))
AHEAD = on(MONDAY, hall(service("ktp")))
HELD = {DAY: holding(DAY), MONDAY: holding(MONDAY, AHEAD)}


def test_today_is_told_from_the_last_news() -> None:
    assert present_day(NEWS, HELD, NINE) == Present(NEWS, HELD[DAY], MONDAY)
    assert present_day(NEWS, HELD, None) == Present(NEWS, HELD[DAY], MONDAY)


def test_the_next_open_day_is_told_as_the_server_said_beforehand() -> None:
    now = NINE + 6 * DAYS
    present = present_day(NEWS, HELD, now)
    assert present == Present(AHEAD, HELD[MONDAY])
    assert why_not(present, now) is None, "what staff stopped on Tuesday is over"
    early = FROM + 6 * DAYS - timedelta(minutes=1)
    refusal = why_not(present, early)
    assert refusal == Refusal(RefusalCode.NUMBERS_NOT_YET, {"from": "2026-06-29T07:00:00+07:00"})


def test_the_date_is_the_offices_own() -> None:
    midnight = NINE + 5 * DAYS + timedelta(hours=15)  # 00.00 WIB on Monday, still Sunday in UTC
    present = present_day(NEWS, HELD, midnight)
    assert present is not None
    assert present.holding.day == MONDAY
    before = present_day(NEWS, HELD, midnight - timedelta(seconds=1))
    assert before == Present(NEWS, HELD[DAY], MONDAY)


def test_news_of_that_day_itself_go_before_what_was_said_beforehand() -> None:
    news = on(MONDAY, hall(service("kk")))
    assert present_day(news, HELD, NINE + 6 * DAYS) == Present(news, HELD[MONDAY])


def test_between_the_two_days_the_office_is_closed() -> None:
    now = NINE + 2 * DAYS
    present = present_day(NEWS, HELD, now)
    assert present is not None
    assert why_not(present, now) == Refusal(
        RefusalCode.OFFICE_CLOSED_TODAY, {"reason": {}, "next": "2026-06-29"}
    )


def test_after_the_next_open_day_nothing_is_known() -> None:
    now = NINE + 7 * DAYS
    present = present_day(NEWS, HELD, now)
    assert present is not None
    assert why_not(present, now) == Refusal(RefusalCode.LEASE_USED_UP, {"service": {}})
    assert present_day(NEWS, {}, now) is None
