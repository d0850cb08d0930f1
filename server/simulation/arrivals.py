"""When visitors come and how long they take: a real day's figures, fitted to an office.

The shape is real, the length is the office's: see `real_day/NOTICE.md`.
"""

import csv
import random
from datetime import datetime, timedelta
from importlib.resources import files

from msgspec import Struct

PRIORITY_PART = 0.1
SECOND_SERVICE_PART = 0.06
ABSENT_PART = 0.03


class Visitor(Struct, frozen=True):
    """Somebody who will come, and what for. `patience`: does not come when called, if False."""

    comes_at: datetime
    services: tuple[str, ...]
    priority: bool
    language: str
    party_size: int
    comes_when_called: bool


def read_column(file: str) -> list[float]:
    """The numbers of a one-column file of the real day, in seconds."""
    text = files("server.simulation").joinpath("real_day", file).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return [float(row[0]) for row in rows]


def arrival_times(count: int, first: datetime, last: datetime) -> list[datetime]:
    """`count` arrivals between `first` and `last` with the shape of the real day.

    Thinned by rank: the k-th of `count` is the real arrival at the same part of the whole list.
    """
    real = read_column("walk_in_arrivals.csv")
    ranks = [round(index * (len(real) - 1) / max(1, count - 1)) for index in range(count)]
    parts = [(real[rank] - real[0]) / (real[-1] - real[0]) for rank in ranks]
    return [first + (last - first) * part for part in parts]


def visitors_of_a_day(
    count: int,
    first: datetime,
    last: datetime,
    demand: dict[str, float],
    languages: tuple[str, ...],
    seed: int = 1,
) -> list[Visitor]:
    """`count` visitors. `demand` weighs the services; the same seed gives the same visitors."""
    chance = random.Random(seed)
    services, weights = list(demand), list(demand.values())
    visitors = []
    for comes_at in arrival_times(count, first, last):
        chosen = [chance.choices(services, weights)[0]]
        if len(services) > 1 and chance.random() < SECOND_SERVICE_PART:
            chosen.append(chance.choice([each for each in services if each not in chosen]))
        visitors.append(
            Visitor(
                comes_at=comes_at,
                services=tuple(chosen),
                priority=chance.random() < PRIORITY_PART,
                language=languages[0] if chance.random() < 0.95 else languages[-1],
                party_size=chance.choices([1, 2, 3, 4], [70, 20, 7, 3])[0],
                comes_when_called=chance.random() >= ABSENT_PART,
            )
        )
    return visitors


class ServiceTimes:
    """Draws how long a service takes: the real times, scaled to the service's usual minutes."""

    def __init__(self, seed: int = 1) -> None:
        """The same seed gives the same times in the same order."""
        self._chance = random.Random(seed)
        self._real = read_column("service_times.csv")
        self._mean = sum(self._real) / len(self._real)

    def draw(self, usual_minutes: float) -> timedelta:
        """One service time."""
        return timedelta(minutes=usual_minutes * self._chance.choice(self._real) / self._mean)
