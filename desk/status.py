"""The lines around the work: the counter's state, what the office does, machines, refusals."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from textual.content import Content

from desk.situation import Situation
from desk.words import COUNTER_MARKS, DEVICE_WORDS, PHASE_WORDS, counter_word, service_word
from look.colours import counter_tile
from protocol.snapshots import DeviceView, HallSnapshot
from terminal.plain import Plain
from texts import Texts
from texts.moments import write_number, write_time

COUNTER_STYLES = {
    "open": "bold $text-success",
    "paused": "bold $text-warning",
    "closed": "bold $text-muted",
}

#: What a device does, in the order of its importance to a clerk.
DEVICE_ORDER = ("kiosk", "display", "desk")


class CounterLine(Plain):
    """Which counter this is, its state, and what is special in the office now."""

    def show(self, situation: Situation, texts: Texts) -> None:
        """Write it."""
        parts = [counter_name(situation, texts), *self._state(situation, texts)]
        for note in office_notes(situation, texts):
            parts += ["   ", Content.styled(note, "bold $text-warning")]
        self.update(Content.assemble(*parts))

    def _state(self, situation: Situation, texts: Texts) -> Iterable[Content | str]:
        state = situation.state
        if state is None:
            return
        word = f"{COUNTER_MARKS.get(state.state, '')} {counter_word(state.state, texts)}"
        yield "  "
        yield Content.styled(word, COUNTER_STYLES.get(state.state, "bold"))
        yield "   "
        yield texts.gettext(
            "served today: %(count)s", count=write_number(state.served_today, texts.language)
        )


def counter_name(situation: Situation, texts: Texts) -> Content:
    """The counter's number on its tile."""
    if situation.counter is None:
        return Content(texts.gettext("No counter chosen"))
    position = situation.snapshot.hall.counters.index(situation.counter)
    tile = counter_tile(position)
    return Content.assemble(
        texts.gettext("Counter") + " ",
        (f" {situation.counter.number} ", f"bold {tile.ink} on {tile.fill}"),
    )


def office_notes(situation: Situation, texts: Texts) -> list[str]:
    """What is not as usual: the hours, the issuing of numbers, services that rest."""
    hall = situation.snapshot.hall
    notes = [phase_note(hall, texts)] if hall.phase in PHASE_WORDS else []
    if situation.snapshot.issuing_stopped and hall.phase != "closing":
        notes.append(texts.gettext("No more numbers today"))
    resting = [each for each in hall.services if each.suspended]
    if resting:
        names = ", ".join(service_word(each, texts) for each in resting)
        notes.append(texts.gettext("Interrupted: %(services)s", services=names))
    return notes


def phase_note(hall: HallSnapshot, texts: Texts) -> str:
    """What the office as a whole is doing."""
    word = texts.gettext(PHASE_WORDS[hall.phase])
    if hall.phase == "break" and hall.resumes_at is not None:
        until = write_time(hall.resumes_at, ZoneInfo(hall.office.timezone), texts.language)
        return texts.gettext("Break until %(time)s", time=until)
    return word


class DeviceLine(Plain):
    """The machines of the hall, and whether this desk is connected."""

    def show(
        self,
        devices: Iterable[DeviceView],
        zone: str,
        texts: Texts,
        *,
        is_connected: bool,
    ) -> None:
        """Write them: those that are away first."""
        word = texts.gettext("Connected") if is_connected else texts.gettext("No connection")
        mark, style = ("●", "$text-success") if is_connected else ("△", "bold $text-error")
        parts: list[Content | str] = [Content.styled(f"{mark} {word}", style)]
        for device in sorted(devices, key=_device_order):
            parts += ["   ", device_words(device, zone, texts)]
        self.update(Content.assemble(*parts))


def device_words(device: DeviceView, zone: str, texts: Texts) -> Content:
    """A machine: connected, or last seen when."""
    kind = texts.gettext(DEVICE_WORDS.get(device.kind, device.kind))
    if device.connected:
        return Content(f"● {kind} {device.name}")
    seen = write_time(device.last_seen, ZoneInfo(zone), texts.language)
    words = texts.gettext("last seen %(time)s", time=seen)
    return Content.styled(f"△ {kind} {device.name}, {words}", "bold $text-error")


class NoticeLine(Plain):
    """What the clerk has to know now; empty most of the time, its line always there."""

    def say(self, words: str, *, is_problem: bool) -> None:
        """Show a sentence until the next one, or until `clear`."""
        self.set_class(is_problem, "-problem")
        self.set_class(bool(words), "-speaking")
        self.update(("△ " if is_problem else "✓ ") + words if words else "")

    def clear(self) -> None:
        """Say nothing."""
        self.say("", is_problem=False)


def _device_order(device: DeviceView) -> tuple[bool, int, str]:
    known = device.kind in DEVICE_ORDER
    rank = DEVICE_ORDER.index(device.kind) if known else len(DEVICE_ORDER)
    return device.connected, rank, device.name
