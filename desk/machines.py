"""The machines of the hall: which are there, and what is wrong with those that are in trouble."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from textual.content import Content

from desk.keys_bar import ActionKey
from desk.overview import needs_attention
from desk.staff import Staff
from desk.words import Age, action_word, device_name, key_word, trouble_words
from protocol.snapshots import DeviceView
from terminal.plain import Plain
from texts import Texts

#: The kinds of machines in the order of their importance to staff.
DEVICE_ORDER = ("kiosk", "display", "desk")


class DeviceLine(Plain):
    """Whether this desk is connected, and the machines of the hall."""

    def show(
        self,
        devices: Iterable[DeviceView],
        age: Age,
        zone: ZoneInfo,
        texts: Texts,
        *,
        is_connected: bool,
    ) -> None:
        """Write them: those in trouble first."""
        word = texts.gettext("Connected") if is_connected else texts.gettext("No connection")
        mark, style = ("●", "$text-success") if is_connected else ("△", "bold $text-error")
        parts: list[Content | str] = [Content.styled(f"{mark} {word}", style)]
        for device in in_order(devices):
            parts += ["   ", device_words(device, age, zone, texts)]
        self.update(Content.assemble(*parts))


class StaffKey(ActionKey):
    """Who is signed in, and the key that ends it."""

    def __init__(self, **options: str) -> None:
        super().__init__("sign-out", **options)

    def show_staff(self, staff: Staff, texts: Texts) -> None:
        """Write them; nothing before it is known who that is."""
        self.display = bool(staff.name)
        key = (key_word(self.action_id), "bold $text-accent")
        word = action_word(self.action_id, texts)
        self.update(Content.assemble((staff.name, "bold"), "  ", key, f" {word}"))


def in_order(devices: Iterable[DeviceView]) -> list[DeviceView]:
    """Machines in trouble first, then by kind and name."""
    return sorted(devices, key=_order)


def device_words(device: DeviceView, age: Age, zone: ZoneInfo, texts: Texts) -> Content:
    """A machine, and what is wrong with it."""
    name = device_name(device.kind, device.name, texts)
    troubles = trouble_words(device, age, zone, texts)
    if not troubles:
        return Content(f"● {name}")
    if not needs_attention(device):
        return Content.styled(f"○ {name}: {', '.join(troubles)}", "$text-muted")
    return Content.styled(f"△ {name}: {', '.join(troubles)}", "bold $text-error")


def _order(device: DeviceView) -> tuple[bool, int, str]:
    known = device.kind in DEVICE_ORDER
    rank = DEVICE_ORDER.index(device.kind) if known else len(DEVICE_ORDER)
    return not needs_attention(device), rank, device.name
