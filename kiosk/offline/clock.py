"""What time it is when nobody can be asked. Pure.

A kiosk's own clock is often wrong after a power cut: small computers have no battery for it. So it
is held against the newest moment of the office that the kiosk knows: a clock that is behind that
is wrong for sure, and the newest moment is taken in its place. Order is kept, whatever it shows.
"""

from dataclasses import dataclass
from datetime import datetime

from kiosk.offline.records import Anchor
from protocol.snapshots import Clock


@dataclass(frozen=True)
class Judged:
    """The office's clock as far as it can be told. `is_doubtful`: this machine's own is wrong."""

    clock: Clock
    is_doubtful: bool


def judge(anchor: Anchor, newest: datetime | None, machine_at: datetime) -> Judged:
    """What the office's clock shows while this machine's own shows `machine_at`.

    `newest` is the latest moment of the office of which anything is known.
    """
    told = anchor.office_at + (machine_at - anchor.machine_at) * anchor.speed
    known = max(anchor.office_at, newest or anchor.office_at)
    clock = Clock(max(told, known), anchor.speed, anchor.is_rehearsal)
    return Judged(clock, is_doubtful=told < known)
