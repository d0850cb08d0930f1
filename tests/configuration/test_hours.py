"""When an office serves: the calendar's facts, and the moments made of them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.configuration.national_holidays import countries, holiday_name
from server.queueing.schedule import Period, Phase, phase_at
from tests.configuration.conftest import Load

MONDAY, FRIDAY, SATURDAY = date(2026, 6, 29), date(2026, 6, 26), date(2026, 6, 27)


def utc(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=ahead) for ahead in range(365)]


@pytest.mark.parametrize(("category", "count"), [("public", 17), ("government", 8)])
def test_indonesia_2026_has_the_days_of_the_decree(category: str, count: int) -> None:
    named = [day for day in days_of(2026) if holiday_name("ID", [category], day, ["id"])]
    assert len(named) == count


def test_collective_leave_is_not_among_public_holidays() -> None:
    leave = date(2026, 12, 24)
    assert holiday_name("ID", ["public"], leave, ["id"]) is None
    assert holiday_name("ID", ["public", "government"], leave, ["id", "en"]) == {
        "id": "Cuti Bersama Hari Raya Natal",
        "en": "Christmas Joint Holiday",
    }


def test_holiday_is_named_in_its_own_language_where_the_offices_is_lacking() -> None:
    named = holiday_name("DE", ["public"], date(2026, 10, 3), ["id"])
    assert named == {"id": "Tag der Deutschen Einheit"}


def test_indonesia_is_a_known_country() -> None:
    assert "ID" in countries()


def test_schedule_of_a_working_day_is_in_utc(load: Load) -> None:
    schedule = load().schedule(MONDAY)
    assert schedule.date == MONDAY
    assert schedule.service == (
        Period(utc(2026, 6, 29, 1), utc(2026, 6, 29, 5)),
        Period(utc(2026, 6, 29, 6), utc(2026, 6, 29, 8)),
    )
    assert schedule.tickets_from == utc(2026, 6, 29, 0, 0)
    assert schedule.tickets_until == utc(2026, 6, 29, 7, 30)
    assert schedule.ends_at == utc(2026, 6, 29, 17, 0)
    assert schedule.closed_reason is None
    assert all(
        moment.utcoffset() == timedelta(0)
        for period in schedule.service
        for moment in (period.start, period.end)
    )


def test_friday_has_its_longer_break(load: Load) -> None:
    schedule = load().schedule(FRIDAY)
    assert schedule.breaks == [Period(utc(2026, 6, 26, 4, 30), utc(2026, 6, 26, 6))]
    assert phase_at(schedule, utc(2026, 6, 26, 5)) is Phase.BREAK


def test_weekday_without_hours_is_closed_without_a_reason(load: Load) -> None:
    schedule = load().schedule(SATURDAY)
    assert schedule.service == ()
    assert (schedule.tickets_from, schedule.tickets_until) == (None, None)
    assert schedule.closed_reason is None
    assert schedule.next_open == MONDAY
    assert schedule.ends_at == utc(2026, 6, 27, 17)


def test_holiday_is_closed_and_named_in_the_offices_languages(load: Load) -> None:
    schedule = load().schedule(date(2026, 8, 17))  # a Monday
    assert schedule.service == ()
    assert schedule.closed_reason == {
        "id": "Hari Kemerdekaan Republik Indonesia",
        "en": "Independence Day",
    }
    assert schedule.next_open == date(2026, 8, 21)


def test_without_a_country_there_are_no_holidays(load: Load) -> None:
    holidays = '[hours.holidays]\ncountry = "ID"\ncategories = ["public", "government"]\n'
    assert load((holidays, "")).schedule(date(2026, 8, 17)).service


def test_categories_are_public_unless_the_file_says_more(load: Load) -> None:
    settings = load(('categories = ["public", "government"]\n', ""))
    assert settings.schedule(date(2026, 2, 16)).service  # a Monday of collective leave
    assert not settings.schedule(date(2026, 8, 17)).service


def test_open_extra_opens_a_day_off_with_its_own_hours(load: Load) -> None:
    schedule = load().schedule(date(2026, 6, 20))  # a Saturday
    assert schedule.service == (Period(utc(2026, 6, 20, 2), utc(2026, 6, 20, 4)),)
    assert schedule.tickets_until == utc(2026, 6, 20, 3, 30)


def test_open_extra_opens_a_holiday_with_the_weekdays_hours(load: Load) -> None:
    change = ('date = 2026-06-20, hours = ["09:00-11:00"]', "date = 2026-08-17")
    schedule = load(change).schedule(date(2026, 8, 17))
    assert len(schedule.service) == 2
    assert schedule.closed_reason is None


def test_closed_extra_closes_a_working_day_with_its_reason(load: Load) -> None:
    schedule = load().schedule(date(2026, 6, 22))
    assert schedule.service == ()
    assert schedule.closed_reason == {"id": "Pindah kantor", "en": "Moving house"}
    assert schedule.next_open == FRIDAY


def test_season_replaces_the_weekly_hours_from_first_to_last_date(load: Load) -> None:
    settings = load(("2027-03-09", "2027-03-01"))
    mondays = [date(2027, 2, 1), date(2027, 2, 8), date(2027, 3, 1), date(2027, 3, 15)]
    opens = [settings.schedule(day).service for day in mondays]
    assert [periods[0].start.hour for periods in opens[:3]] == [1, 2, 2]
    assert opens[3] == ()  # collective leave
    # A weekday that the season does not name is closed in it; what it does not say of numbers
    # is as usual.
    assert settings.schedule(date(2027, 2, 12)).service == ()
    assert settings.schedule(date(2027, 2, 8)).tickets_from == utc(2027, 2, 8, 1)


def test_season_may_give_numbers_at_other_times(load: Load) -> None:
    settings = load(
        ('monday = ["09:00-12:00"]', 'monday = ["09:00-12:00"], tickets_minutes_before_opening = 0')
    )
    schedule = settings.schedule(date(2027, 2, 8))
    assert schedule.tickets_from == schedule.service[0].start
    assert schedule.tickets_until == utc(2027, 2, 8, 4, 30)


def test_next_open_is_looked_for_sixty_days_ahead(load: Load) -> None:
    only = ('monday = ["08:00-12:00", "13:00-15:00"]\n', "")
    season = ("from = 2027-02-08, until = 2027-03-09", "from = 2026-07-04, until = 2026-12-31")
    day_off = ('monday = ["09:00-12:00"]', 'sunday = ["09:00-12:00"]')
    settings = load(only, season, day_off)
    assert settings.schedule(FRIDAY).next_open == date(2026, 7, 3)
    closed = load(season, ('monday = ["09:00-12:00"]', "monday = [], sunday = ['09:00-12:00']"))
    assert closed.schedule(date(2026, 7, 3)).next_open == date(2026, 7, 5)


def test_next_open_is_none_where_sixty_days_bring_no_service(load: Load) -> None:
    closed = ", ".join(
        f'{{ date = {date(2026, 7, 3) + timedelta(days=ahead)}, reason = {{ id = "Renovasi", '
        f'en = "Rebuilding" }} }}'
        for ahead in range(61)
    )
    settings = load(("closed_extra = [", f"closed_extra = [{closed}, "))
    assert settings.schedule(date(2026, 7, 3)).next_open is None
    assert settings.schedule(date(2026, 7, 4)).next_open is None
    assert settings.schedule(date(2026, 7, 10)).next_open == date(2026, 9, 4)


def test_clock_change_is_followed(load: Load) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    change = ('timezone = "Asia/Jakarta"', 'timezone = "Europe/Berlin"')
    sunday = date(2026, 3, 29)  # the clock goes from 02:00 to 03:00
    extra = (
        'date = 2026-06-20, hours = ["09:00-11:00"]',
        f'date = {sunday}, hours = ["01:00-09:00"]',
    )
    settings = load(change, extra)
    (period,) = settings.schedule(sunday).service
    assert period.end - period.start == timedelta(hours=7)
    assert period.end.astimezone(berlin).hour == 9
