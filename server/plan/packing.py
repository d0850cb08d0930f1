"""As many as possible that do not exclude each other: the heart of a plan.

With HiGHS the answer comes with the number that no choice can exceed; without it with a weaker
one, mostly unproved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from server.plan.conflicts import Conflicts, Exclusions
from server.plan.distances import Point
from server.plan.greedy import exchanged, scanned, scattered


def has_solver() -> bool:
    """Whether the extra `plan` is installed."""
    return find_spec("highspy") is not None


@dataclass(frozen=True)
class Choice:
    """Positions chosen, and the most that can be.

    `is_searched`: whether a solver looked; without, the bound is a weak one.
    """

    chosen: tuple[int, ...]
    bound: int
    is_searched: bool = False

    @property
    def is_proved(self) -> bool:
        """Whether no choice has more."""
        return len(self.chosen) >= self.bound


def choose(
    exclusions: Exclusions,
    seconds: float,
    starts: Iterable[tuple[int, ...]] = (),
    bound: int | None = None,
) -> Choice:
    """Choose as many as possible within `seconds`, from the best of `starts` and greedy ones.

    `bound`: what is known to be impossible to exceed, such as the packing bound.
    """
    given = filter(exclusions.are_free, starts)
    plans = (*given, scattered(exclusions), scanned(exclusions))
    best = max((exchanged(exclusions, each) for each in plans), key=len)
    count = len(exclusions.masks)
    most = min(count if bound is None else bound, exclusions.clique_bound())
    if len(best) >= most or seconds <= 0 or not has_solver():
        return Choice(best, most)
    from server.plan.highs import most_of

    found, proved = most_of(count, exclusions.cliques(), best, seconds)
    assert exclusions.are_free(found), "the solver keeps to its rules"
    return Choice(max(best, found, key=len), min(most, proved), is_searched=True)


def pack(
    points: Sequence[Point],
    distance: int,
    seconds: float,
    plans: Iterable[Sequence[Point]] = (),
    bound: int | None = None,
) -> Choice:
    """Of points in canonical order the most with `distance` between every two.

    `plans` are choices to begin with; those that are not allowed are passed over.
    """
    position = {point: index for index, point in enumerate(points)}
    starts = (tuple(position[each] for each in plan if each in position) for plan in plans)
    return choose(Conflicts(points, distance), seconds, starts, bound)
