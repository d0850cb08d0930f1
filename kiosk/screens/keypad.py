"""A page on which digits are typed: on its own keys, as large as they can be, or on a keypad."""

from typing import Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical
from textual.widget import Widget

from kiosk.choice import Choice
from kiosk.large.big_text import BigText, break_into, draw, size_for
from kiosk.page import Page
from terminal.plain import Plain
from texts import Texts

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


class KeypadPage(Page):
    """At the left the question and what is typed so far, at the right keys to touch.

    In large text the heading and the keys are drawn in half blocks, all on one leaf.
    """

    reads_with_nought = False

    def compose_body(self) -> ComposeResult:
        """At the left what is typed so far, at the right keys to touch."""
        with Horizontal(id="keypad-page"):
            with Vertical(id="keypad-words"):
                yield Plain(id="keypad-heading", classes="heading")
                yield BigText(id="keypad-large-heading")
                yield Plain(id="keypad-notice", classes="notice -warning")
                yield self.make_typed()
            with Grid(id="keys"):
                for key in _KEYS:
                    yield Key(key, classes="key main-action" if key == "enter" else "key")

    def make_typed(self) -> Widget:
        """What shows the digits typed so far."""
        raise NotImplementedError

    def heading_in_large(self, texts: Texts) -> str:
        """The question, in as few words as large letters have room for."""
        raise NotImplementedError

    def enter_word(self, texts: Texts) -> str:
        """What Enter does."""
        raise NotImplementedError

    def write_texts(self, texts: Texts) -> None:
        """Write all but what is typed."""
        super().write_texts(texts)
        heading, *notice = self.says(texts)
        self.query_one("#keypad-heading", Plain).update(heading)
        shown = self.query_one("#keypad-notice", Plain)
        shown.display = bool(notice) and not self.kiosk.is_large
        shown.update("\n".join(notice))
        for key in self.query(Key):
            key.label(self._word(key.value, texts))

    def show_large(self) -> None:
        """The same layout, its words and keys in large letters."""
        if not self.is_alive:
            return
        is_large, texts = self.kiosk.is_large, self.kiosk.texts
        self.set_class(is_large, "-large-keys")
        heading = self.query_one("#keypad-large-heading", BigText)
        heading.display = is_large
        self.query_one("#keypad-heading").display = not is_large
        size = size_for(self.size.width, self.size.height) if is_large else 0
        if is_large:
            words = self.heading_in_large(texts)
            heading.write(break_into([words], self.size.width * 2 // 5 - 2, size))
        for key in self.query(Key):
            key.write_large(self._word(key.value, texts, short=True), size if is_large else 0)

    def _word(self, key: str, texts: Texts, *, short: bool = False) -> str:
        if key == "backspace":
            return "*" if short else "← * " + texts.gettext("Erase")
        if key == "enter":
            return "OK" if short else self.enter_word(texts)
        return key
