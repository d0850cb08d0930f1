"""A member of staff comes to somebody without a mask or with unwashed hands; the way goes on."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.moves import Move
from kiosk.page import Page
from protocol.refusals import Refusal
from terminal.plain import Plain
from texts import Texts


class ComingPage(Page):
    """Answers with `Move.CONTINUE` to the number, or `Move.BACK` to the question."""

    can_help = False

    def __init__(self) -> None:
        super().__init__()
        self.is_answered = False
        self.refusal: Refusal | None = None

    def compose_body(self) -> ComposeResult:
        """Who comes, that nobody is turned away, two fields."""
        with Vertical(classes="column"):
            yield Plain(id="coming-heading", classes="heading")
            yield Plain(id="coming-words")
            with Horizontal(classes="pair"):
                yield Choice(Move.CONTINUE, "1", id="coming-on", classes="main-action")
                yield Choice(Move.BACK, "2", id="coming-back")

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
        self.query_one("#coming-heading", Plain).update(heading)
        self.query_one("#coming-words", Plain).update("\n".join(words))
        on, back = self.query_one("#coming-on", Choice), self.query_one("#coming-back", Choice)
        on.label(texts.gettext("Continue"))
        back.label(texts.gettext("Back"))
        self.focus_first(on)

    @property
    def headings_in_large(self) -> int:
        """None: all of it is news."""
        return 0

    def says(self, texts: Texts) -> list[str]:
        """Who comes, and that the visitor is served."""
        served = texts.gettext("You will be served.")
        if not self.is_answered:
            return [texts.gettext("One moment, please …"), served]
        if self.refusal is not None:
            return [texts.gettext("Please ask a member of staff for a mask or for help."), served]
        return [texts.gettext("A member of staff is coming."), served]
