"""Did the slip come out? Asked where the printer cannot tell."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.bar import TimeBar
from kiosk.choice import Choice
from kiosk.page import Page
from kiosk.pictures import NumberPicture
from terminal.plain import Plain
from texts import Texts


class SlipQuestionPage(Page):
    """Answers with True, or with False to print again. Who walks away has the slip."""

    can_go_back = False
    is_interruptible = False

    def __init__(self, number: str, ticket_id: str) -> None:
        super().__init__()
        self.number = number
        self.ticket_id = ticket_id

    def compose_body(self) -> ComposeResult:
        """The number, the question, two fields, the time that is left."""
        with Vertical(classes="column"):
            yield NumberPicture(self.number, id="slip-number")
            yield Plain(id="slip-words", classes="heading")
            with Horizontal(classes="pair"):
                yield Choice(True, "1", id="slip-yes", classes="main-action")
                yield Choice(False, "2", id="slip-no")
            yield TimeBar()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self.query_one("#slip-words", Plain).update("\n".join(self.says(texts)))
        self.query_one("#slip-yes", Choice).label(texts.gettext("Yes, I have it"))
        self.query_one("#slip-no", Choice).label(texts.gettext("No, print it again"))
        self.focus_first(self.query_one("#slip-yes", Choice))

    def says(self, texts: Texts) -> list[str]:
        """The question."""
        return [texts.gettext("Did your ticket come out?")]

    def show_patience(self, left_seconds: float | None, warning_seconds: float) -> None:
        """Let the bar run down: no answer is a yes, so nothing need be warned of."""
        self.query_one(TimeBar).share = self.kiosk.patience.left_share
        if self.kiosk.is_large:
            super().show_patience(left_seconds, warning_seconds)
