"""Floors to plan on: the hall of 12 x 8 m that was measured, and random ones."""

from hypothesis import strategies as st

from server.plan.distances import Point
from server.plan.floor import CounterPlace, Door, Kiosk, Lobby, Pillar, Profile

CORNER = {"id": "sudut kiri", "en": "left corner"}
PROFILE = Profile("normal", 1000)


def rectangle(
    width: int, height: int, left: int = 0, low: int = 0
) -> tuple[Point, Point, Point, Point]:
    """Corners to the left, from the lower left."""
    right, high = left + width, low + height
    return (left, low), (right, low), (right, high), (left, high)


HALL = rectangle(12_000, 8_000)
SEATS = tuple((600 * x, 600 * y) for x in range(20) for y in range(15))


def open_floor(distance: int = 1000, **parts: object) -> Lobby:
    """12 x 8 m with nothing on it; spots on its border are allowed."""
    profiles = (Profile("normal", distance),)
    return Lobby(**{"floor": HALL, "corner": CORNER, "clearance": 0, "profiles": profiles, **parts})  # type: ignore[arg-type]


def seat_grid(distance: int = 1000) -> Lobby:
    """20 x 15 seats, 0.6 m from each other."""
    return open_floor(distance, floor=rectangle(12_000, 9_000), seats=SEATS)


def hall(*profiles: Profile, counters: int = 12, **parts: object) -> Lobby:
    """12 x 8 m with a door below, a kiosk and counters above."""
    places = [
        CounterPlace(str(number), number, (1000 * number - 500, 7_600))
        for number in range(1, counters + 1)
    ]
    furniture = {"doors": (Door((6_000, 0), 2_000),), "kiosks": (Kiosk((9_000, 400)),)}
    return open_floor(
        **{
            "clearance": 300,
            "counters": tuple(places),
            "profiles": profiles or (PROFILE,),
            **furniture,
            **parts,
        }
    )


L_SHAPED = ((0, 0), (9_000, 0), (9_000, 4_000), (4_000, 4_000), (4_000, 7_000), (0, 7_000))


@st.composite
def random_lobbies(draw: st.DrawFn) -> Lobby:
    """Small floors, some not convex, some with a pillar, a block, an aisle."""
    metre = st.integers(20, 70).map(lambda each: each * 100)
    width, height = draw(metre), draw(metre)
    floor = draw(
        st.sampled_from([rectangle(width, height), L_SHAPED, ((0, 0), (width, 0), (0, height))])
    )
    inside = st.tuples(st.integers(0, width), st.integers(0, height))
    x, y = draw(inside)
    return Lobby(
        floor=floor,
        corner=CORNER,
        pillars=tuple(Pillar(at, 200) for at in draw(st.lists(inside, max_size=2))),
        blocks=draw(st.sampled_from([(), (rectangle(800, 500, x, y),)])),
        aisles=draw(st.sampled_from([(), (rectangle(width, 900, 0, y),)])),
        counters=(CounterPlace("1", 1, (500, 500)),),
        clearance=draw(st.sampled_from([0, 300])),
        profiles=(Profile("normal", draw(st.integers(8, 20)) * 100),),
    )
