"""A number already taken: typed on the screen or on a keypad, its letter left out if need be."""

from textual.widget import Widget

from kiosk.foot import FootLine
from kiosk.pictures import NumberPicture
from kiosk.screens.keypad import KeypadPage
from protocol.refusals import Refusal
from texts import Texts
from texts.refusals import explain


class NumberPage(KeypadPage):
    """Answers by a code that is read (`CodeRead`), or with `Move.BACK`.

    `refusal`: why the last try found nothing.
    """

    def __init__(self, refusal: Refusal | None = None) -> None:
        super().__init__()
        self.refusal = refusal

    def make_typed(self) -> Widget:
        """The number, as it will stand on the ticket."""
        return NumberPicture(id="typed-number")

    def on_mount(self) -> None:
        """Take digits from the first key on."""
        self.kiosk.codes.entry.begin()

    def on_unmount(self) -> None:
        """Digits choose again."""
        self.kiosk.codes.entry.end()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self.show_code(self.kiosk.codes.entry.text)

    def says(self, texts: Texts) -> list[str]:
        """What to do, and why the last number was not found."""
        heading = texts.gettext("Type your number, or hold its code to the scanner.")
        if self.refusal is None:
            return [heading]
        return [heading, explain(self.refusal.code, self.refusal.params, texts)]

    def spoken(self, texts: Texts) -> list[str]:
        """The keys of the screen are not read: they are those of a keypad."""
        how = texts.gettext("The letter may be left out. Then press Enter.")
        return [*self.says(texts), how]

    def hint(self, texts: Texts) -> str:
        """An example says it shortest."""
        return texts.gettext("For example: A-012 or 12. Enter: look up, *: erase")

    def choose(self, value: str) -> None:
        """A key of the screen is a key of the keyboard."""
        character = value if len(value) == 1 else None
        self.kiosk.codes.press(value, character)

    def show_code(self, code: str) -> None:
        """Show it large instead of at the foot."""
        self.query_one(FootLine).show_notice("")
        self.query_one("#typed-number", NumberPicture).draw(f"{code[-6:].upper()}_".ljust(5))

    def heading_in_large(self, texts: Texts) -> str:
        """The question, or that the last number was not found."""
        return texts.gettext("Not found") if self.refusal else texts.gettext("Your number?")

    def enter_word(self, texts: Texts) -> str:
        """Find the ticket."""
        return texts.gettext("Look up")
