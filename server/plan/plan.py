"""The plan of a lobby: numbered spots, what each profile uses of them, and what is proved.

One tape for all profiles: the profile with the least distance numbers the spots; a stricter one
blocks some of them and never renumbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from server.plan.bounds import lobby_bound
from server.plan.candidates import candidates
from server.plan.distances import Point
from server.plan.floor import Lobby, Profile
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


class Spot(Struct, frozen=True, forbid_unknown_fields=True):
    """A place where somebody waits, in millimetres from the lobby's corner."""

    number: int
    at: Point


class ProfilePlan(Struct, frozen=True, forbid_unknown_fields=True):
    """What one profile uses. `parties`: how many fit, by size; `bound`: most of these spots."""

    profile: str
    spots: tuple[int, ...]
    bound: int
    parties: tuple[tuple[int, int], ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether no larger part of the numbered spots would do."""
        return len(self.spots) >= self.bound


class LobbyPlan(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole plan. `bound`: the most spots among the candidates, proved by `solver`.

    `packing_bound` holds for every plan on this floor (Oler); None where the floor is not convex.
    `unreachable`: numbers that cannot be got at without passing somebody within the distance,
    where all other spots are occupied.
    """

    tolerance: int
    spots: tuple[Spot, ...]
    profiles: tuple[ProfilePlan, ...]
    bound: int
    solver: str = ""
    packing_bound: int | None = None
    unreachable: tuple[int, ...] = ()

    @property
    def is_proved(self) -> bool:
        """Whether no plan among the candidates has more spots."""
        return len(self.spots) >= self.bound

    def profile(self, profile_id: str) -> ProfilePlan | None:
        """What a profile uses, or None."""
        return next((each for each in self.profiles if each.profile == profile_id), None)


def plan_lobby(lobby: Lobby, wish: Wish, kept: Sequence[Point] = ()) -> LobbyPlan:
    """Plan a lobby that has a profile. `kept`: spots that are taped already, in their order."""
    walks = Walks(lobby)
    widest = lobby.by_distance()[0]
    tape = widest.distance + wish.tolerance
    choice, found = _spots(lobby, walks, wish)
    ordered = tuple(kept) or in_order(found, walks, tape)
    spots = tuple(Spot(number, at) for number, at in enumerate(ordered, 1))
    unreachable = set(Reach(walks, widest.distance).unreachable(ordered)) if ordered else set()
    return LobbyPlan(
        tolerance=wish.tolerance,
        spots=spots,
        profiles=tuple(_profile(lobby, walks, each, spots, wish) for each in lobby.by_distance()),
        bound=choice.bound,
        solver=choice.solver,
        packing_bound=_packing_bound(lobby, tape),
        unreachable=tuple(each.number for each in spots if each.at in unreachable),
    )


def _spots(lobby: Lobby, walks: Walks, wish: Wish) -> tuple[Choice, tuple[Point, ...]]:
    """The choice that has the proof, and the spots; fewer where all must be reachable."""
    widest = lobby.by_distance()[0]
    tape = widest.distance + wish.tolerance
    points, patterns = candidates(lobby, tape)
    choice = pack(points, tape, wish.seconds, patterns, lobby_bound(lobby, tape))
    found = tuple(points[index] for index in choice.chosen)
    if wish.only_reachable:
        found = _reachable(walks, widest, (found, *patterns))
    return choice, found


def _reachable(
    walks: Walks, profile: Profile, plans: Sequence[Sequence[Point]]
) -> tuple[Point, ...]:
    """The most spots of one of the plans such that each is reachable; those aside come first."""
    reach = Reach(walks, profile.distance)
    ways = walks.lengths(cell for cells in walks.doors for cell in cells)

    def aside(spot: Point) -> tuple[float, Point]:
        from_door = min(
            (ways.get(cell, 0.0) for cell in walks.near(spot, 3 * walks.step)), default=0.0
        )
        return -(from_door + walks.to_counter(spot)), spot

    return max((reach.reachable(sorted(plan, key=aside)) for plan in plans), key=len)


def _profile(
    lobby: Lobby, walks: Walks, profile: Profile, spots: Sequence[Spot], wish: Wish
) -> ProfilePlan:
    """The most of the numbered spots that keep a profile's distance."""
    seconds = wish.seconds * PART_OF_SECONDS
    needed = profile.distance + wish.tolerance
    numbers = {each.at: each.number for each in spots}
    allowed = sorted(each for each in numbers if lobby.may_wait_at(each, needed))
    choice = pack(allowed, needed, seconds, bound=lobby_bound(lobby, needed))
    used = tuple(allowed[index] for index in choice.chosen)
    if wish.only_reachable:
        used = Reach(walks, profile.distance).reachable(sorted(used, key=numbers.__getitem__))
    counted = (
        (size, len(parties(lobby, allowed, size, needed, seconds).chosen)) for size in SIZES[1:]
    )
    return ProfilePlan(
        profile=profile.id,
        spots=tuple(sorted(numbers[each] for each in used)),
        bound=choice.bound,
        parties=((1, len(used)), *counted),
    )


def _packing_bound(lobby: Lobby, distance: int) -> int | None:
    if lobby.seats or not is_convex(lobby.floor):
        return None
    return lobby_bound(lobby, distance)
