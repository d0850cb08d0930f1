"""A simulated day as lines: a table of what was seen, and people over time."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from server.lobby.columns import aligned
from server.queueing.office import Office
from server.simulation.simulate import Outcome
from server.simulation.witness import Look
from texts import Texts

QUARTER = timedelta(minutes=15)
BAR = 40
FULL, EMPTY = "█", "·"


def profile_name(office: Office, outcome: Outcome, texts: Texts) -> str:
    """The health rules of a day in words."""
    profile = office.hall.health_profile(outcome.profile or "") if office.hall else None
    if profile is None:
        return texts.gettext("without places")
    name = profile.name.get(texts.language) or profile.id
    return f"{name}, {profile.distance / 1000:g} m"


def table(office: Office, outcomes: Sequence[Outcome], texts: Texts) -> Iterator[str]:
    """What was seen, a column for each day."""
    t = texts.gettext
    rows = [["", *(profile_name(office, each, texts) for each in outcomes)]]
    for name, told in (
        (t("came / served / missed / left"), _people),
        (t("most people inside, seen"), lambda one: str(one.most_people)),
        (t("most people inside, counted"), lambda one: _of_rules(one, one.most_counted)),
        (t("people allowed inside"), lambda one: _of_rules(one, one.capacity)),
        (t("moments above it"), lambda one: _of_rules(one, one.above)),
        (t("pairs nearer than the distance"), lambda one: _of_rules(one, one.crowded)),
        (t("walks that came too near"), lambda one: _of_rules(one, one.crossed)),
        (t("calls held"), lambda one: f"{one.held} / {one.calls}"),
        (t("seconds held, mean / most"), _holds),
        (t("asked in again / place passed on"), lambda one: f"{one.asked_again} / {one.passed_on}"),
        (t("minutes to the call, mean / 95 of 100"), lambda one: _waits(one, "waits")),
        (t("of these outside"), lambda one: _waits(one, "outside")),
        (t("of these inside"), lambda one: _waits(one, "inside")),
    ):
        rows.append([name, *(told(each) for each in outcomes)])
    yield office.name
    yield from aligned(rows)


def chart(office: Office, outcomes: Sequence[Outcome], texts: Texts) -> Iterator[str]:
    """People inside over the day, every quarter of an hour."""
    highest = max((each.most_people for each in outcomes), default=1)
    for outcome in outcomes:
        yield ""
        yield profile_name(office, outcome, texts)
        for look in quarters(outcome.looks):
            filled = round(look.people * BAR / highest)
            at = look.at.astimezone(ZoneInfo(office.timezone))
            outside = texts.gettext("outside %(n)s", n=look.outside) if look.outside else ""
            bar = FULL * filled + EMPTY * (BAR - filled)
            yield f"  {at:%H.%M} {bar} {look.people:>4}  {outside}".rstrip()


def quarters(looks: Sequence[Look]) -> Iterator[Look]:
    """A look every quarter of an hour, while there is somebody to look at."""
    next_at = looks[0].at if looks else None
    for look in looks:
        if next_at is not None and look.at >= next_at:
            next_at = look.at + QUARTER
            yield look


def _people(one: Outcome) -> str:
    return f"{one.visitors} / {one.served} / {one.missed} / {one.left}"


def _of_rules(one: Outcome, figure: int | None) -> str:
    """A figure that there is only where the office gives places."""
    return "-" if one.profile is None or figure is None else str(figure)


def _holds(one: Outcome) -> str:
    return f"{one.mean_hold_seconds:.2f} / {one.longest_hold_seconds:.1f}"


def _waits(one: Outcome, which: str) -> str:
    waits = getattr(one, which)
    if one.profile is None and which != "waits":
        return "-"
    return f"{waits.mean:.0f} / {waits.longest_of_95:.0f}"
