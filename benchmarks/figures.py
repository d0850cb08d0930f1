"""Numbers about numbers: the middle of several runs, and how figures are written."""

import math
from collections.abc import Iterable, Sequence
from statistics import median


def percentile(values: Iterable[float], part: float) -> float:
    """The value that `part` (0 to 1) of the values do not exceed. At least one value."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def middle(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """For each figure the median of all runs."""
    return {name: median(run[name] for run in runs) for name in runs[0]}


def whole(value: float) -> str:
    """12,345"""
    return f"{value:,.0f}"


def milliseconds(seconds: float) -> str:
    """Seconds as milliseconds, with as many places as say something."""
    value = seconds * 1000
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def kilobytes(size: float) -> str:
    """Bytes as kB (1,000 bytes)."""
    return f"{size / 1000:,.1f}"


def megabytes(size: float) -> str:
    """Bytes as MB (1,000,000 bytes)."""
    return f"{size / 1e6:,.1f}"


def ratio(value: float, limit: float) -> str:
    """How a figure stands to its limit."""
    return f"{value / limit:.2f}" if limit else "-"
