"""What a `[lobby]` must hold beyond its single values: a floor that can be, and all of it on it."""

from collections.abc import Iterable, Mapping
from typing import Any

from server.configuration.lobby.floor import read_lobby
from server.configuration.lobby.hall_checks import check_hall
from server.configuration.lobby.kiosk_lines import check_room_for_lines
from server.configuration.office_checks import check_unique, counter_id
from server.configuration.presentation.checks import check_counter_names
from server.configuration.presentation.presentation import ids_of_counters
from server.plan.distances import Point, distance_to_segment_squared
from server.plan.floor import Lobby
from server.plan.polygons import Polygon, area, crossing, edges, is_inside
from server.plan.walks import BODY, Walks
from settings.problems import Place

Values = Mapping[str, Any]

AT_THE_EDGE = 100
"""Millimetres from the floor's edge within which the middle of a door must be."""


def check_lobby(place: Place, office: Values) -> None:
    """Note every way in which the parts of `[lobby]` do not fit each other or the office."""
    lobby = office.get("lobby")
    if not lobby:
        return
    before = len(place.report.problems)
    _check_profiles(place, lobby)
    check_hall(place, lobby, office)
    _check_counter_names(place.at("counters"), lobby, office)
    floor = lobby.get("floor")
    if floor is None or not _is_outline(place.at("floor"), floor):
        return
    if (0, 0) not in floor:
        place.at("floor").note(
            "no corner [0, 0]", "a floor with the corner that all is measured from: [0, 0]"
        )
    _check_outlines(place, lobby, floor)
    _check_points(place, lobby, floor)
    if len(place.report.problems) == before and _is_whole(place, lobby):
        _check_standing(place, read_lobby(lobby, office["counters"]))


def written(point: Point) -> str:
    """A point as it stands in the file."""
    return f"[{point[0] / 1000:g}, {point[1] / 1000:g}]"


def _is_whole(place: Place, lobby: Values) -> bool:
    """Whether all of it could be read: then it can be built."""
    return not any(each.key.startswith(place.key) for each in place.report.problems) and all(
        key in lobby for key in ("floor", "corner", "doors", "counters", "profiles")
    )


def _check_profiles(place: Place, lobby: Values) -> None:
    check_unique(place.at("profiles"), lobby.get("profiles", ()), "id")
    for index, profile in enumerate(lobby.get("profiles", ())):
        if profile.get("factor", 1) < 1 and lobby.get("capacity", 1) is None:
            place.item_of("profiles", index).at("factor").note(
                f"{profile['factor']:g}, but no lobby.capacity",
                "a factor only beside capacity, the people that the hall holds in usual times",
            )


def _check_counter_names(place: Place, lobby: Values, office: Values) -> None:
    listed = lobby.get("counters", ())
    if "counters" not in office:
        return
    check_counter_names(place, [each.get("counter") for each in listed], office["counters"])
    known = {str(counter_id(each)) for each in office["counters"]}
    known |= {str(each.get("number")) for each in office["counters"]}
    named = [each if each.get("counter") in known else {} for each in listed]
    ids = [
        {"counter": ids_of_counters([each["counter"]], office["counters"])[0]} if each else {}
        for each in named
    ]
    check_unique(place, ids, "counter")


# ---------------------------------------------------------------- what stands where


def _is_outline(place: Place, outline: Polygon) -> bool:
    """Whether the sides enclose something and do not cross; notes where not."""
    found = crossing(outline)
    if found is not None:
        (a, b), (c, d) = (list(edges(outline))[index] for index in found)
        place.item(found[1]).note(
            f"a side from {written(c)} to {written(d)}, which crosses or touches "
            f"the side from {written(a)} to {written(b)}",
            "corners in order, so that no side meets another",
        )
    elif not area(outline):
        place.note("corners on one line", "corners that enclose a floor")
    return found is None and bool(area(outline))


def _check_outlines(place: Place, lobby: Values, floor: Polygon) -> None:
    for key in ("blocks", "aisles"):
        for index, outline in enumerate(lobby.get(key, ())):
            if _is_outline(place.item_of(key, index), outline):
                _check_on_floor(place.item_of(key, index), outline, floor)
    for index, wall in enumerate(lobby.get("walls", ())):
        _check_on_floor(place.item_of("walls", index), wall, floor)


def _check_on_floor(place: Place, points: Iterable[Point], floor: Polygon) -> None:
    for index, point in enumerate(points):
        if not is_inside(point, floor):
            place.item(index).note(f"{written(point)}, outside the floor", "a point on the floor")


def _check_points(place: Place, lobby: Values, floor: Polygon) -> None:
    for key in ("pillars", "counters", "kiosks"):
        for index, each in enumerate(lobby.get(key, ())):
            if "at" in each and not is_inside(each["at"], floor):
                place.item_of(key, index).at("at").note(
                    f"{written(each['at'])}, outside the floor", "a point on the floor"
                )
    _check_on_floor(place.at("seats"), lobby.get("seats", ()), floor)
    for index, door in enumerate(lobby.get("doors", ())):
        if "at" in door and not _is_at_edge(door["at"], floor):
            place.item_of("doors", index).at("at").note(
                f"{written(door['at'])}, where a door leads nowhere",
                "a point on the floor's edge",
            )


def _is_at_edge(point: Point, floor: Polygon) -> bool:
    return any(distance_to_segment_squared(point, *side) <= AT_THE_EDGE**2 for side in edges(floor))


# ---------------------------------------------------------------- who can stand and walk


def _check_standing(place: Place, lobby: Lobby | None) -> None:
    """Nobody stands in a wall, and from every door somebody can walk to a counter."""
    assert lobby is not None
    standing = {
        "counters": [each.at for each in lobby.counters],
        "kiosks": [each.at for each in lobby.kiosks],
    }
    for key, points in standing.items():
        for index, point in enumerate(points):
            if not lobby.has_room_at(point, BODY):
                place.item_of(key, index).at("at").note(
                    f"{written(point)}, in or at a wall, pillar or block",
                    f"where a visitor stands, at least {BODY / 1000:g} m from them",
                )
    for index, seat in enumerate(lobby.seats):
        if not lobby.has_room_at(seat) or lobby.is_in_aisle(seat):
            place.item_of("seats", index).note(
                f"{written(seat)}, in a pillar, block or aisle", "a point on the free floor"
            )
    if not any(each.key.startswith(place.key) for each in place.report.problems):
        _check_ways(place, Walks(lobby))
        check_room_for_lines(place.at("kiosks"), lobby)


def _check_ways(place: Place, walks: Walks) -> None:
    at_counters = {cell for cells in walks.counters for cell in cells}
    entered: set[int] = set()
    for index, cells in enumerate(walks.doors):
        inside = walks.reached(cells, walks.open)
        entered |= inside
        if not inside & at_counters:
            reason = "no way to a counter" if cells else "something in its way"
            place.item_of("doors", index).at("at").note(
                f"{written(walks.lobby.doors[index].at)}, with {reason}",
                "a door from which visitors can walk to a counter",
            )
    for index, cells in enumerate(walks.counters):
        if entered & at_counters and not cells & entered:
            place.item_of("counters", index).at("at").note(
                f"{written(walks.lobby.counters[index].at)}, with no way from any door",
                "where visitors can walk to",
            )
