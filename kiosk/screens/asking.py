"""One moment: the kiosk is waiting for the server's answer."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.foot import FootLine
from kiosk.page import Page
from protocol.refusals import Refusal
from terminal.plain import Plain
from texts import Texts
from texts.refusals import explain


class AskingPage(Page):
    """Gives no answer while all is well; after trouble, `Move.BACK` gives up."""

    can_go_back = False
    can_switch_language = False
    can_help = False
    is_interruptible = False

    def __init__(self) -> None:
        super().__init__()
        self.trouble: Refusal | None = None

    def compose_body(self) -> ComposeResult:
        """One sentence, and another where the server is away."""
        with Vertical(classes="column"):
            yield Plain(id="asking-words", classes="heading")
            yield Plain(id="asking-trouble", classes="notice -warning")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        words, *trouble = self.says(texts)
        self.query_one("#asking-words", Plain).update(words)
        notice = self.query_one("#asking-trouble", Plain)
        notice.display = bool(trouble)
        notice.update("\n".join(trouble))

    def says(self, texts: Texts) -> list[str]:
        """That it takes a moment; after trouble, why it takes longer."""
        words = [texts.gettext("One moment, please …")]
        if self.trouble is not None:
            words.append(explain(self.trouble.code, self.trouble.params, texts))
            words.append(texts.gettext("This machine keeps trying. You lose nothing by waiting."))
        return words

    def hint(self, texts: Texts) -> str:
        """Nothing is to be done, until there is trouble."""
        return ""

    def show_trouble(self, refusal: Refusal) -> None:
        """Say that it takes longer, and let the visitor give up."""
        self.trouble = refusal
        self.can_go_back = self.query_one(FootLine).can_go_back = True
        self.write_texts(self.kiosk.texts)
