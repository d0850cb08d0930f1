"""Who is inside by what they do, under which rules: beneath the counters of the whole office."""

from collections.abc import Sequence

from textual.content import Content

from desk.places import count_parts, inside_line, room_parts
from protocol.snapshots import DeskSnapshot
from terminal.plain import Plain
from texts import Texts

SEPARATOR = " · "


class InsidePanel(Plain):
    """Is there only where the office gives places."""

    def show(self, snapshot: DeskSnapshot, texts: Texts, *, is_short: bool) -> None:
        """Write it; where the screen `is_short`, on three lines and only what fits them."""
        room, count = snapshot.hall.room, snapshot.count
        self.display = room is not None and count is not None
        if room is None or count is None:
            return
        width = self.size.width if is_short else None
        inside, title = inside_line(room, texts), f"{texts.gettext('Hall')}  "
        is_long = width is not None and len(title) + len(inside) > width
        head = Content.styled(inside, "bold $text-warning" if room.is_full else "bold")
        lines = [
            Content.assemble(("" if is_long else title, "bold"), head),
            Content(_joined(room_parts(room, texts), width)),
            Content.styled(_joined(count_parts(count, texts), width), "$text-muted"),
        ]
        self.update(Content("\n").join(lines))


def _joined(parts: Sequence[str], width: int | None) -> str:
    """The parts on a line, as many of the first ones as fit; all of them without a width."""
    fitting = len(parts)
    while width and fitting > 1 and len(SEPARATOR.join(parts[:fitting])) > width:
        fitting -= 1
    return SEPARATOR.join(parts[:fitting])
