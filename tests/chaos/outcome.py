"""What came of a fault: counts for the table, and whatever the witness objects to."""

from dataclasses import dataclass, field
from typing import Self

from protocol.refusals import RefusalCode
from tests.chaos.ledger import Ledger


@dataclass
class Outcome:
    """One line of the table. `times`: how often the fault was made."""

    fault: str
    times: int = 0
    numbers: int = 0
    calls: int = 0
    shown: int = 0
    unanswered: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, ledger: Ledger, wrong: list[str]) -> None:
        """Count what people were told during one fault, or some, and what is wrong after it."""
        self.numbers += len(ledger.given)
        self.calls += len(ledger.called)
        self.shown += sum(map(len, ledger.shown.values()))
        self.unanswered += ledger.unanswered
        self.wrong += wrong
        if faults := ledger.refusals[RefusalCode.SERVER_FAULT]:
            self.wrong.append(f"the server failed by itself {faults} times")

    def __iadd__(self, other: Self) -> Self:
        """Several runs of one fault as one."""
        for name in ("times", "numbers", "calls", "shown", "unanswered", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self

    def check(self) -> None:
        """Fail if anything is wrong, or if nobody was there to see."""
        assert self.wrong == [], self.wrong[:20]
        assert self.times > 0
        assert self.numbers > 0
        assert self.calls > 0
        assert self.shown > 0
