"""What an OFFICE.toml must hold beyond its single values: that its parts fit each other.

Works on what was read, as far as it could be read: a key that is unusable is left out, and its
problem has been noted already.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from server.configuration.hours import WEEKDAYS, minutes_of
from server.configuration.national_holidays import categories
from server.queueing.office import CallRules, OfflineRules
from settings.problems import Place, describe, list_words, nearest

Values = Mapping[str, Any]


def check_office(place: Place, office: Values) -> None:
    """Note every way in which the parts of the file do not fit."""
    _check_languages(place, office)
    _check_services(place.at("services"), office.get("services", ()))
    _check_counters(place.at("counters"), office)
    _check_calls(place.at("calls"), office.get("calls") or {})
    _check_offline(place.at("offline"), office.get("offline") or {})
    _check_reasons(place.at("reasons"), office.get("reasons") or {})
    if "hours" in office:
        _check_hours(place.at("hours"), office["hours"])


def _check_languages(place: Place, office: Values) -> None:
    for at, words in place.report.words:
        for language in office.get("languages", ()):
            if language not in words:
                at.at(language).note("nothing", "a text in every language of the office")


def _check_services(place: Place, services: Sequence[Values]) -> None:
    check_unique(place, services, "id")
    check_unique(place, services, "letter")


def _check_counters(place: Place, office: Values) -> None:
    counters = [{**each, "id": counter_id(each)} for each in office.get("counters", ())]
    check_unique(place, counters, "number")
    check_unique(place, counters, "id")
    known = [service["id"] for service in office.get("services", ()) if "id" in service]
    for index, counter in enumerate(counters):
        for position, service_id in enumerate(counter.get("services", ())):
            if service_id not in known and "services" in office:
                place.item(index).at("services").item(position).note(
                    describe(service_id),
                    f"the id of a service: {list_words(known)}",
                    nearest(service_id, known),
                )


def counter_id(counter: Values) -> str | None:
    """A counter's id; its number unless the file says otherwise."""
    given: str | None = counter.get("id")
    return given or (str(counter["number"]) if "number" in counter else None)


def _check_calls(place: Place, calls: Values) -> None:
    shorter = calls.get("no_show_priority_seconds", CallRules().no_show_priority_seconds)
    longer = calls.get("no_show_seconds", 0)
    if shorter < longer:
        place.at("no_show_priority_seconds").note(
            str(shorter), f"at least no_show_seconds ({longer}): priority visitors get more time"
        )


def _check_offline(place: Place, offline: Values) -> None:
    least, most = (
        offline.get("least", OfflineRules().least),
        offline.get("most", OfflineRules().most),
    )
    if most < least:
        place.at("most").note(str(most), f"at least {least} (least)")


def _check_reasons(place: Place, reasons: Values) -> None:
    for act, listed in reasons.items():
        check_unique(place.at(act), listed or (), "id")


def check_unique(place: Place, tables: Iterable[Values], key: str) -> None:
    """Note every table whose `key` has a value that an earlier one has already."""
    first: dict[Hashable, int] = {}
    for index, table in enumerate(tables):
        value = table.get(key)
        if value is None:
            continue
        if value in first:
            place.item(index).at(key).note(
                f"{describe(value)}, which {place.key}[{first[value]}] has already",
                "one that no other has",
            )
        first.setdefault(value, index)


# ---------------------------------------------------------------- hours


def _check_hours(place: Place, hours: Values) -> None:
    _check_week(place, hours, hours)
    for index, season in enumerate(hours.get("season", ())):
        _check_week(place.item_of("season", index), season, hours)
    _check_seasons(place.at("season"), hours.get("season", ()))
    _check_categories(place.at("holidays"), hours.get("holidays") or {})
    _check_extra_dates(place, hours)


def _check_week(place: Place, week: Values, usual: Values) -> None:
    """Some day of service, and on each day some time in which numbers are given."""
    days = {name: week[name] for name in WEEKDAYS if week.get(name)}
    if not days and all(name in week for name in WEEKDAYS):
        place.note("no weekday with hours", "hours for at least one weekday")
    for name, spans in days.items():
        _check_ticket_hours(place.at(name), spans, week, usual)


def _check_ticket_hours(place: Place, spans: Sequence[Any], week: Values, usual: Values) -> None:
    before_opening, before_closing = (
        minutes if (minutes := week.get(key)) is not None else usual.get(key) or 0
        for key in ("tickets_minutes_before_opening", "tickets_minutes_before_closing")
    )
    first = minutes_of(spans[0].opens) - before_opening
    last = minutes_of(spans[-1].closes) - before_closing
    if first < 0:
        place.note(
            f"opening at {spans[0].opens}, numbers {before_opening} minutes before",
            "numbers from midnight at the earliest: fewer tickets_minutes_before_opening",
        )
    if last <= first:
        place.note(
            f"numbers until {before_closing} minutes before closing at {spans[-1].closes}",
            "some time for numbers: fewer tickets_minutes_before_closing",
        )


def _check_seasons(place: Place, seasons: Sequence[Values]) -> None:
    whole = [
        (season["from"], season["until"], index)
        for index, season in enumerate(seasons)
        if "from" in season and "until" in season
    ]
    for first, last, index in whole:
        if last < first:
            place.item(index).at("until").note(
                last.isoformat(), f"a date from {first.isoformat()} (from) on"
            )
    for before, after in zip(sorted(whole), sorted(whole)[1:], strict=False):
        if after[0] <= before[1]:
            place.item(after[2]).at("from").note(
                after[0].isoformat(),
                f"a date after {before[1].isoformat()}, when {place.key}[{before[2]}] ends",
            )


def _check_categories(place: Place, holidays: Values) -> None:
    if "country" not in holidays:
        return
    known = categories(holidays["country"])
    for index, category in enumerate(holidays.get("categories", ())):
        if category not in known:
            place.at("categories").item(index).note(
                describe(category),
                f"for {holidays['country']}: {list_words(known)}",
                nearest(category, known),
            )


def _check_extra_dates(place: Place, hours: Values) -> None:
    open_extra, closed_extra = hours.get("open_extra", ()), hours.get("closed_extra", ())
    check_unique(place.at("open_extra"), open_extra, "date")
    check_unique(place.at("closed_extra"), closed_extra, "date")
    closed = {each.get("date") for each in closed_extra}
    for index, extra in enumerate(open_extra):
        day = extra.get("date")
        if day is None:
            continue
        at = place.item_of("open_extra", index)
        if day in closed:
            at.at("date").note(f"{day.isoformat()}, which is in closed_extra too", "one of the two")
        if extra.get("hours") == () and not _has_hours(day, hours):
            at.at("hours").note(
                "nothing", f"hours, because a {WEEKDAYS[day.weekday()].title()} has none of its own"
            )


def _has_hours(day: date, hours: Values) -> bool:
    """Whether the weekday of a date has hours, by its season or the week; unreadable ones count."""
    name = WEEKDAYS[day.weekday()]
    for season in hours.get("season", ()):
        if season.get("from", date.max) <= day <= season.get("until", date.min):
            return bool(season.get(name, True))
    return bool(hours.get(name, True))
