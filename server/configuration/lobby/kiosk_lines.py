"""Whether the lines at kiosks find room, and whether a plan has them as the file asks for them."""

from collections.abc import Iterable
from pathlib import Path

from server.plan.distances import Point
from server.plan.floor import KioskLine, Lobby
from server.plan.lines import Lines, LineTooLongError, lay_lines, line_distance
from settings.problems import ConfigurationError, Place, Report


def check_room_for_lines(place: Place, lobby: Lobby) -> None:
    """Note a line that is too long, how exactly tape may lie aside: that is asked when planning."""
    try:
        lay_lines(lobby, 0)
    except LineTooLongError as error:
        _note(place, lobby, error, 0)


def long_line(
    office: Path, lobby: Lobby, error: LineTooLongError, tolerance: int
) -> ConfigurationError:
    """The same as an error of the office's file."""
    report = Report(str(office))
    _note(Place(report).at("lobby").at("kiosks"), lobby, error, tolerance)
    return ConfigurationError(report.problems)


def check_lines(place: Place, lines: Iterable[KioskLine], lobby: Lobby, tolerance: int) -> None:
    """Note what a plan's lines lack of those that the office asks for."""
    planned = {each.kiosk: each for each in lines}
    apart = line_distance(lobby, tolerance)
    free = Lines(lobby, apart)
    for at in planned.keys() - {kiosk.at for kiosk in lobby.kiosks}:
        place.note(f"a line at {_written(at)}", "lines where a kiosk stands: plan again")
    for kiosk in lobby.kiosks:
        line = planned.get(kiosk.at)
        found = 0 if line is None else len(line.places)
        if found != (kiosk.line or 0):
            allowed = f"{kiosk.line or 0}, as in the office's file: plan again"
            place.note(f"{found} places in line at the kiosk at {_written(kiosk.at)}", allowed)
        elif line is not None and len(kept := free.keep(kiosk, line.places)) < found:
            wrong = line.places[len(kept)]
            place.note(
                f"place K{wrong.number} at {_written(wrong.at)}",
                f"places on free floor, one behind the other, {apart / 1000:g} m from each other, "
                "counters, kiosks and doors: plan again",
            )


def _note(place: Place, lobby: Lobby, error: LineTooLongError, tolerance: int) -> None:
    apart = line_distance(lobby, tolerance) / 1000
    place.item(error.kiosk).at("line").note(
        f"{lobby.kiosks[error.kiosk].line}, where place {error.found + 1} in line finds no room "
        f"{apart:g} m from the others, counters, kiosks and doors",
        f"at most {error.found}, or another place for the kiosk",
    )


def _written(point: Point) -> str:
    return f"[{point[0] / 1000:g}, {point[1] / 1000:g}]"
