"""What papers to bring, told before the number is given: nobody shall wait in vain."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.sentences import name_of
from protocol.snapshots import ServiceView
from terminal.plain import Plain
from texts import Texts


class PapersPage(Page):
    """Answers with `Move.CONTINUE` (the visitor has them) or `Move.BACK`."""

    def __init__(self, service: ServiceView) -> None:
        super().__init__()
        self.service = service

    def compose_body(self) -> ComposeResult:
        """The service, its papers, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="papers-heading", classes="heading")
            yield Plain(id="papers-question")
            yield Plain(id="papers", classes="notice")
            with Horizontal(classes="pair"):
                yield Choice(Move.CONTINUE, "1", id="papers-have", classes="main-action")
                yield Choice(Move.BACK, "2", id="papers-lack")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, question, *papers = self.says(texts)
        self.query_one("#papers-heading", Plain).update(heading)
        self.query_one("#papers-question", Plain).update(question)
        self.query_one("#papers", Plain).update("\n".join(papers))
        have, lack = self.query_one("#papers-have", Choice), self.query_one("#papers-lack", Choice)
        have.label(texts.gettext("I have them all"))
        lack.label(texts.gettext("Not all: back to the services"))
        lack.short_lines = (texts.gettext("Not all"),)
        self.focus_first(have)

    @property
    def headings_in_large(self) -> int:
        """The service and the question; the papers are large."""
        return 2

    def says(self, texts: Texts) -> list[str]:
        """The service, the question, a line for each paper."""
        papers = (f"• {name_of(words, texts)}" for words in self.service.requirements)
        return [
            name_of(self.service.name, texts),
            texts.gettext("Do you have these papers with you?"),
            *papers,
        ]
