"""A number already taken: typed on the screen or on a keypad, its letter left out if need be."""

from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical

from kiosk.big_text import BigText, break_into, draw, size_for
from kiosk.choice import Choice
from kiosk.foot import FootLine
from kiosk.page import Page
from kiosk.pictures import NumberPicture
from protocol.refusals import Refusal
from terminal.plain import Plain
from texts import Texts
from texts.refusals import explain

_KEYS = (*"123456789", "backspace", "0", "enter")


class Key(Choice):
    """A key of the screen, in large letters where the visitor chose them."""

    def __init__(self, value: str, **options: Any) -> None:
        super().__init__(value, **options)
        self._letters = 0
        self._large = ""

    def write_large(self, word: str, size: int) -> None:
        """Draw its word in half blocks; its own words stand there again at size 0."""
        self._letters = size
        self._large = word
        self._write()

    def _write(self) -> None:
        if self._letters:
            rows = draw(break_into([self._large], 80, self._letters)).plain.rstrip().split("\n")
            width = max(map(len, rows))  # all rows as long: each is put in the middle by itself
            picture = "\n".join(row.ljust(width, "\N{NO-BREAK SPACE}") for row in rows)
            self.update(Text(picture, no_wrap=True))
        else:
            super()._write()


class NumberPage(Page):
    """Answers by a code that is read (`CodeRead`), or with `Move.BACK`.

    `refusal`: why the last try found nothing. Its keys are as large as they can be; in large text
    the number and the keys are drawn in half blocks, all on one leaf.
    """

    reads_with_nought = False

    def __init__(self, refusal: Refusal | None = None) -> None:
        super().__init__()
        self.refusal = refusal

    def compose_body(self) -> ComposeResult:
        """At the left what is typed so far, at the right keys to touch."""
        with Horizontal(id="number-page"):
            with Vertical(id="number-words"):
                yield Plain(id="number-heading", classes="heading")
                yield BigText(id="number-large-heading")
                yield Plain(id="number-notice", classes="notice -warning")
                yield NumberPicture(id="typed-number")
            with Grid(id="keys"):
                for key in _KEYS:
                    yield Key(key, classes="key main-action" if key == "enter" else "key")

    def on_mount(self) -> None:
        """Take digits from the first key on."""
        self.kiosk.codes.entry.begin()

    def on_unmount(self) -> None:
        """Digits choose again."""
        self.kiosk.codes.entry.end()

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        heading, *notice = self.says(texts)
        self.query_one("#number-heading", Plain).update(heading)
        shown = self.query_one("#number-notice", Plain)
        shown.display = bool(notice) and not self.kiosk.is_large
        shown.update("\n".join(notice))
        for key in self.query(Key):
            key.label(self._word(key.value, texts))
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

    def show_large(self) -> None:
        """The same layout, its words and keys in large letters."""
        if not self.is_alive:
            return
        is_large, texts = self.kiosk.is_large, self.kiosk.texts
        self.set_class(is_large, "-large-keys")
        heading = self.query_one("#number-large-heading", BigText)
        heading.display = is_large
        self.query_one("#number-heading").display = not is_large
        size = size_for(self.size.width, self.size.height) if is_large else 0
        if is_large:
            words = texts.gettext("Not found") if self.refusal else texts.gettext("Your number?")
            heading.write(break_into([words], self.size.width * 2 // 5 - 2, size))
        for key in self.query(Key):
            key.write_large(self._word(key.value, texts, short=True), size if is_large else 0)

    def _word(self, key: str, texts: Texts, *, short: bool = False) -> str:
        if key == "backspace":
            return "*" if short else "← * " + texts.gettext("Erase")
        if key == "enter":
            return "OK" if short else texts.gettext("Look up")
        return key
