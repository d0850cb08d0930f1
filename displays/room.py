"""Who is asked to come in, and how many are inside: where the office gives places."""

from rich.text import Text

from displays.lists import heading
from displays.words import Speakers
from look.colours import DARK, STATE_MARKS
from protocol.snapshots import ComeInView, HallSnapshot, HealthView, RoomView
from terminal.plain import Plain
from texts import N_, Texts
from texts.moments import write_number

#: So many numbers stand at once; more take turns.
SHOWN = 6
ENTRY_COLUMNS = 12
WITHOUT_ROOM = frozenset({"closed_today", "before", "ended"})


def room_of(snapshot: HallSnapshot) -> RoomView | None:
    """The room, if there is anything to say of it now."""
    return None if snapshot.phase in WITHOUT_ROOM else snapshot.room


def health_of(snapshot: HallSnapshot) -> HealthView:
    """The health rules that hold: the distance is the room's, where both have one."""
    asked, room = snapshot.office.health, snapshot.room
    if room is None:
        return asked
    return HealthView(
        distance_metres=room.distance_metres if asked.distance_metres > 0 else 0.0,
        mask=asked.mask or room.mask,
        hand_wash=asked.hand_wash or room.hand_wash,
    )


class ComeInList(Plain):
    """The numbers that are asked to come in, each with its place; the longest asked first."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = 0

    def pass_turn(self) -> None:
        """The next numbers have their turn, where there are too many."""
        self._turn += 1

    def show(self, room: RoomView | None, speakers: Speakers, width: int) -> None:
        """Write the numbers; hidden where there are none."""
        asked = room.come_in if room else ()
        self.display = bool(asked)
        text = heading(speakers.say(N_("Please come in"), width))
        again = speakers.turn_of.gettext("again")
        column = width
        for entry in self._leaf(asked):
            pad = -column % ENTRY_COLUMNS
            if entry.is_repeated or column + pad + ENTRY_COLUMNS > width:
                text.append("\n")
                column = pad = 0
            text.append(" " * pad)
            column += pad + _write_entry(text, entry)
            if entry.is_repeated:
                before = " " if column + 1 + len(again) <= width else "\n  "
                text.append(f"{before}{again}", style=f"bold {DARK.warning}")
                column = width
        self.update(text)

    def _leaf(self, asked: tuple[ComeInView, ...]) -> tuple[ComeInView, ...]:
        leaves = max(1, -(-len(asked) // SHOWN))
        first = self._turn % leaves * SHOWN
        return asked[first : first + SHOWN]


class RoomLine(Plain):
    """`31 of 40 people inside · keep 1.5 m apart`, or that the hall is full."""

    def show(self, room: RoomView | None, speakers: Speakers, width: int) -> None:
        """Write it in all languages side by side where they fit, else in turn."""
        self.display = room is not None
        if room is None:
            return
        self.set_class(room.is_full, "-full")
        every = "   ".join(write_room(room, texts) for texts in speakers.all)
        self.update(every if len(every) <= width else write_room(room, speakers.turn_of))


def write_room(room: RoomView, texts: Texts) -> str:
    """The sentence of a room."""
    if room.is_full:
        return texts.gettext("The hall is full. Please wait outside.")
    people = texts.gettext(
        "%(people)s of %(most)s people inside", people=str(room.people), most=str(room.most)
    )
    metres = write_number(room.distance_metres, texts.language)
    return f"{people} · {texts.gettext('keep %(metres)s m apart', metres=metres)}"


def _write_entry(text: Text, entry: ComeInView) -> int:
    """`B-008 → 14`; gives how many cells that took."""
    place = str(entry.spot)
    text.append(entry.number, style=f"bold {DARK.accent}")
    text.append(f" {STATE_MARKS['come_in']} ", style=DARK.ink)
    text.append(place, style="bold")
    return len(entry.number) + 3 + len(place)
