"""Several of a list: what a counter serves."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Key
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from desk.dialogs import Dialog
from terminal.plain import Plain
from texts import Texts


def numbered_selections(
    choices: Sequence[tuple[str, str]], chosen: Collection[str] = ()
) -> list[Selection[str]]:
    """Boxes with the digits 1 to 9 before their words; pairs of a value and its words come in."""
    return [
        Selection(
            Content(f"{place if place <= 9 else ' '}  {words}"),
            value,
            initial_state=value in chosen,
        )
        for place, (value, words) in enumerate(choices, start=1)
    ]


def toggle_by_digit(event: Key, boxes: SelectionList[str], values: Sequence[str]) -> None:
    """A digit chooses a box, or leaves it out again."""
    digit = event.character or ""
    if digit.isascii() and digit.isdigit() and 0 < int(digit) <= len(values):
        event.stop()
        boxes.toggle(values[int(digit) - 1])


class SeveralDialog(Dialog[tuple[str, ...]]):
    """Gives the chosen values in the list's order, at least one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "give", show=False, priority=True)]

    def __init__(
        self,
        title: str,
        texts: Texts,
        choices: Sequence[tuple[str, str]],
        chosen: Collection[str],
        wanted: str,
    ) -> None:
        """`choices` are pairs of a value and its words; `wanted` is said where none is chosen."""
        super().__init__(title, texts)
        self._choices, self._chosen, self._wanted = list(choices), chosen, wanted

    def compose_body(self) -> ComposeResult:
        """The boxes, and room for an answer."""
        yield SelectionList[str](*numbered_selections(self._choices, self._chosen))
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Digit: service · Enter: set · Esc: close")

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(SelectionList).focus()

    def on_key(self, event: Key) -> None:
        """A digit chooses."""
        values = [value for value, _ in self._choices]
        toggle_by_digit(event, self.query_one(SelectionList), values)

    def action_give(self) -> None:
        """Give what is chosen, or say that something must be."""
        selected = self.query_one(SelectionList).selected
        values = tuple(value for value, _ in self._choices if value in selected)
        if values:
            self.dismiss(values)
        else:
            self.query_one(".dialog-answer", Plain).update(self._wanted)
