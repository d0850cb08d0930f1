"""Cancel a number? The question names it."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts


class CancelPage(Page):
    """Answers with True to cancel, False or `Move.BACK` to keep."""

    is_interruptible = False

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number

    def compose_body(self) -> ComposeResult:
        """The question and two fields; keeping is the one in focus."""
        with Vertical(classes="column"):
            yield Plain(id="cancel-heading", classes="heading")
            yield Plain(id="cancel-words")
            with Horizontal(classes="pair"):
                yield Choice(False, "1", id="cancel-no", classes="main-action")
                yield Choice(True, "2", id="cancel-yes")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        number = self.number
        heading, words = self.says(texts)
        self.query_one("#cancel-heading", Plain).update(heading)
        self.query_one("#cancel-words", Plain).update(words)
        self.query_one("#cancel-no", Choice).label(texts.gettext("Keep my number"))
        self.query_one("#cancel-yes", Choice).label(
            texts.gettext("Yes, cancel %(number)s", number=number)
        )
        self.focus_first(self.query_one("#cancel-no", Choice))

    def says(self, texts: Texts) -> list[str]:
        """The question, and what it means."""
        return [
            texts.gettext("Cancel %(number)s?", number=self.number),
            texts.gettext("You can take this back here for a few minutes."),
        ]
