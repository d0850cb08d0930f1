"""What the command line asks of one display: its layout, and how large letters must be."""

from dataclasses import dataclass
from math import hypot

from protocol.snapshots import DisplayView

CALLS, PLAN = "calls", "plan"
LAYOUTS = (CALLS, PLAN)
TURNS = (0, 90, 180, 270)
INCH = 25.4
USUAL_INCHES, USUAL_METRES = 43.0, 2.0


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; None: what the office's file says of this display.

    `metres`: from where people are to read the plan; `inches`: the screen across its corners.
    """

    layout: str | None = None
    turn: int | None = None
    metres: float = USUAL_METRES
    inches: float = USUAL_INCHES

    def layout_of(self, display: DisplayView) -> str:
        """The layout that holds."""
        return self.layout or display.layout

    def turn_of(self, display: DisplayView) -> int:
        """How far the plan is turned, in degrees."""
        return display.turn if self.turn is None else self.turn

    def least_rows(self, columns: int, rows: int) -> float:
        """How many rows high letters must be: a two hundredth of the distance."""
        row = self.inches * INCH * 2 / hypot(columns, 2 * rows)
        return self.metres * 1000 / 200 / row
