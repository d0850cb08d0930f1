"""Lobbies for tests of places: a row of counters, a grid of spots before it, the door behind.

The spots are a metre apart, numbered row by row from the counters on. Profile `near` keeps 1 m and
uses all, `far` keeps 2 m and uses every second of every second row.
"""

from typing import Any

from msgspec.structs import replace

from server.queueing.hall_rules import CounterSpot, Hall, HealthProfile, LettingIn, Spot
from server.queueing.office import Office
from tests.queueing.rehearsal import OFFICE

METRE = 1000
SEEN = LettingIn(per_counter=3, come_seconds=180, calls=2, leave_seconds=60)
"""Arrival is seen by somebody."""
ASSUMED = replace(SEEN, assume_seconds=30)
"""Nobody looks."""


def spots(columns: int, rows: int) -> tuple[Spot, ...]:
    """The grid; in the first row parties of up to four have room."""
    return tuple(
        Spot(row * columns + column + 1, (column * METRE, (row + 2) * METRE), 1 if row else 4)
        for row in range(rows)
        for column in range(columns)
    )


def lobby(
    columns: int = 4,
    rows: int = 2,
    letting_in: LettingIn = SEEN,
    people: int | None = None,
    waiting_room: int | None = None,
    profile_now: str = "near",
    counter_gap: int = 2 * METRE,
    **more: Any,
) -> Hall:
    """The lobby of the rehearsed office; `counter_gap` from one counter to the next."""
    counters = OFFICE.counters
    every = tuple(range(1, columns * rows + 1))
    far = tuple(
        row * columns + column + 1 for row in range(0, rows, 2) for column in range(0, columns, 2)
    )
    return Hall(
        spots=spots(columns, rows),
        counters=tuple(
            CounterSpot(counter.id, (index * counter_gap, 0))
            for index, counter in enumerate(counters)
        ),
        door=(0, (rows + 4) * METRE),
        profiles=(
            HealthProfile(
                "near", METRE, every, people=people, waiting_room=waiting_room, mask=True
            ),
            HealthProfile("far", 2 * METRE, far, people=people, waiting_room=waiting_room),
        ),
        profile=profile_now,
        staff=len(counters),
        party_radii=(0, 300, 350, 425),
        letting_in=letting_in,
        **more,
    )


def office_with(hall: Hall, office: Office = OFFICE) -> Office:
    """The office, with places."""
    return replace(office, hall=hall)
