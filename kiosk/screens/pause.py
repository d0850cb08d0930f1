"""Too many numbers at once: the kiosk takes a breath, and goes on by itself."""

from time import monotonic

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.bar import TimeBar
from kiosk.moves import Move
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts

TICK_SECONDS = 0.25


class PausePage(Page):
    """Answers with `Move.CONTINUE` when the time is over, or `Move.BACK` where one gives up."""

    is_interruptible = False
    can_switch_language = False

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = max(1.0, seconds)
        self._until = monotonic() + self.seconds

    @property
    def left_seconds(self) -> float:
        """What is left of the pause."""
        return max(0.0, self._until - monotonic())

    def compose_body(self) -> ComposeResult:
        """Why, for how long, and a bar that runs down."""
        with Vertical(classes="column"):
            yield Plain(id="pause-heading", classes="heading")
            yield Plain(id="pause-words")
            yield TimeBar()

    def on_mount(self) -> None:
        """Count down."""
        self.set_interval(TICK_SECONDS, self._tick)

    def _tick(self) -> None:
        if not self.is_alive:
            return
        if self.left_seconds <= 0:
            self.give(Move.CONTINUE)
        self.write_texts(self.kiosk.texts)

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *words = self.says(texts)
        self.query_one("#pause-heading", Plain).update(heading)
        self.query_one("#pause-words", Plain).update("\n".join(words))
        self.query_one(TimeBar).share = self.left_seconds / self.seconds

    def says(self, texts: Texts) -> list[str]:
        """What is happening, and that nothing is to be done."""
        left = int(self.left_seconds) + 1
        return [
            texts.gettext("One moment, please …"),
            texts.gettext("Many numbers were taken here just now."),
            texts.ngettext("Yours comes in %(n)s second.", "Yours comes in %(n)s seconds.", left),
            texts.gettext("You need not press anything."),
        ]

    def hint(self, texts: Texts) -> str:
        """Nothing is to be done."""
        return ""
