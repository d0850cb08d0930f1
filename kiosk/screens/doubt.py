"""Something typed is unusual, and may be right all the same: a question, never a refusal."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts


class DoubtPage(Page):
    """Answers with `Move.CONTINUE` (it is right), or `Move.BACK` to correct it."""

    def compose_body(self) -> ComposeResult:
        """The question, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="doubt-heading", classes="heading")
            yield Plain(id="doubt-words")
            with Horizontal(classes="pair"):
                yield Choice(Move.CONTINUE, "1", id="doubt-right", classes="main-action")
                yield Choice(Move.BACK, "2", id="doubt-correct")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *words = self.says(texts)
        self.query_one("#doubt-heading", Plain).update(heading)
        self.query_one("#doubt-words", Plain).update("\n".join(words))
        right = self.query_one("#doubt-right", Choice)
        right.label(texts.gettext("It is right"))
        self.query_one("#doubt-correct", Choice).label(texts.gettext("Correct it"))
        self.focus_first(right)

    def says(self, texts: Texts) -> list[str]:
        """What is unusual; that a NIK stays as it is wherever somebody moves to."""
        return [
            texts.gettext("Is this NIK right?"),
            texts.gettext("It was first registered in another region."),
            texts.gettext("That is all right: a NIK never changes."),
        ]
