"""The floor of the example's office, and rooms with people on it, as the wire has them."""

import tomllib
from functools import cache
from typing import Any

from protocol.snapshots import (
    ComeInView,
    FloorCounter,
    FloorDoor,
    FloorPillar,
    FloorSpot,
    FloorView,
    RoomView,
    SpotView,
)
from tests.displays.halls import NINE
from tests.server_fixture import BUSY_DAY

NORMAL, STRICT = "normal", "strict"


def millimetres(point: list[float]) -> tuple[int, int]:
    x, y = point
    return round(x * 1000), round(y * 1000)


@cache
def example_floor() -> FloorView:
    """The hall of 12 x 8 m with 75 places, a pillar and a cupboard put into it."""
    lobby = tomllib.loads(BUSY_DAY.read_text())["lobby"]
    spots = tomllib.loads(BUSY_DAY.with_suffix(".spots.toml").read_text())["spots"]
    return FloorView(
        id="f1",
        floor=tuple(millimetres(each) for each in lobby["floor"]),
        corner=lobby["corner"],
        walls=(),
        blocks=(((11_400, 5200), (12_000, 5200), (12_000, 5600), (11_400, 5600)),),
        pillars=(FloorPillar((4000, 6950), 150),),
        doors=tuple(
            FloorDoor(millimetres(each["at"]), round(each["width"] * 1000))
            for each in lobby["doors"]
        ),
        counters=tuple(
            FloorCounter(str(each["counter"]), each["counter"], millimetres(each["at"]))
            for each in lobby["counters"]
        ),
        kiosks=tuple(millimetres(each["at"]) for each in lobby["kiosks"]),
        spots=tuple(FloorSpot(each["number"], millimetres(each["at"])) for each in spots),
    )


@cache
def profile_spots(profile: str) -> frozenset[int]:
    """The numbers that a profile of the example uses."""
    plan = tomllib.loads(BUSY_DAY.with_suffix(".spots.toml").read_text())
    (spots,) = (each["spots"] for each in plan["profiles"] if each["id"] == profile)
    return frozenset(spots)


def room(*spots: SpotView, **changes: Any) -> RoomView:
    """A room with these taken spots."""
    usual = {
        "profile": NORMAL,
        "profile_name": {"id": "Normal", "en": "Normal"},
        "distance_metres": 1.0,
        "people": len(spots) + 6,
        "most": 80,
        "limit": "people",
        "is_full": False,
        "waiting_inside": len(spots),
        "waiting_outside": 0,
        "spots": spots,
    }
    return RoomView(**(usual | changes))


def waiting(spot: int, number: str | None = None, people: int = 1) -> SpotView:
    """Somebody at a spot."""
    return SpotView(spot, number or f"A-{spot:03}", "waiting", people)


def coming(spot: int, number: str | None = None) -> SpotView:
    """Somebody on the way to a spot."""
    return SpotView(spot, number or f"B-{spot:03}", "come_in")


def asked(number: str, spot: int, *, is_repeated: bool = False) -> ComeInView:
    """Somebody who is asked to come in."""
    return ComeInView(number, spot, NINE, is_repeated)


def full_room() -> RoomView:
    """All 75 places are taken, three of them by people on their way."""
    numbers = sorted(profile_spots(NORMAL))
    spots = tuple(coming(each) if each in (8, 30, 60) else waiting(each) for each in numbers)
    come_in = tuple(asked(f"B-{each:03}", each) for each in (8, 30, 60))
    return room(*spots, is_full=True, people=80, come_in=come_in, waiting_outside=12)


def mixed_room() -> RoomView:
    """A strict profile: some wait, one is on the way, one place is closed."""
    unused = tuple(sorted(each.number for each in example_floor().spots))
    used = sorted(profile_spots(STRICT))
    spots = (waiting(used[0]), waiting(used[3], people=3), waiting(used[7]), coming(used[5]))
    return room(
        *spots,
        profile=STRICT,
        distance_metres=2.0,
        blocked=(used[9],),
        unused=tuple(each for each in unused if each not in used),
        come_in=(asked(f"B-{used[5]:03}", used[5], is_repeated=True),),
    )
