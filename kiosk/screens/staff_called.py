"""Staff are being called: one moment, then what became of it, and two ways on."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from protocol.refusals import Refusal
from terminal.plain import Plain
from texts import Texts


class StaffCalledPage(Page):
    """Answers with one of `ways`, of which the other one is called `second`."""

    can_help = False
    ways: ClassVar[tuple[Move, Move]]
    second: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.is_answered = False
        self.refusal: Refusal | None = None

    def compose_body(self) -> ComposeResult:
        """What was done, what to do, two fields."""
        first, second = self.ways
        with Vertical(classes="column"):
            yield Plain(id="called-heading", classes="heading")
            yield Plain(id="called-words")
            with Horizontal(classes="pair"):
                yield Choice(first, "1", id="called-on", classes="main-action")
                yield Choice(second, "2", id="called-back")

    def show_reply(self, refusal: Refusal | None) -> None:
        """The server has answered; None: staff are told."""
        self.is_answered, self.refusal = True, refusal
        if self.is_alive:
            self.write_texts(self.kiosk.texts)
            self.kiosk.read_page()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *words = self.says(texts)
        self.query_one("#called-heading", Plain).update(heading)
        self.query_one("#called-words", Plain).update("\n".join(words))
        on, back = self.query_one("#called-on", Choice), self.query_one("#called-back", Choice)
        on.label(texts.gettext("Continue"))
        back.label(texts.gettext(self.second))
        back.display = self.has_second
        self.focus_first(on)

    @property
    def has_second(self) -> bool:
        """Whether the other way is open now."""
        return True

    @property
    def headings_in_large(self) -> int:
        """None: all of it is news."""
        return 0
