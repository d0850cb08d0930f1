"""The floor of a lobby: where people may stand, and what stands in their way.

All lengths are whole millimetres, measured from the corner `[0, 0]` that the office names: x along
the wall on the right hand of somebody who looks from it into the room, y along the wall on the
left, seen from above. Whole numbers, so that "exactly d apart" is a fact and no rounding.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from server.plan.distances import Point, distance_to_segment_squared, squared
from server.plan.polygons import (
    Polygon,
    bounds,
    edges,
    is_inside,
    is_strictly_inside,
    meet,
)

Words = dict[str, str]
Segment = tuple[Point, Point]


class Pillar(Struct, frozen=True, forbid_unknown_fields=True):
    """Something round that stands on the floor."""

    at: Point
    radius: int


class Door(Struct, frozen=True, forbid_unknown_fields=True):
    """A way into the room, `at` the middle of its opening on the floor's edge."""

    at: Point
    width: int


class CounterPlace(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a person stands who is served at a counter. `number` is what visitors read."""

    counter: str  # the counter's id
    number: int
    at: Point


class Spot(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered place, in millimetres from the lobby's corner."""

    number: int
    at: Point


class Kiosk(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a person stands who takes a number. `line`: how many may stand behind, at places.

    None: nobody has thought of it.
    """

    at: Point
    line: int | None = None


class KioskLine(Struct, frozen=True, forbid_unknown_fields=True):
    """The places behind the kiosk that is at a point, the first in line first: K1, K2 ..."""

    kiosk: Point
    places: tuple[Spot, ...]


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """One set of health rules: the distance that people keep, and how many may be inside.

    `factor` is a share of the people that the hall holds in usual times (`Lobby.capacity`).
    """

    id: str
    distance: int
    factor: float = 1.0
    max_waiting_room: int | None = None


class Lobby(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The hall of an office as its file describes it.

    `clearance` is kept free of spots along the floor's edge, walls, pillars and blocks. `seats`,
    where there are any, are the only places where people wait. `capacity`: people in usual times.
    `lines`: those of the kiosks, once they are laid out.
    """

    floor: Polygon
    corner: Words
    walls: tuple[tuple[Point, ...], ...] = ()
    pillars: tuple[Pillar, ...] = ()
    blocks: tuple[Polygon, ...] = ()
    aisles: tuple[Polygon, ...] = ()
    doors: tuple[Door, ...] = ()
    counters: tuple[CounterPlace, ...] = ()
    kiosks: tuple[Kiosk, ...] = ()
    seats: tuple[Point, ...] = ()
    clearance: int = 300
    capacity: int | None = None
    profiles: tuple[Profile, ...] = ()
    lines: tuple[KioskLine, ...] = ()

    def with_lines(self, lines: tuple[KioskLine, ...]) -> "Lobby":
        """The lobby with these lines at its kiosks."""
        return replace(self, lines=lines)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Least x, least y, greatest x, greatest y of the floor."""
        return bounds(self.floor)

    @cached_property
    def inner_segments(self) -> tuple[Segment, ...]:
        """Everything straight inside that nobody walks through: walls, the sides of blocks."""
        walls = (pair for wall in self.walls for pair in pairwise(wall))
        sides = (pair for block in self.blocks for pair in edges(block))
        return (*walls, *sides)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The same, with the floor's edge."""
        return (*edges(self.floor), *self.inner_segments)

    @cached_property
    def fixed_places(self) -> tuple[Point, ...]:
        """Where people stand or pass who do not wait: counters, kiosks and their lines, doors."""
        return (
            *(counter.at for counter in self.counters),
            *(kiosk.at for kiosk in self.kiosks),
            *(door.at for door in self.doors),
            *(place.at for line in self.lines for place in line.places),
        )

    def has_room_at(self, point: Point, clearance: int = 0) -> bool:
        """Whether somebody may stand here, `clearance` away from all that is built."""
        if not is_inside(point, self.floor) or self._is_built_over(point):
            return False
        if not clearance:
            return True
        least = clearance * clearance
        return all(
            distance_to_segment_squared(point, *segment) >= least for segment in self.segments
        ) and all(
            squared(point, pillar.at) >= (pillar.radius + clearance) ** 2 for pillar in self.pillars
        )

    def _is_built_over(self, point: Point) -> bool:
        return any(is_strictly_inside(point, block) for block in self.blocks) or any(
            squared(point, pillar.at) < pillar.radius**2 for pillar in self.pillars
        )

    def is_in_aisle(self, point: Point) -> bool:
        """Whether a point lies where people only pass; an aisle's border is outside it."""
        return any(is_strictly_inside(point, aisle) for aisle in self.aisles)

    def is_clear(self, one: Point, other: Point) -> bool:
        """Whether nothing stands on the straight way between two points; edges aside."""
        return not any(meet((one, other), each) for each in self.inner_segments) and all(
            distance_to_segment_squared(pillar.at, one, other) >= pillar.radius**2
            for pillar in self.pillars
        )

    def may_wait_at(self, point: Point, distance: int, radius: int = 0) -> bool:
        """Whether a spot may be here: room to stand, no aisle, `distance` from fixed places.

        `radius`: of the circle in which a party stands. A seat is where it is: no clearance is
        asked of it.
        """
        clearance = 0 if self.seats else max(self.clearance, radius)
        least = (distance + radius) ** 2
        return (
            all(squared(point, place) >= least for place in self.fixed_places)
            and not self.is_in_aisle(point)
            and self.has_room_at(point, clearance)
        )

    def profile(self, profile_id: str) -> Profile | None:
        """The profile with this id, or None."""
        return next((each for each in self.profiles if each.id == profile_id), None)

    def by_distance(self) -> tuple[Profile, ...]:
        """The profiles, the least distance first: it is the one that numbers the spots."""
        return tuple(sorted(self.profiles, key=lambda each: (each.distance, each.id)))


def canonical(points: Iterable[Point]) -> Iterator[Point]:
    """The points in their one order, each once: what is planned does not hang on how they came."""
    yield from sorted(set(points))
