"""The plan of a lobby: numbered spots, what each profile uses of them, and what is proved.

One tape for all profiles: the profile with the least distance numbers the spots; a stricter one
blocks some of them and never renumbers.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct

from server.plan.bounds import lobby_bound
from server.plan.candidates import candidates
from server.plan.distances import Point
from server.plan.floor import KioskLine, Lobby, Profile, Spot
from server.plan.lines import lay_lines
from server.plan.numbering import in_order
from server.plan.packing import Choice, pack
from server.plan.parties import SIZES, parties
from server.plan.polygons import is_convex
from server.plan.reach import Reach
from server.plan.walks import Walks

TOLERANCE = 100
"""Millimetres by which tape may lie wrong, added to every distance."""
SECONDS = 60.0
PART_OF_SECONDS = 1 / 12
"""Of the time for the spots, for each smaller question: a profile's subset, parties of one size."""


@dataclass(frozen=True)
class Wish:
    """What a plan is asked for. `seconds`: how long the search for spots may take."""

    tolerance: int = TOLERANCE
    seconds: float = SECONDS
    only_reachable: bool = False


class ProfilePlan(Struct, frozen=True, forbid_unknown_fields=True):
    """What one profile uses. `bound`: the most of the numbered spots that it could use.

    `alone`: how many spots a tape for this profile alone was found to have; `parties`: how many
    fit, by size.
    """

    profile: str
    spots: tuple[int, ...]
    bound: int
    alone: int
    parties: tuple[tuple[int, int], ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether no larger part of the numbered spots would do."""
        return len(self.spots) >= self.bound


class LobbyPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole plan. `bound`: the most spots among the candidates; weak if not `is_searched`.

    `packing_bound` holds for every plan on this floor (Oler); None where the floor is not convex.
    `unreachable`: numbers that cannot be got at without passing somebody within the distance,
    where all other spots are occupied; `only_reachable`: such spots were left out of the plan.
    `lines`: the places in line at kiosks, which no spot comes near.
    """

    tolerance: int
    spots: tuple[Spot, ...]
    profiles: tuple[ProfilePlan, ...]
    bound: int
    is_searched: bool = False
    packing_bound: int | None = None
    unreachable: tuple[int, ...] = ()
    only_reachable: bool = False
    lines: tuple[KioskLine, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether no plan among the candidates has more spots than the first profile uses."""
        return len(self.profiles[0].spots) >= self.bound

    @property
    def in_line(self) -> tuple[Spot, ...]:
        """The places in line at kiosks, by number."""
        places = (place for line in self.lines for place in line.places)
        return tuple(sorted(places, key=lambda place: place.number))

    @property
    def used(self) -> frozenset[int]:
        """The numbers that some profile uses: all of a new plan."""
        return frozenset(number for each in self.profiles for number in each.spots)

    def profile(self, profile_id: str) -> ProfilePlan | None:
        """What a profile uses, or None."""
        return next((each for each in self.profiles if each.profile == profile_id), None)


def plan_lobby(
    lobby: Lobby, wish: Wish, kept: Sequence[Point] = (), lines: Iterable[KioskLine] = ()
) -> LobbyPlan:
    """Plan a lobby that has a profile.

    `kept`: spots that are taped already, in their order; `lines`: places of lines that are.
    Raises LineTooLongError.
    """
    lobby = lobby.with_lines(lay_lines(lobby, wish.tolerance, lines))
    walks = Walks(lobby)
    widest = lobby.by_distance()[0]
    tape = widest.distance + wish.tolerance
    choice, found = _spots(lobby, walks, wish)
    ordered = tuple(kept) or in_order(found, walks, tape)
    numbers = {at: number for number, at in enumerate(ordered, 1)}
    profiles = tuple(
        _profile(walks, each, numbers, wish, len(choice.chosen) if each is widest else None)
        for each in lobby.by_distance()
    )
    in_use = [at for at, number in numbers.items() if number in profiles[0].spots]
    unreachable = Reach(walks, widest.distance).unreachable(in_use)
    return LobbyPlan(
        tolerance=wish.tolerance,
        spots=tuple(Spot(number, at) for at, number in numbers.items()),
        profiles=profiles,
        bound=choice.bound,
        is_searched=choice.is_searched,
        packing_bound=_packing_bound(lobby, tape),
        unreachable=tuple(sorted(numbers[each] for each in unreachable)),
        only_reachable=wish.only_reachable,
        lines=lobby.lines,
    )


def _spots(lobby: Lobby, walks: Walks, wish: Wish) -> tuple[Choice, tuple[Point, ...]]:
    """The choice that has the proof, and the spots; fewer where all must be reachable."""
    widest = lobby.by_distance()[0]
    tape = widest.distance + wish.tolerance
    choice, plans = _packed(lobby, tape, wish.seconds)
    found = plans[0]
    if wish.only_reachable:
        aside = _aside(walks)
        orders = [sorted(plan, key=aside) for plan in plans]
        found = _reachable(walks, widest, tape, orders, wish.seconds)
    return choice, found


def _packed(
    lobby: Lobby, apart: int, seconds: float
) -> tuple[Choice, tuple[tuple[Point, ...], ...]]:
    """The choice of an empty floor; what it chose, and the patterns that it began with."""
    points, patterns = candidates(lobby, apart)
    choice = pack(points, apart, seconds, patterns, lobby_bound(lobby, apart))
    return choice, (tuple(points[index] for index in choice.chosen), *patterns)


def _reachable(
    walks: Walks, profile: Profile, apart: int, orders: Sequence[Sequence[Point]], seconds: float
) -> tuple[Point, ...]:
    """The most spots such that each is reachable, taken up in one of these orders."""
    reach = Reach(walks, profile.distance)
    share = seconds / len(orders)
    return max((reach.reachable(each, apart, share) for each in orders), key=len)


def _aside(walks: Walks) -> Callable[[Point], tuple[float, Point]]:
    """An order: what lies farthest from the way between doors and counters comes first."""
    ways = walks.lengths(cell for cells in walks.doors for cell in cells)

    def length(spot: Point) -> tuple[float, Point]:
        cells = walks.near(spot, 3 * walks.step)
        from_door = min((ways.get(cell, 0.0) for cell in cells), default=0.0)
        return -(from_door + walks.to_counter(spot)), spot

    return length


def _profile(
    walks: Walks, profile: Profile, numbers: Mapping[Point, int], wish: Wish, alone: int | None
) -> ProfilePlan:
    """The most of the numbered spots that keep a profile's distance; `alone` where it is known."""
    lobby, seconds = walks.lobby, wish.seconds * PART_OF_SECONDS
    needed = profile.distance + wish.tolerance
    allowed = sorted(each for each in numbers if lobby.may_wait_at(each, needed))
    choice = pack(allowed, needed, seconds, bound=lobby_bound(lobby, needed))
    used = tuple(allowed[index] for index in choice.chosen)
    if wish.only_reachable and Reach(walks, profile.distance).unreachable(used):
        aside = _aside(walks)
        by_number = sorted(allowed, key=numbers.__getitem__)
        orders = [sorted(used, key=aside), sorted(allowed, key=aside), by_number, by_number[::-1]]
        used = _reachable(walks, profile, needed, orders, seconds)
    if alone is None:
        alone = max(len(choice.chosen), len(_packed(lobby, needed, seconds)[0].chosen))
    counted = (
        (size, len(parties(lobby, allowed, size, needed, seconds).chosen)) for size in SIZES[1:]
    )
    return ProfilePlan(
        profile=profile.id,
        spots=tuple(sorted(numbers[each] for each in used)),
        bound=choice.bound,
        alone=alone,
        parties=((1, len(used)), *counted),
    )


def _packing_bound(lobby: Lobby, distance: int) -> int | None:
    if lobby.seats or not is_convex(lobby.floor):
        return None
    return lobby_bound(lobby, distance)
