"""A number already taken: typed on the screen, for kiosks without a keyboard."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from kiosk.choice import Choice
from kiosk.page import Page
from protocol.refusals import Refusal
from terminal.plain import Plain
from texts import Texts
from texts.refusals import explain

KEYS_PER_ROW = 12


class NumberPage(Page):
    """Answers by a code that is read (`CodeRead`), or with `Move.BACK`.

    `refusal`: why the last try found nothing. The letters are those of the office's services.
    """

    def __init__(self, letters: tuple[str, ...], refusal: Refusal | None = None) -> None:
        super().__init__()
        self.letters = letters
        self.refusal = refusal

    def compose_body(self) -> ComposeResult:
        """What is typed so far, and keys to touch."""
        with Vertical(classes="column"):
            yield Plain(id="number-heading", classes="heading")
            yield Plain(id="typed-number", classes="notice")
            yield Plain(id="number-notice", classes="notice -warning")
            for start in range(0, len(self.letters), KEYS_PER_ROW):
                with Horizontal(classes="keys"):
                    for letter in self.letters[start : start + KEYS_PER_ROW]:
                        yield Choice(letter, classes="key")
            with Horizontal(classes="keys"):
                for digit in "1234567890":
                    yield Choice(digit, classes="key")
                yield Choice("backspace", id="key-erase", classes="key")
            yield Choice("enter", id="look-up", classes="main-action")

    def on_mount(self) -> None:
        """Take digits from the first key on."""
        self.kiosk.code.begin()

    def on_unmount(self) -> None:
        """Digits choose again."""
        self.kiosk.code.end()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self.query_one("#number-heading", Plain).update(
            texts.gettext("Type your number, or hold its code to the scanner.")
        )
        notice = self.query_one("#number-notice", Plain)
        notice.display = self.refusal is not None
        if self.refusal is not None:
            notice.update(explain(self.refusal.code, self.refusal.params, texts))
        for key in self.query(".key").results(Choice):
            key.label("←" if key.value == "backspace" else key.value)
        self.query_one("#look-up", Choice).label(texts.gettext("Look up"))
        self.show_code(self.kiosk.code.text)

    def hint(self, texts: Texts) -> str:
        """An example says it shortest."""
        return texts.gettext("For example: A-012")

    def choose(self, value: str) -> None:
        """A key of the screen is a key of the keyboard."""
        character = value if len(value) == 1 else None
        self.kiosk.press_code(value, character)

    def show_code(self, code: str) -> None:
        """Show it large instead of at the foot."""
        self.query_one("#typed-number", Plain).update(f"{code[-30:].upper()}▁")
