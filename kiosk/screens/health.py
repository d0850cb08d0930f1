"""Mask on, hands washed? Asked where the health rules that hold now ask for it; kept nowhere."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts


class HealthPage(Page):
    """Answers with True, False or `Move.BACK`. Nobody is turned away for saying no."""

    def __init__(self, *, mask: bool, hand_wash: bool) -> None:
        super().__init__()
        self.mask = mask
        self.hand_wash = hand_wash

    def compose_body(self) -> ComposeResult:
        """The question, what no means, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="health-heading", classes="heading")
            yield Plain(id="health-words")
            with Horizontal(classes="pair"):
                yield Choice(True, "1", id="health-yes", classes="main-action")
                yield Choice(False, "2", id="health-no")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, words = self.says(texts)
        self.query_one("#health-heading", Plain).update(heading)
        self.query_one("#health-words", Plain).update(words)
        yes, no = self.query_one("#health-yes", Choice), self.query_one("#health-no", Choice)
        yes.label(texts.gettext("Yes"))
        no.label(texts.gettext("No"), texts.gettext("A member of staff helps you."))
        no.short_lines = (texts.gettext("No"),)
        self.focus_first(yes)

    def says(self, texts: Texts) -> list[str]:
        """What is asked for, and that everybody is served."""
        return [self._question(texts), texts.gettext("You will be served in any case.")]

    def _question(self, texts: Texts) -> str:
        if not self.hand_wash:
            return texts.gettext("Are you wearing a mask?")
        if not self.mask:
            return texts.gettext("Have you washed your hands?")
        return texts.gettext("Are you wearing a mask, and have you washed your hands?")
