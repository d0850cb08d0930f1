"""The numbers that are called, each with its counter, as large as the terminal allows."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from look.big_numbers import draw_big
from look.colours import OKABE_ITO
from protocol.snapshots import CallView
from terminal.plain import Plain

#: Rows of calls at most, and the height in cells below which one of them is left out.
MOST_ROWS = 3
LEAST_HEIGHT = 6
#: Cells between number, arrow and tile.
ARROW_COLUMNS = 5
#: How much taller than the font has them letters may be: height is what carries across a hall.
STRETCH = 1.7
PULSE_SECONDS = 1.0
ARROW = " █▄  \n ███ \n █▀  "


class CalledRow(Horizontal):
    """One call: the number, an arrow, the counter on its tile."""

    DEFAULT_CLASSES = "called-row"

    def __init__(self) -> None:
        super().__init__()
        self.call: CallView | None = None
        self._position = 0

    def compose(self) -> ComposeResult:
        """The three parts."""
        yield Plain(classes="called-number big-number")
        yield Plain(ARROW, classes="called-arrow")
        yield Plain(classes="called-tile")

    def show(self, call: CallView | None, position: int = 0) -> None:
        """Show a call, whose counter is at `position` of the office's list, or nothing."""
        if call is None or self.call is None or call.call != self.call.call:
            self.remove_class("-calling")
        self.call, self._position = call, position
        self.set_class(call is not None and call.is_open, "-open")
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw as large as the new size allows."""
        self.draw()

    def draw(self) -> None:
        """Draw number and counter for the present size."""
        number = self.query_one(".called-number", Plain)
        tile = self.query_one(".called-tile", Plain)
        if self.call is None or not self.size.width:
            number.update("")
            tile.display = False
            return
        width, height = self.size.width, self.size.height
        columns = tile_columns(width)
        rows = max(1, height - 1)
        big = draw_big(self.call.number, width - columns - ARROW_COLUMNS, rows, STRETCH)
        rows = max(big.rows, min(rows, 3))
        number.update(str(big))
        tile.update(str(draw_big(str(self.call.counter), columns - 2, max(1, rows - 2), STRETCH)))
        tile.display = True
        tile.styles.width, tile.styles.height = columns, rows
        self.query_one(".called-arrow", Plain).styles.height = rows
        tile.set_classes(f"called-tile tile-{self._position % len(OKABE_ITO)}")

    def pulse(self) -> None:
        """Stand out once, then rest."""
        self.add_class("-calling")
        self.set_timer(PULSE_SECONDS, lambda: self.remove_class("-calling"))


class CalledBoard(Vertical):
    """The rows, the newest open call at the top; `most_rows` of them at most."""

    class Resized(Message):
        """The board has another size than when its calls were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.most_rows = MOST_ROWS

    def compose(self) -> ComposeResult:
        """A heading and the rows."""
        yield Plain(classes="heading-line", id="called-title")
        for _ in range(MOST_ROWS):
            yield CalledRow()

    def on_resize(self, event: events.Resize) -> None:
        """Let the calls be chosen anew."""
        self.post_message(self.Resized())

    @property
    def row_count(self) -> int:
        """How many calls stand large here: as many as keep their height."""
        return max(1, min(self.most_rows, (self.size.height - 1) // LEAST_HEIGHT))

    def show(self, calls: list[CallView], positions: dict[int, int]) -> None:
        """Show the first calls; `positions` are the counters' places by their numbers."""
        for index, row in enumerate(self.query(CalledRow)):
            row.display = index < self.row_count
            call = calls[index] if index < min(len(calls), self.row_count) else None
            row.show(call, positions.get(call.counter, call.counter - 1) if call else 0)


def tile_columns(width: int) -> int:
    """How wide a counter's tile is in a row of `width` cells."""
    return min(34, max(9, width // 4))
