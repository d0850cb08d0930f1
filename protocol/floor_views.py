"""The lobby seen from above, in whole millimetres. A part of `snapshots`."""

from msgspec import Struct

from protocol.stamps import Words


class FloorSpot(Struct, frozen=True):
    """A numbered place, in millimetres from the lobby's corner."""

    number: int
    at: tuple[int, int]


class FloorCounter(Struct, frozen=True):
    """Where a visitor stands at a counter."""

    id: str
    number: int
    at: tuple[int, int]


class FloorDoor(Struct, frozen=True):
    """A door: the middle of its opening, and its width."""

    at: tuple[int, int]
    width: int


class FloorPillar(Struct, frozen=True):
    """Something round."""

    at: tuple[int, int]
    radius: int


Outline = tuple[tuple[int, int], ...]


class FloorView(Struct, frozen=True):
    """The lobby seen from above: whole millimetres, x to the right, y up, from a named corner."""

    id: str  # as in `OfficeView.lobby`
    floor: Outline
    corner: Words
    walls: tuple[Outline, ...]
    blocks: tuple[Outline, ...]
    pillars: tuple[FloorPillar, ...]
    doors: tuple[FloorDoor, ...]
    counters: tuple[FloorCounter, ...]
    kiosks: tuple[tuple[int, int], ...]
    spots: tuple[FloorSpot, ...]
    kiosk_lines: tuple[FloorSpot, ...] = ()  # places in line at kiosks: K1, K2 ...
