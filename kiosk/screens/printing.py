"""The slip is on its way: the number can be read already."""

from textual.app import ComposeResult
from textual.containers import Vertical

from kiosk.page import Page
from kiosk.pictures import NumberPicture
from terminal.plain import Plain
from texts import Texts


class PrintingPage(Page):
    """Asks nothing: the printer's word ends it, or its time."""

    can_go_back = False
    can_switch_language = False
    can_help = False
    is_interruptible = False

    def __init__(self, number: str, ticket_id: str) -> None:
        super().__init__()
        self.number = number
        self.ticket_id = ticket_id

    def compose_body(self) -> ComposeResult:
        """The number, and that it takes a moment."""
        with Vertical(classes="column"):
            yield NumberPicture(self.number, id="slip-number")
            yield Plain(id="slip-words", classes="heading")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self.query_one("#slip-words", Plain).update("\n".join(self.says(texts)))

    def says(self, texts: Texts) -> list[str]:
        """One sentence."""
        return [texts.gettext("Your ticket is being printed …")]

    def big_number(self) -> str:
        """The number."""
        return self.number

    def hint(self, texts: Texts) -> str:
        """Nothing is to be done."""
        return ""
