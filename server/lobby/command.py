"""`antrean lobby plan`: its options, the files that it writes, and how it says that it cannot."""

import shutil
from pathlib import Path
from typing import NoReturn

import click

from server.configuration import ConfigurationError, OfficeSettings, Problem, load_unplanned_office
from server.configuration.lobby.keys import MILLIMETRES
from server.configuration.lobby.kiosk_lines import long_line
from server.configuration.lobby.spots_file import (
    Taped,
    picture_path,
    read_taped,
    spots_path,
    write_spots,
    write_whole,
)
from server.lobby.report import report
from server.lobby.simulating import simulate_day
from server.plan.drawing import as_svg
from server.plan.floor import Lobby
from server.plan.lines import LineTooLongError
from server.plan.plan import SECONDS, TOLERANCE, LobbyPlan, Wish, plan_lobby
from server.plan.terminal_drawing import draw
from texts import LANGUAGES, Texts, texts_for

FILE_WRONG = 2
NO_PLAN = 1
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def lobby() -> None:
    """Plan where people wait in the hall of an office, and try it out."""


lobby.add_command(simulate_day)


@lobby.command()
@click.argument("office_file", metavar="OFFICE.toml", type=FILE)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=SECONDS,
    show_default=True,
    help="How long to search for more places. 0: only what is found at once.",
)
@click.option(
    "--tolerance",
    metavar="METRES",
    type=click.FloatRange(min=0, max=5),
    help="How wrong tape may lie; added to every distance. "
    f"Default {TOLERANCE / MILLIMETRES}, or that of the plan that is there.",
)
@click.option(
    "--reachable",
    is_flag=True,
    help="Only places that one can get to past all others, at a distance. Far fewer.",
)
@click.option("--anew", is_flag=True, help="Plan and number anew, although there is a plan.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", show_default=True)
@click.option("--columns", type=click.IntRange(min=40, max=400), help="Width of the picture.")
def plan(
    office_file: Path,
    seconds: float,
    tolerance: float | None,
    reachable: bool,
    anew: bool,
    language: str,
    columns: int | None,
) -> None:
    """Find as many places to wait as keep their distance, and number them.

    Reads [lobby] of the office's file; writes the places to OFFICE.spots.toml and a picture to
    OFFICE.spots.svg, both beside it, and draws the same picture here. A plan that is there keeps
    its places and numbers, since the floor is taped by it: only what each profile uses of them is
    worked out again, unless --anew.
    """
    texts = texts_for(language)
    try:
        office, floor = _load(office_file)
        taped = Taped() if anew else _taped(office_file, floor)
        if tolerance is not None:
            taped = taped._replace(tolerance=round(tolerance * MILLIMETRES))
        wish = Wish(taped.tolerance, seconds, reachable)
        made = _planned(office, floor, wish, taped)
        if made.spots:
            _write(office, floor, made, texts)
    except ConfigurationError as error:
        _give_up(str(error), FILE_WRONG)
    except OSError as error:
        _give_up(f"{error.filename or office_file}: {error.strerror}", NO_PLAN)
    if not made.spots:
        _give_up(texts.gettext("There is no room for a single place."), NO_PLAN)
    for line in report(office.office.name, floor, made, texts, taped):
        click.echo(line)
    click.echo(_written(office_file, texts))
    click.echo(draw(floor, made, texts, columns or shutil.get_terminal_size().columns))


def _load(office_file: Path) -> tuple[OfficeSettings, Lobby]:
    """The office and its floor. Raises ConfigurationError, for want of a floor too."""
    office = load_unplanned_office(office_file)
    if office.lobby is None:
        allowed = "a table [lobby] with floor, doors, counters and profiles (docs/lobby.md)"
        raise ConfigurationError([Problem(str(office_file), "lobby", "nothing", allowed)])
    return office, office.lobby


def _planned(office: OfficeSettings, floor: Lobby, wish: Wish, taped: Taped) -> LobbyPlan:
    """The plan. Raises ConfigurationError where a line finds no room beside the tape."""
    try:
        return plan_lobby(floor, wish, taped.spots, taped.lines)
    except LineTooLongError as error:
        raise long_line(office.path, floor, error, wish.tolerance) from error


def _taped(office_file: Path, floor: Lobby) -> Taped:
    """The places of the plan that is there already."""
    path = spots_path(office_file)
    return read_taped(path, floor) if path.exists() else Taped()


def _write(office: OfficeSettings, floor: Lobby, made: LobbyPlan, texts: Texts) -> None:
    write_spots(spots_path(office.path), made, floor, office.path.name)
    write_whole(picture_path(office.path), as_svg(office.office.name, floor, made, texts))


def _written(office_file: Path, texts: Texts) -> str:
    return texts.gettext(
        "Written: %(places)s and, to print, %(picture)s",
        places=spots_path(office_file),
        picture=picture_path(office_file),
    )


def _give_up(told: str, code: int) -> NoReturn:
    click.echo(told, err=True)
    raise SystemExit(code)
