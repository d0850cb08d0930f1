"""One office as its file describes it: the rules, when it serves, how its hall looks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from server.configuration.default_words import PRIORITY_GROUPS, REASONS
from server.configuration.hours import WEEKDAYS, Calendar, Hours, Season
from server.configuration.lobby.checks import check_lobby
from server.configuration.lobby.floor import read_lobby
from server.configuration.lobby.floor_view import floor_view
from server.configuration.lobby.hall import read_hall
from server.configuration.lobby.spots_file import read_spots, spots_path
from server.configuration.office_checks import check_office, counter_id
from server.configuration.office_keys import OFFICE
from server.configuration.personal import check_personal, read_personal
from server.configuration.presentation.checks import check_presentation
from server.configuration.presentation.presentation import Presentation, read_presentation
from server.plan.floor import Lobby
from server.plan.plan import LobbyPlan
from server.queueing.hall_rules import Hall
from server.queueing.office import (
    BurstRules,
    CallRules,
    Counter,
    HoldRules,
    Office,
    OfflineRules,
    Reason,
    Reasons,
    ReturnRules,
    Service,
    Share,
    TicketRules,
    Words,
)
from server.queueing.schedule import Schedule
from settings.files import is_of_a_kiosk, read_toml
from settings.problems import ConfigurationError, Place, Problem, Report

Values = Mapping[str, Any]


@dataclass(frozen=True)
class OfficeSettings:
    """What an OFFICE.toml says, checked. `plan`: of its lobby; None where there is none yet."""

    path: Path
    office: Office
    calendar: Calendar
    presentation: Presentation = field(default_factory=Presentation)
    lobby: Lobby | None = None
    plan: LobbyPlan | None = None

    def schedule(self, day: date) -> Schedule:
        """When the office serves on a date; all moments in UTC."""
        return self.calendar.schedule(day)

    def date_at(self, now: datetime) -> date:
        """The date on the office's own clock at an aware moment."""
        return now.astimezone(ZoneInfo(self.office.timezone)).date()


def load_office(path: Path | str) -> OfficeSettings:
    """Read an OFFICE.toml, and the plan of its lobby beside it.

    Raises ConfigurationError with everything that is wrong with the one or else with the other.
    """
    path = Path(path)
    values = _checked(path)
    lobby = read_lobby(values["lobby"], values["counters"])
    return _settings(path, values, lobby, _plan_beside(path, lobby))


def load_unplanned_office(path: Path) -> OfficeSettings:
    """The same without the plan, for whoever makes one: no places, though there may be a lobby."""
    values = _checked(path)
    return _settings(path, values, read_lobby(values["lobby"], values["counters"]), None)


def _checked(path: Path) -> Values:
    """All of the file. Of a kiosk's file only that is told: each key of it would be wrong."""
    found = read_toml(path)
    if is_of_a_kiosk(path, found):
        what = Problem(str(path), "", "the file of a kiosk", "the file of an office (OFFICE.toml)")
        raise ConfigurationError([what])
    report = Report(str(path), tuple(OFFICE.paths()))
    place = Place(report)
    values: Values = OFFICE.read(place, found)
    check_office(place, values)
    check_presentation(place, values)
    check_lobby(place.at("lobby"), values)
    check_personal(place, values)
    report.raise_if_any()
    return values


def _plan_beside(path: Path, lobby: Lobby | None) -> LobbyPlan | None:
    spots = spots_path(path)
    return read_spots(spots, lobby) if lobby is not None and spots.exists() else None


def _settings(
    path: Path, values: Values, lobby: Lobby | None, plan: LobbyPlan | None
) -> OfficeSettings:
    office = _office(values, read_hall(values, lobby, plan))
    floor = floor_view(lobby, plan) if lobby is not None and plan is not None else None
    return OfficeSettings(
        path,
        office,
        _calendar(office, values["hours"]),
        read_presentation(values, path.parent, floor),
        lobby,
        plan,
    )


def _office(values: Values, hall: Hall | None) -> Office:
    languages = tuple(values["languages"])
    groups = values["priority_groups"]
    return Office(
        id=values["id"],
        name=values["name"],
        timezone=values["timezone"],
        timezone_label=values["timezone_label"],
        languages=languages,
        services=tuple(_service(each, values["share"]) for each in values["services"]),
        counters=tuple(_counter(each) for each in values["counters"]),
        priority_groups=_in_languages(PRIORITY_GROUPS if groups is None else groups, languages),
        tickets=TicketRules(**values["tickets"] or {}),
        bursts=BurstRules(**values["bursts"] or {}),
        calls=CallRules(**values["calls"] or {}),
        returns=ReturnRules(**values["returns"] or {}),
        offline=OfflineRules(**values["offline"] or {}),
        hold=HoldRules(**values["hold"] or {}),
        reasons=_reasons(values["reasons"] or {}, languages, asks=values["personal"] is not None),
        hall=hall,
        personal=read_personal(values, languages),
    )


def _service(values: Values, share: Values | None) -> Service:
    own = values["share"] or share or {}
    lists = {key: tuple(values[key]) for key in ("requirements", "asks", "needs")}
    fields = {"share": Share(**own), **lists}
    return Service(**{**values, **fields})


def _counter(values: Values) -> Counter:
    return Counter(
        id=counter_id(values) or "",
        number=values["number"],
        services=tuple(values["services"]),
        plan=tuple(values["plan"]),
    )


def _reasons(values: Values, languages: tuple[str, ...], *, asks: bool) -> Reasons:
    """The file's own lists; for each act that it does not name, the defaults.

    An office that `asks` for nothing personal needs no reasons to see any.
    """
    own = {
        act: tuple(Reason(**each) for each in listed) for act, listed in values.items() if listed
    }
    reasons = msgspec.structs.replace(REASONS, **own)
    if not asks:
        reasons = msgspec.structs.replace(reasons, contacts=())
    return Reasons(
        **{
            act: tuple(
                Reason(reason.id, words)
                for reason in listed
                for words in _in_languages([reason.words], languages)
            )
            for act, listed in msgspec.structs.asdict(reasons).items()
        }
    )


def _in_languages(listed: Iterable[Words], languages: tuple[str, ...]) -> tuple[Words, ...]:
    """The texts without those of languages that the office does not offer."""
    return tuple({language: words[language] for language in languages} for words in listed)


def _calendar(office: Office, values: Values) -> Calendar:
    usual = _hours(values, Hours(()))
    holidays = values["holidays"] or {"country": None, "categories": ()}
    return Calendar(
        timezone=office.timezone,
        languages=office.languages,
        hours=usual,
        seasons=tuple(
            Season(each["from"], each["until"], _hours(each, usual)) for each in values["season"]
        ),
        country=holidays["country"],
        categories=tuple(holidays["categories"]),
        open_extra={each["date"]: tuple(each["hours"]) for each in values["open_extra"]},
        closed_extra={each["date"]: each["reason"] for each in values["closed_extra"]},
    )


def _hours(values: Values, usual: Hours) -> Hours:
    before_opening = values["tickets_minutes_before_opening"]
    before_closing = values["tickets_minutes_before_closing"]
    return Hours(
        tuple(values[weekday] for weekday in WEEKDAYS),
        usual.tickets_minutes_before_opening if before_opening is None else before_opening,
        usual.tickets_minutes_before_closing if before_closing is None else before_closing,
    )
