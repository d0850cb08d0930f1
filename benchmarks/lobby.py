"""How many places `antrean lobby plan` finds on floors of known numbers, and what it proves.

The limits: what no choice among the points can exceed (the solver's bound), what no pattern at all
can exceed (Oler), and beneath it what quick choices give without a solver. Tolerance 0.
"""

import time
from statistics import median

from benchmarks.figures import whole
from benchmarks.options import Options
from benchmarks.table import Aim, Table
from server.plan.bounds import lobby_bound
from server.plan.candidates import candidates
from server.plan.conflicts import Conflicts
from server.plan.floor import Lobby
from server.plan.greedy import scanned, scattered
from server.plan.packing import Choice, pack

SECONDS = 600.0
"""The limit of the search: enough to prove all of it on a slow machine."""
PITCH = 600
DISTANCES = (1_000, 1_500, 2_000)
SEATS_AIM = {1_000: 80, 1_500: 41, 2_000: 28}
FLOOR_AIM = {1_000: 125, 1_500: 60, 2_000: 35}

Found = tuple[Lobby, int, Choice, float]


async def measure(options: Options) -> Table:
    """Seats and open floor at each distance."""
    distances = DISTANCES if not options.quick else DISTANCES[-1:]
    seats = {each: _planned(_seats(), each, options) for each in distances}
    floor = {each: _planned(_open_floor(), each, options) for each in distances}
    named = (("seats", seats, SEATS_AIM), ("open floor", floor, FLOOR_AIM))
    return Table(
        name="lobby",
        title="places on floors of known numbers",
        columns=("", "points", "places", "bound", "Oler", "scan", "scattered", "seconds"),
        rows=[
            _row(f"{name}, {distance / 1000:.1f} m", found)
            for name, by_distance, _ in named
            for distance, found in by_distance.items()
        ],
        aims=[
            _aim(name, distance, found, aims[distance])
            for name, by_distance, aims in named
            for distance, found in by_distance.items()
        ],
        notes=[
            """Seats: 20 x 15, 0.6 m from each other. Open floor: 12 x 8 m, spots on its border
            allowed. Tolerance 0, every distance exact.""",
            """Bound: no choice among the points has more, proved by HiGHS or a cover of cliques;
            the same number as the places means proved. Oler: no pattern at all has more. Scan: row
            by row, whatever fits. Scattered: always the point that excludes fewest. Seconds: to
            choose the points, to find the places and to prove it.""",
        ],
    )


def _seats() -> Lobby:
    seats = tuple((PITCH * x, PITCH * y) for x in range(20) for y in range(15))
    return Lobby(_rectangle(12_000, 9_000), {}, seats=seats, clearance=0)


def _open_floor() -> Lobby:
    return Lobby(_rectangle(12_000, 8_000), {}, clearance=0)


def _rectangle(width: int, height: int) -> tuple[tuple[int, int], ...]:
    return (0, 0), (width, 0), (width, height), (0, height)


def _planned(lobby: Lobby, distance: int, options: Options) -> Found:
    """The plan, and the median of how long it took."""
    seconds = []
    for _ in range(options.runs):
        began = time.monotonic()
        points, patterns = candidates(lobby, distance)
        choice = pack(points, distance, SECONDS, patterns, lobby_bound(lobby, distance))
        seconds.append(time.monotonic() - began)
    return lobby, distance, choice, median(seconds)


def _row(name: str, found: Found) -> tuple[str, ...]:
    lobby, distance, choice, seconds = found
    points, _ = candidates(lobby, distance)
    conflicts = Conflicts(points, distance)
    figures = (
        len(points),
        len(choice.chosen),
        choice.bound,
        lobby_bound(lobby, distance),
        len(scanned(conflicts)),
        len(scattered(conflicts)),
    )
    return (name, *map(whole, figures), f"{seconds:.2f}")


def _aim(name: str, distance: int, found: Found, wanted: int) -> Aim:
    choice = found[2]
    is_exact = name == "seats"
    hoped = f"{wanted}, proved" if is_exact else f"at least {wanted}"
    proved = ", proved" if choice.is_proved else f", bound {choice.bound}"
    return Aim(
        f"{name} at {distance / 1000:.1f} m: {hoped}",
        f"{len(choice.chosen)}{proved}",
        len(choice.chosen) >= wanted and (choice.is_proved or not is_exact),
    )
