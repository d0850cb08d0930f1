"""The list of machines: it closes where others wait than it says, to be asked for anew."""

from collections.abc import Iterable, Sequence

from desk.dialogs.choose import Choice, ChooseDialog
from terminal.messages import DevicesArrived
from texts import Texts


class NewsOfMachines(str):
    """Given instead of an answer: the list is old. This is what Enter would have chosen."""

    __slots__ = ()


class MachinesDialog(ChooseDialog):
    """Gives the value of the chosen machine, or `NewsOfMachines`."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        texts: Texts,
        lines: Sequence[str],
        current: str,
        waiting: Iterable[str],
    ) -> None:
        """`waiting`: the machines that wait as far as the list knows, each as kind/name."""
        super().__init__(title, choices, texts, lines=lines, current=current)
        self._waiting = frozenset(waiting)

    def on_devices_arrived(self, event: DevicesArrived) -> None:
        """The desk heard of machines."""
        known = event.snapshot.devices
        waiting = frozenset(f"{each.kind}/{each.name}" for each in known if each.waits)
        if waiting != self._waiting and self.is_current:
            self.dismiss(NewsOfMachines(self.highlighted or ""))
