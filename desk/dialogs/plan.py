"""The hall seen from above, over the desk; whoever may change places chooses one on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Key

from desk.dialogs import Dialog
from desk.places import DIRECTIONS, inside_line, next_place
from look.colours import DARK, LIGHT
from look.floor_picture import FloorOptions, Way
from protocol.snapshots import FloorView, HallSnapshot
from terminal.floor_plan import FloorPlan
from terminal.plain import Plain
from texts import Texts


@dataclass(frozen=True)
class HallNow:
    """What the plan shows at one moment: the hall, and the ways of those called."""

    hall: HallSnapshot
    ways: tuple[Way, ...]


class PlanDialog(Dialog[int]):
    """Gives the number of the chosen place; None where none can be chosen, or for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "give", show=False, priority=True),
        Binding("w", "leave", show=False),
    ]

    def __init__(
        self,
        texts: Texts,
        floor: FloorView,
        now: Callable[[], HallNow],
        *,
        spot: int | None = None,
        can_choose: bool = False,
    ) -> None:
        """`now` is asked every second; `spot` stands out at first."""
        super().__init__(texts.gettext("Plan of the hall"), texts)
        self._floor, self._now = floor, now
        self._spot, self._can_choose = spot, can_choose

    def compose_body(self) -> ComposeResult:
        """Who is inside, and where."""
        yield Plain(id="plan-inside")
        yield FloorPlan(id="plan")

    def help_line(self) -> str:
        """What the keys do."""
        if self._can_choose:
            return self.texts.gettext(
                "Arrows: choose a place · Enter: block or unblock · Esc: close"
            )
        return self.texts.gettext("Esc: close")

    def on_mount(self) -> None:
        """It goes on while it is open."""
        self.set_interval(1, self._show)
        self.call_after_refresh(self._show)

    def on_key(self, event: Key) -> None:
        """An arrow leads to the next place that way."""
        if self._can_choose and event.key in DIRECTIONS:
            event.stop()
            self._spot = next_place(self._floor.spots, self._spot, event.key)
            self._show()

    def action_give(self) -> None:
        """Take the place that stands out."""
        if self._can_choose and self._spot is not None:
            self.dismiss(self._spot)

    def _show(self) -> None:
        now = self._now()
        room = now.hall.room
        positions = {each.number: place for place, each in enumerate(now.hall.counters)}
        options = FloorOptions(
            texts=self.texts,
            ways=now.ways,
            positions=positions,
            highlight=self._spot,
            palette=DARK if self.app.current_theme.dark else LIGHT,
        )
        self.query_one(FloorPlan).show(self._floor, room, options)
        parts = [inside_line(room, self.texts)] if room else []
        if self._spot is not None:
            parts.append(self.texts.gettext("place %(spot)s", spot=self._spot))
            parts += [
                each.number for each in (room.spots if room else ()) if each.spot == self._spot
            ]
        self.query_one("#plan-inside", Plain).update(" · ".join(parts))
