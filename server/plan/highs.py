"""Choosing as many as possible, at most one of each clique, with a proof: HiGHS does it.

Needs the extra `plan` (highspy); `packing.py` does without where it is missing.
"""

from collections.abc import Iterable, Sequence
from math import floor

import highspy
import numpy as np

PROVING = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit)
"""How a search ends whose bound can be believed."""
ROUNDING = 1e-6
"""By how much the solver's bound may lie below the whole number that it means."""


class QuietHighs(highspy.Highs):  # type: ignore[misc]
    """HiGHS without its header, which it would print as soon as it is made."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the first thing that is done to a new one
        """See HiGHS."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def most_of(
    count: int, cliques: Sequence[tuple[int, ...]], start: Iterable[int], seconds: float
) -> tuple[tuple[int, ...], int]:
    """The most of `count` things that was found from `start` on, and the most that is possible.

    What was found is proved to be best where its number is the bound. Ctrl+C ends the search; what
    was found until then is given.
    """
    highs = QuietHighs()
    highs.setOptionValue("time_limit", float(seconds))
    highs.setOptionValue("random_seed", 0)
    highs.HandleKeyboardInterrupt = True
    highs.passModel(_model(count, cliques))
    values = np.zeros(count)
    values[list(start)] = 1
    solution = highspy.HighsSolution()
    solution.col_value = values.tolist()
    highs.setSolution(solution)
    highs.run()
    chosen = [index for index, value in enumerate(highs.getSolution().col_value) if value > 0.5]
    return tuple(chosen), _bound(highs, len(chosen), count)


def _bound(highs: QuietHighs, found: int, count: int) -> int:
    """What is proved; `count`, which is always true, where the search did not end in order.

    A search that was interrupted (Ctrl+C) leaves its best find, but 0 for a bound.
    """
    if highs.getModelStatus() not in PROVING:
        return count
    bound = floor(min(highs.getInfo().mip_dual_bound, count) + ROUNDING)
    return max(bound, found)


def _model(count: int, cliques: Sequence[tuple[int, ...]]) -> "highspy.HighsLp":
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, len(cliques)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = np.ones(count)
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.full(len(cliques), -highspy.kHighsInf)
    model.row_upper_ = np.ones(len(cliques))
    model.integrality_ = [highspy.HighsVarType.kInteger] * count
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *map(len, cliques)], dtype=np.int32)
    matrix.index_ = np.array([index for each in cliques for index in each], dtype=np.int32)
    matrix.value_ = np.ones(len(matrix.index_))
    return model
