"""What people were told: the only thing that a fault must never make untrue."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Given(NamedTuple):
    """A number that a kiosk was given an answer for, in the order of the answers."""

    day: date
    ticket_id: str
    number: str
    service: str
    kiosk: str


class Called(NamedTuple):
    """A call that a desk was given an answer for."""

    day: date
    ticket_id: str
    number: str
    counter: str
    call: int


class Shown(NamedTuple):
    """What a display has shown under a running number."""

    number: str
    counter: int


@dataclass
class Ledger:
    """Kept outside of everything that is broken."""

    given: list[Given] = field(default_factory=list)
    called: list[Called] = field(default_factory=list)
    shown: dict[str, dict[tuple[date, int], Shown]] = field(default_factory=dict)
    arrived: dict[str, list[tuple[date, int]]] = field(default_factory=dict)
    """The newest call of each state that a display was told, in the order in which they came."""
    refusals: Counter[str] = field(default_factory=Counter)
    """How often somebody was told "no", by code."""
    unanswered: int = 0
    """How often something had to be sent again."""

    @property
    def acknowledged(self) -> int:
        """How many numbers and calls."""
        return len(self.given) + len(self.called)
