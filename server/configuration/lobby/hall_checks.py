"""What the rules of a `[lobby]` must hold among each other: that anybody can ever be let in."""

from collections.abc import Mapping
from typing import Any

from server.configuration.lobby.hall import most_people, people_at_kiosks, staff_inside
from settings.problems import Place, describe, list_words, nearest

Values = Mapping[str, Any]


def check_hall(place: Place, lobby: Values, office: Values) -> None:
    """Note a profile that there is not, and every profile that lets nobody in."""
    _check_first_profile(place.at("profile"), lobby)
    if lobby.get("capacity") is not None and "counters" in office:
        _check_people(place, lobby, len(office["counters"]))


def _check_first_profile(place: Place, lobby: Values) -> None:
    known = [each["id"] for each in lobby.get("profiles", ()) if "id" in each]
    first = lobby.get("profile")
    if first is not None and "profiles" in lobby and first not in known:
        place.note(
            describe(first),
            f"the id of one of lobby.profiles: {list_words(known)}",
            nearest(first, known),
        )


def _check_people(place: Place, lobby: Values, counters: int) -> None:
    """Somebody can wait inside when all counters are at work, in every profile."""
    staff, at_kiosks = staff_inside(lobby, counters), people_at_kiosks(lobby)
    told = set()
    for index, profile in enumerate(lobby.get("profiles", ())):
        factor = profile.get("factor", 1.0)
        most = most_people(factor, lobby["capacity"]) or 0
        if staff + at_kiosks + counters < most:
            continue
        if staff >= most and lobby.get("staff") is not None:
            at = place.at("staff")
            found, allowed = f"{staff}, where {_most(profile, most)}", "fewer"
        else:
            at = place.at("capacity")
            if factor < 1:
                at = place.item_of("profiles", index).at("factor")
            found = (
                f"{_most(profile, most)}: {staff} of staff, {at_kiosks} at kiosks"
                f" and {counters} at the counters are so many already"
            )
            allowed = f"at least {staff + at_kiosks + counters + 1} people, so that one can wait"
        if at.key not in told:
            at.note(found, allowed)
        told.add(at.key)


def _most(profile: Values, most: int) -> str:
    return f"profile {describe(profile.get('id', ''))} lets {most} people in"
