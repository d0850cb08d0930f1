"""The slot beside the calls, where the waiting list and the office's slides take turns.

A terminal shows health rules and words; of a picture or a video it says the caption, and one
without a caption is skipped.
"""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container

from displays.health import health_rules
from displays.large_text import write_large
from displays.lists import WaitingList
from displays.pictograms import draw_pictogram
from displays.words import Speakers, pick_words
from look.colours import DARK
from protocol.snapshots import HallSnapshot, HealthView, SlideView
from terminal.plain import Plain

QUEUE_SECONDS = 12.0
#: A pictogram below this many rows cannot be told from another.
LEAST_PICTOGRAM_ROWS = 6
MOST_PICTOGRAM_ROWS = 12


class SlideTurns:
    """Whose turn it is: None is the waiting list."""

    def __init__(
        self, slides: tuple[SlideView, ...] = (), health: HealthView | None = None
    ) -> None:
        """Slides with nothing to say are left out."""
        self._turns = [None, *(each for each in slides if _has_content(each, health))]
        self._index = 0

    @property
    def current(self) -> SlideView | None:
        """What stands in the slot now."""
        return self._turns[self._index]

    @property
    def seconds(self) -> float | None:
        """How long it stands; None: for ever, because nothing else is there."""
        if len(self._turns) == 1:
            return None
        return QUEUE_SECONDS if self.current is None else self.current.seconds

    def pass_turn(self, has_queue: bool) -> None:
        """The next one; the waiting list only if it has anything to tell."""
        self._index = (self._index + 1) % len(self._turns)
        if self.current is None and not has_queue and len(self._turns) > 1:
            self._index = 1


class SlideLeaf(Plain):
    """One slide, as large as the slot."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[SlideView, HealthView, Speakers] | None = None

    def show(self, slide: SlideView, health: HealthView, speakers: Speakers) -> None:
        """Show a slide, in the language whose turn it is."""
        self._shown = (slide, health, speakers)
        self._draw()

    def on_resize(self) -> None:
        """Draw as large as the new size allows."""
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        slide, health, speakers = self._shown
        width, height = self.size.width, self.size.height
        if slide.kind == "health":
            self.update(_draw_health(health, speakers, width, height))
        else:
            words = pick_words(slide.words, speakers.turn_of.language)
            self.update("\n".join(write_large(words, width, height)))


class Slot(Container):
    """The waiting list and the slides."""

    def __init__(self) -> None:
        super().__init__(id="slot")
        self._shown: object = None
        self._turns = SlideTurns()
        self._snapshot: HallSnapshot | None = None
        self._speakers = Speakers()
        self._has_queue = True

    def compose(self) -> ComposeResult:
        """Both; one of them is seen."""
        yield WaitingList()
        yield SlideLeaf()

    def show(self, snapshot: HallSnapshot, speakers: Speakers, has_queue: bool) -> None:
        """Take over a snapshot; the turns begin anew only if the slides have changed."""
        self._snapshot, self._speakers, self._has_queue = snapshot, speakers, has_queue
        shown = (snapshot.office.slides, snapshot.office.health)
        if shown != self._shown:
            self._shown, self._turns = shown, SlideTurns(*shown)
            self._wait()
        if self._turns.current is None and not has_queue:
            self._turns.pass_turn(has_queue)
        self.draw()

    def draw(self) -> None:
        """Draw what has its turn."""
        if self._snapshot is None:
            return
        slide, waiting, leaf = (
            self._turns.current,
            self.query_one(WaitingList),
            self.query_one(SlideLeaf),
        )
        waiting.display, leaf.display = slide is None, slide is not None
        if slide is None:
            size = self.size
            waiting.show(self._snapshot, self._speakers, max(10, size.width), size.height)
        else:
            leaf.show(slide, self._snapshot.office.health, self._speakers)

    def _wait(self) -> None:
        turns, seconds = self._turns, self._turns.seconds
        if seconds is not None:
            self.set_timer(seconds, lambda: self._pass_turn(turns))

    def _pass_turn(self, turns: SlideTurns) -> None:
        if turns is self._turns:  # else others have come since
            turns.pass_turn(self._has_queue)
            self.draw()
            self._wait()


def _has_content(slide: SlideView, health: HealthView | None) -> bool:
    if slide.kind == "health":
        return health is not None and bool(health_rules(health, Speakers().turn_of))
    return bool(slide.words)


def _draw_health(health: HealthView, speakers: Speakers, width: int, height: int) -> Text:
    rules = health_rules(health, speakers.turn_of)
    rows = min(MOST_PICTOGRAM_ROWS, height // max(1, len(rules)) - 1, width // 4)
    text = Text(end="")
    for name, sentence in rules:
        if rows < LEAST_PICTOGRAM_ROWS:
            text.append(f"● {sentence}\n", style="bold")
        else:
            _draw_rule(text, draw_pictogram(name, rows), sentence, width)
    return text


def _draw_rule(text: Text, picture: tuple[str, ...], sentence: str, width: int) -> None:
    """A pictogram with its sentence at the right, in the middle of its height."""
    room = width - len(picture[0]) - 2
    words = write_large(sentence, room, len(picture))
    before = (len(picture) - len(words)) // 2
    for row, line in enumerate(picture):
        text.append(line, style=DARK.accent)
        index = row - before
        text.append(f"  {words[index] if 0 <= index < len(words) else ''}\n", style="bold")
    text.append("\n")
