"""What the rules know of a lobby: made of `[lobby]` and of its plan, where both are there."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

from server.configuration.lobby.keys import MILLIMETRES
from server.plan.floor import Lobby, Profile
from server.plan.parties import largest_parties, party_radii
from server.plan.plan import LobbyPlan
from server.queueing.hall_rules import (
    CounterSpot,
    Hall,
    HealthProfile,
    LettingIn,
    Spot,
    Walking,
    Words,
)
from server.queueing.office import TicketRules

Values = Mapping[str, Any]


def read_hall(office: Values, lobby: Lobby | None, plan: LobbyPlan | None) -> Hall | None:
    """The hall of a checked file; None where visitors get no places: for want of floor or plan."""
    if lobby is None or plan is None:
        return None
    lobby = lobby.with_lines(plan.lines)
    values = office["lobby"]
    most = largest_party(office)
    return Hall(
        spots=_spots(lobby, plan, most),
        counters=tuple(CounterSpot(each.counter, each.at) for each in lobby.counters),
        door=lobby.doors[0].at,
        profiles=tuple(
            _health_profile(each, values["capacity"], plan, office["languages"])
            for each in values["profiles"]
        ),
        profile=values["profile"] or lobby.profiles[0].id,
        staff=staff_inside(values, len(office["counters"])),
        at_kiosks=people_at_kiosks(values),
        party_radii=party_radii(lobby, _apart(lobby.by_distance()[0], plan), most),
        letting_in=LettingIn(**values["letting_in"] or {}),
        walking=_walking(values["walking"]),
        counters_apart=values["counters_apart"],
    )


def _spots(lobby: Lobby, plan: LobbyPlan, most: int) -> tuple[Spot, ...]:
    """The numbered places, each with the largest party that fits in every profile that uses it."""
    at = {spot.number: spot.at for spot in plan.spots}
    largest: dict[int, int] = {}
    for used in plan.profiles:
        profile = lobby.profile(used.profile)
        assert profile is not None
        fits = largest_parties(lobby, map(at.__getitem__, used.spots), _apart(profile, plan), most)
        for number in used.spots:
            largest[number] = min(fits[at[number]], largest.get(number, most))
    return tuple(Spot(number, point, largest.get(number, 1)) for number, point in at.items())


def _apart(profile: Profile, plan: LobbyPlan) -> int:
    """What people keep, and what tape may lie wrong."""
    return profile.distance + plan.tolerance


def largest_party(office: Values) -> int:
    """How many people may come under one number."""
    given: int = (office.get("tickets") or {}).get("largest_party", TicketRules().largest_party)
    return given


def staff_inside(lobby: Values, counters: int) -> int:
    """People of staff in the hall: one at each counter, where the file does not say."""
    given: int | None = lobby.get("staff")
    return counters if given is None else given


def people_at_kiosks(lobby: Values) -> int:
    """People who are counted at the kiosks that stand on the floor, and in line there."""
    each: int = lobby.get("kiosk_people", 1)
    return sum(each + (kiosk.get("line") or 0) for kiosk in lobby.get("kiosks", ()))


def most_people(factor: float, capacity: int | None) -> int | None:
    """How many may be inside: never more than the part of the capacity, as it is written."""
    return None if capacity is None else floor(Fraction(str(factor)) * capacity)


def _health_profile(
    values: Values, capacity: int | None, plan: LobbyPlan, languages: Iterable[str]
) -> HealthProfile:
    planned = plan.profile(values["id"])
    assert planned is not None
    return HealthProfile(
        id=values["id"],
        distance=values["distance"],
        spots=planned.spots,
        name=values["name"] or _name_from(values["id"], languages),
        people=most_people(values["factor"], capacity),
        waiting_room=values["max_waiting_room"],
        mask=values["mask"],
        hand_wash=values["hand_wash"],
    )


def _name_from(profile_id: str, languages: Iterable[str]) -> Words:
    """`new-normal` is "New normal" in every language: better than nothing, and changed at will."""
    return dict.fromkeys(languages, profile_id.replace("-", " ").capitalize())


def _walking(values: Values | None) -> Walking:
    if values is None:
        return Walking()
    return Walking(
        speed=round(values["speed"] * MILLIMETRES),
        priority_speed=round(values["priority_speed"] * MILLIMETRES),
        reaction_seconds=values["reaction_seconds"],
    )
