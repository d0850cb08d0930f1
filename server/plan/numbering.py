"""Numbers along the way: rows that lie about as far from the counters, the farthest first.

So numbers rise on the way to the counters, a row holds neighbours, and each second row runs back,
as people walk and as tape is laid.
"""

from collections.abc import Iterable

from server.plan.distances import Point
from server.plan.walks import Walks

SAME_ROW = 0.4
"""Of the distance between people: spots whose ways differ by less are in one row."""


def in_order(spots: Iterable[Point], walks: Walks, distance: int) -> tuple[Point, ...]:
    """The spots in the order of their numbers."""
    ways = {spot: walks.to_counter(spot) if walks.lobby.counters else -spot[1] for spot in spots}
    rows: list[list[Point]] = []
    first = 0.0
    for spot in sorted(ways, key=lambda each: (-ways[each], each)):
        if not rows or first - ways[spot] > SAME_ROW * distance:
            rows.append([])
            first = ways[spot]
        rows[-1].append(spot)
    across = _across(walks)
    ordered = [sorted(row, key=lambda spot: (spot[across], spot)) for row in rows]
    return tuple(
        spot for index, row in enumerate(ordered) for spot in (row[::-1] if index % 2 else row)
    )


def _across(walks: Walks) -> int:
    """The direction in which the counters stand side by side: 0 for x, 1 for y."""
    at = [each.at for each in walks.lobby.counters] or [(0, 0)]
    wide, high = (max(values) - min(values) for values in zip(*at, strict=True))
    return 0 if wide >= high else 1
