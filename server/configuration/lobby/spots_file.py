"""`OFFICE.spots.toml`: the plan of a lobby, kept beside the office's file.

The one file that Antrean writes: `antrean lobby plan` makes it, people tape the floor by it, the
server reads it. The same plan is written in the same bytes; a file that was changed by hand is
read with the same care as one that people write.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from server.configuration.lobby.checks import written
from server.configuration.lobby.keys import POINT, metres
from server.configuration.lobby.kiosk_lines import check_lines
from server.plan.distances import Point, are_apart
from server.plan.floor import KioskLine, Lobby, Profile, Spot
from server.plan.plan import TOLERANCE, LobbyPlan, ProfilePlan
from settings.files import read_toml
from settings.kinds import Key, Listing, Table
from settings.problems import Place, Report, describe, list_words, nearest
from settings.values import FLAG, IDENTIFIER, whole

Values = Mapping[str, Any]

HEADER = """\
# Written by `antrean lobby plan {office}`: the numbered places of the lobby, in metres from
# the corner [0, 0]. The floor is taped by it, so do not renumber by hand. To plan anew:
# `antrean lobby plan --anew {office}`.
"""
COUNT = whole(0)
NUMBER = whole(1)

NUMBERED = Table(Key("number", NUMBER), Key("at", POINT))

SPOTS = Table(
    Key("tolerance", metres(0, 5)),
    Key("searched", FLAG),
    Key("bound", COUNT),
    Key("packing_bound", COUNT, None),
    Key("only_reachable", FLAG, False),
    Key("unreachable", Listing(NUMBER, unique=True), ()),
    Key("kiosks", Listing(Table(Key("at", POINT), Key("line", Listing(NUMBERED)))), ()),
    Key("spots", Listing(NUMBERED, least=1)),
    Key(
        "profiles",
        Listing(
            Table(
                Key("id", IDENTIFIER),
                Key("distance", metres(0, 100)),
                Key("bound", COUNT),
                Key("alone", COUNT),
                Key("parties", Listing(COUNT), ()),
                Key("spots", Listing(NUMBER, unique=True)),
                noun="profile",
            )
        ),
    ),
)
"""The whole file. `parties`: how many of 1, 2, 3... people fit at once."""


def spots_path(office: Path) -> Path:
    """Where the plan of an OFFICE.toml is kept."""
    return office.with_suffix(".spots.toml")


def picture_path(office: Path) -> Path:
    """Where its picture is kept."""
    return office.with_suffix(".spots.svg")


# ---------------------------------------------------------------- reading


class Taped(NamedTuple):
    """What lies on the floor already: places in their order, and the lines at kiosks."""

    spots: tuple[Point, ...] = ()
    tolerance: int = TOLERANCE
    lines: tuple[KioskLine, ...] = ()


def read_taped(path: Path, lobby: Lobby) -> Taped:
    """Only the numbered places of a file and its tolerance: they stay whatever profiles become.

    Raises ConfigurationError.
    """
    report = Report(str(path), tuple(SPOTS.paths()))
    values = SPOTS.read(Place(report), read_toml(path))
    report.raise_if_any()
    _check_spots(Place(report).at("spots"), values, lobby)
    report.raise_if_any()
    spots = tuple(each["at"] for each in values["spots"])
    return Taped(spots, values["tolerance"], _lines(values))


def read_spots(path: Path, lobby: Lobby) -> LobbyPlan:
    """The plan in a file, for a lobby as it is now.

    Raises ConfigurationError with all that is wrong with it, or does not fit the lobby any more.
    """
    report = Report(str(path), tuple(SPOTS.paths()))
    place = Place(report)
    values = SPOTS.read(place, read_toml(path))
    report.raise_if_any()
    _check_spots(place.at("spots"), values, lobby)
    _check_profiles(place.at("profiles"), values["profiles"], lobby)
    report.raise_if_any()
    plan = _plan(values)
    check_lines(place.at("kiosks"), plan.lines, lobby, plan.tolerance)
    lobby = lobby.with_lines(plan.lines)
    for index, used in enumerate(plan.profiles):
        profile = lobby.profile(used.profile)
        assert profile is not None
        at = place.item_of("profiles", index).at("spots")
        _check_apart(at, used, profile, plan, lobby)
    report.raise_if_any()
    return plan


def _check_spots(place: Place, values: Values, lobby: Lobby) -> None:
    first: dict[Point, int] = {}
    for index, spot in enumerate(values["spots"]):
        at = place.item(index)
        if first.setdefault(spot["at"], index) != index:
            at.at("at").note(
                f"{written(spot['at'])}, where spots[{first[spot['at']]}] is", "a place of its own"
            )
        if spot["number"] != index + 1:
            at.at("number").note(str(spot["number"]), f"{index + 1}: numbers in order, from 1")
        if lobby.seats and spot["at"] not in lobby.seats:
            at.at("at").note(f"{written(spot['at'])}, where no seat is", "one of lobby.seats")
        elif not lobby.has_room_at(spot["at"]):
            at.at("at").note(
                f"{written(spot['at'])}, outside the floor, or in a pillar or block",
                "a point on the free floor",
            )


def _check_profiles(place: Place, profiles: Sequence[Values], lobby: Lobby) -> None:
    known = {each.id: each.distance for each in lobby.profiles}
    for index, profile in enumerate(profiles):
        at = place.item(index)
        if profile["id"] not in known:
            at.at("id").note(
                describe(profile["id"]),
                f"a profile of the office: {list_words(known)}",
                nearest(profile["id"], known),
            )
        elif profile["distance"] != known[profile["id"]]:
            at.at("distance").note(
                f"{profile['distance'] / 1000:g}",
                f"{known[profile['id']] / 1000:g}, as in the office's file: plan again",
            )
    missing = known.keys() - {each["id"] for each in profiles}
    if missing:
        place.note(f"nothing of {list_words(sorted(missing))}", "every profile: plan again")


def _check_apart(
    place: Place, used: ProfilePlan, profile: Profile, plan: LobbyPlan, lobby: Lobby
) -> None:
    """Every place of a profile is one, away from counters and doors, and from the others."""
    at = {each.number: each.at for each in plan.spots}
    needed = profile.distance + plan.tolerance
    for index, number in enumerate(used.spots):
        if number not in at:
            place.item(index).note(str(number), f"a number from 1 to {len(at)}")
        elif not lobby.may_wait_at(at[number], needed):
            place.item(index).note(
                f"place {number} at {written(at[number])}",
                f"places on free floor, {needed / 1000:g} m from counters, kiosks and doors",
            )
    known = [number for number in used.spots if number in at]
    for index, one in enumerate(known):
        for other in known[:index]:
            if not are_apart(at[one], at[other], needed):
                place.item(index).note(
                    f"places {other} and {one} at {written(at[other])} and {written(at[one])}",
                    f"places that are {needed / 1000:g} m apart",
                )


def _plan(values: Values) -> LobbyPlan:
    return LobbyPlan(
        tolerance=values["tolerance"],
        spots=tuple(Spot(**each) for each in values["spots"]),
        profiles=tuple(
            ProfilePlan(
                profile=each["id"],
                spots=tuple(each["spots"]),
                bound=each["bound"],
                alone=each["alone"],
                parties=tuple(enumerate(each["parties"], 1)),
            )
            for each in values["profiles"]
        ),
        bound=values["bound"],
        is_searched=values["searched"],
        packing_bound=values["packing_bound"],
        unreachable=tuple(values["unreachable"]),
        only_reachable=values["only_reachable"],
        lines=_lines(values),
    )


def _lines(values: Values) -> tuple[KioskLine, ...]:
    return tuple(
        KioskLine(each["at"], tuple(Spot(**place) for place in each["line"]))
        for each in values["kiosks"]
    )


# ---------------------------------------------------------------- writing


def write_spots(path: Path, plan: LobbyPlan, lobby: Lobby, office: str) -> None:
    """Write a plan as a whole or not at all. `office`: the name of the office's file."""
    write_whole(path, HEADER.format(office=office) + as_toml(plan, lobby))


