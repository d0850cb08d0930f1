"""What the rules know of a lobby: its places, its health rules, how people walk.

A part of the office's configuration, and so of the journal for ever: fields are only added, with
defaults. Lengths are whole millimetres, points are measured from the lobby's corner.
"""

from msgspec import Struct

Words = dict[str, str]
Point = tuple[int, int]


class Spot(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered place to wait. `largest`: the most people of one party that the floor allows."""

    number: int
    at: Point
    largest: int = 1


class CounterSpot(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a visitor stands at a counter."""

    counter: str
    at: Point


class HealthProfile(Struct, frozen=True, forbid_unknown_fields=True):
    """One set of health rules.

    `people`: the most inside, staff too. `waiting_room`: the most with a place. `mask` and
    `hand_wash`: what visitors are asked to confirm.
    """

    id: str
    distance: int
    spots: tuple[int, ...]
    name: Words = {}
    people: int | None = None
    waiting_room: int | None = None
    mask: bool = False
    hand_wash: bool = False


class LettingIn(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is asked to come in, and how long that is waited for.

    `per_counter`: whoever is among the next so many of a counter at work is near. Seconds are
    office time (they stand in breaks), but for `leave_seconds`: how long somebody who was served
    takes to be out, at least 1. `assume_seconds`: arrival is taken for granted then; None: it is
    seen by a scan or the door-keeper, or counts as not come after `come_seconds`, `calls` times.
    """

    per_counter: int = 3
    come_seconds: int = 180
    calls: int = 2
    assume_seconds: int | None = None
    leave_seconds: int = 60


class Walking(Struct, frozen=True, forbid_unknown_fields=True):
    """How people go from their place to a counter, straight and at one speed.

    Millimetres per second; 1.2 m/s is usual, 0.8 m/s of those with priority. `reaction_seconds`:
    somebody gets up so much later than the call at most.
    """

    speed: int = 1200
    priority_speed: int = 800
    reaction_seconds: float = 3.0


class Hall(Struct, frozen=True, forbid_unknown_fields=True):
    """The lobby of an office whose visitors have places.

    `party_radii[n - 1]`: of the circle in which a party of n stands; a larger one counts as the
    last. `at_kiosks`: people counted at kiosks inside. `counters_apart`: counters nearer to each
    other than the distance are used one after the other as long as others are free.
    """

    spots: tuple[Spot, ...]
    counters: tuple[CounterSpot, ...]
    door: Point
    profiles: tuple[HealthProfile, ...]
    profile: str  # the one that a day begins with
    staff: int
    at_kiosks: int = 0
    party_radii: tuple[int, ...] = (0,)
    letting_in: LettingIn = LettingIn()
    walking: Walking = Walking()
    counters_apart: bool = False

    def spot(self, number: int) -> Spot | None:
        """The spot with this number, or None."""
        return next((spot for spot in self.spots if spot.number == number), None)

    def health_profile(self, profile_id: str) -> HealthProfile | None:
        """The profile with this id, or None."""
        return next((each for each in self.profiles if each.id == profile_id), None)

    def radius(self, party_size: int) -> int:
        """Of the circle in which a party stands, in millimetres."""
        return self.party_radii[min(party_size, len(self.party_radii)) - 1]

    def counter_at(self, counter_id: str) -> Point | None:
        """Where a visitor stands at a counter; None for one that is not on the floor."""
        return next((each.at for each in self.counters if each.counter == counter_id), None)
