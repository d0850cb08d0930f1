"""`antrean lobby simulate`: a busy day played through, to see that a lobby is never too full."""

from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click
from msgspec.structs import replace

from server.configuration import ConfigurationError, OfficeSettings, load_office
from server.configuration.lobby.spots_file import write_whole
from server.lobby.day_picture import as_svg
from server.lobby.day_report import chart, table
from server.queueing.office import Office
from server.simulation.simulate import people_of, simulate, without_places
from texts import LANGUAGES, Texts, texts_for

FILE_WRONG = 2
NO_PLACES = 1
A_DAY = "2026-06-23"
VISITORS = 860


def _date(context: click.Context, parameter: click.Parameter, value: str) -> date:
    try:
        return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no zone
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no date such as {A_DAY}") from error


@click.command(name="simulate")
@click.argument(
    "office_file", metavar="OFFICE.toml", type=click.Path(dir_okay=False, path_type=Path)
)
@click.option("--visitors", type=click.IntRange(1, 5000), default=VISITORS, show_default=True)
@click.option(
    "--profile", "profiles", multiple=True, help="Health rules to try; all if none is named."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same: the same day.")
@click.option(
    "--date",
    "day",
    callback=_date,
    default=A_DAY,
    show_default=True,
    help="Whose hours and holidays hold.",
)
@click.option(
    "--door-keeper",
    is_flag=True,
    help="Somebody sees who comes in, whatever the file says (assume_seconds).",
)
@click.option(
    "--demand",
    multiple=True,
    metavar="SERVICE=WEIGHT",
    help="How often a service is asked for; without it short ones are more often.",
)
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the day as an SVG, people over time.",
)
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
def simulate_day(
    office_file: Path,
    visitors: int,
    profiles: tuple[str, ...],
    seed: int,
    day: date,
    door_keeper: bool,
    demand: tuple[str, ...],
    picture: Path | None,
    language: str,
) -> None:
    """Play a busy day through the real rules, with made-up people, and tell what was seen.

    Arrivals have the shape of a real day. It is played for each of the office's health rules, and
    once as if nobody had a place. A witness in the hall counts people and measures distances by
    itself; what it sees stands beside what the rules believe.
    """
    texts = texts_for(language)
    try:
        settings = load_office(office_file)
    except ConfigurationError as error:
        _give_up(str(error), FILE_WRONG)
    office = _with_door_keeper(settings.office) if door_keeper else settings.office
    chosen = _profiles(settings, profiles, texts)
    weights = _weights(settings, demand)
    schedule = settings.schedule(day)
    try:
        people = people_of(office, schedule, visitors, seed, weights)
    except ValueError as error:
        _give_up(f"{error}; name another day with --date", NO_PLACES)
    outcomes = [simulate(office, schedule, people, seed, profile) for profile in chosen]
    outcomes.append(simulate(without_places(office), schedule, people, seed))
    for line in table(settings.office, outcomes, texts):
        click.echo(line)
    for line in chart(settings.office, outcomes, texts):
        click.echo(line)
    if picture is not None:
        _write(picture, as_svg(settings.office, outcomes, texts))


def _with_door_keeper(office: Office) -> Office:
    if office.hall is None:
        return office
    letting_in = replace(office.hall.letting_in, assume_seconds=None)
    return replace(office, hall=replace(office.hall, letting_in=letting_in))


def _profiles(settings: OfficeSettings, named: tuple[str, ...], texts: Texts) -> list[str]:
    hall = settings.office.hall
    if hall is None:
        _give_up(
            texts.gettext(
                "%(file)s gives no places: it needs a table [lobby] and a plan "
                "(antrean lobby plan).",
                file=settings.path,
            ),
            NO_PLACES,
        )
    known = [each.id for each in hall.profiles]
    for profile in named:
        if profile not in known:
            raise click.BadParameter(
                f"{profile!r} is none of {', '.join(known)}", param_hint="--profile"
            )
    return list(named) or known


def _weights(settings: OfficeSettings, demand: tuple[str, ...]) -> dict[str, float] | None:
    weights: dict[str, float] = {}
    for each in demand:
        service, _, weight = each.partition("=")
        try:
            weights[service] = float(weight)
        except ValueError:
            weights[service] = -1.0
        if settings.office.service(service) is None or not 0 < weights[service] < float("inf"):
            raise click.BadParameter(
                f"{each!r} is no SERVICE=WEIGHT of this office", param_hint="--demand"
            )
    return weights or None


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        _give_up(f"{error.filename or path}: {error.strerror}", NO_PLACES)


def _give_up(told: Any, code: int) -> NoReturn:
    click.echo(told, err=True)
    raise SystemExit(code)