def write_whole(path: Path, text: str) -> None:
    """Write a file so that nobody ever sees half of it. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        part.chmod(mode)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def as_toml(plan: LobbyPlan, lobby: Lobby) -> str:
    """The tables of a plan, always in the same order."""
    parts = (_head(plan), _spots(plan.spots), _kiosks(plan.lines), _profiles(plan, lobby))
    return "\n".join([*chain.from_iterable(parts), ""])


def _head(plan: LobbyPlan) -> Iterator[str]:
    yield f"tolerance = {_metres(plan.tolerance)}"
    yield f"searched = {'true' if plan.is_searched else 'false'}"
    yield f"bound = {plan.bound}"
    if plan.packing_bound is not None:
        yield f"packing_bound = {plan.packing_bound}"
    if plan.only_reachable:
        yield "only_reachable = true"
    yield f"unreachable = {_numbers(plan.unreachable)}"


def _spots(spots: Iterable[Spot]) -> Iterator[str]:
    yield "spots = ["
    for spot in spots:
        yield f"    {{ number = {spot.number}, at = {_point(spot.at)} }},"
    yield "]"


def _kiosks(lines: Iterable[KioskLine]) -> Iterator[str]:
    for line in lines:
        places = (f"{{ number = {each.number}, at = {_point(each.at)} }}" for each in line.places)
        yield ""
        yield "[[kiosks]]"
        yield f"at = {_point(line.kiosk)}"
        yield f"line = [{', '.join(places)}]"


def _profiles(plan: LobbyPlan, lobby: Lobby) -> Iterator[str]:
    for each in plan.profiles:
        profile = lobby.profile(each.profile)
        assert profile is not None
        yield ""
        yield "[[profiles]]"
        yield f'id = "{each.profile}"'
        yield f"distance = {_metres(profile.distance)}"
        yield f"bound = {each.bound}"
        yield f"alone = {each.alone}"
        yield f"parties = {_numbers(count for _, count in each.parties)}"
        yield f"spots = {_numbers(each.spots)}"


def _metres(millimetres: int) -> str:
    return f"{millimetres / 1000:.3f}"


def _point(point: Point) -> str:
    return f"[{', '.join(map(_metres, point))}]"


def _numbers(numbers: Iterable[int]) -> str:
    return f"[{', '.join(map(str, numbers))}]"
