"""Somebody comes: laid over the page on which the visitor asked for help."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from kiosk.sentences import explain_to_visitor
from protocol.refusals import Refusal
from terminal.plain import Plain
from texts import Texts


class HelpPage(Page):
    """Answers with `Move.BACK` to go on, or `Move.CANCEL` to take the call back."""

    can_help = False
    is_laid_over = True

    def __init__(self) -> None:
        super().__init__()
        self.is_answered = False
        self.refusal: Refusal | None = None

    def compose_body(self) -> ComposeResult:
        """What was done, what to do, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="help-heading", classes="heading")
            yield Plain(id="help-words")
            with Horizontal(classes="pair"):
                yield Choice(Move.BACK, "1", id="help-done", classes="main-action")
                yield Choice(Move.CANCEL, "2", id="help-cancel")

    def show_reply(self, refusal: Refusal | None) -> None:
        """The server has answered; None: staff are told."""
        self.is_answered, self.refusal = True, refusal
        if self.is_alive:
            self.write_texts(self.kiosk.texts)
            self.kiosk.read_page()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *others = self.says(texts)
        self.query_one("#help-heading", Plain).update(heading)
        self.query_one("#help-words", Plain).update("\n".join(others))
        done, cancel = self.query_one("#help-done", Choice), self.query_one("#help-cancel", Choice)
        done.label(texts.gettext("Continue"))
        cancel.label(texts.gettext("I need no help any more"))
        cancel.display = self.is_answered and self.refusal is None
        self.focus_first(done)

    @property
    def headings_in_large(self) -> int:
        """None: all of it is news."""
        return 0

    def says(self, texts: Texts) -> list[str]:
        """Who comes, and where to wait."""
        if not self.is_answered:
            return [texts.gettext("One moment, please …")]
        if self.refusal is not None:
            return [
                texts.gettext("Staff could not be called from here."),
                explain_to_visitor(self.refusal, texts),
            ]
        return [
            texts.gettext("Somebody will come to you."),
            texts.gettext("Please wait here, at this machine."),
        ]
