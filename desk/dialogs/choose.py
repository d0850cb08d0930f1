"""One of a few: a reason, a service, a counter, a ticket, or what to do with one."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from desk.dialogs import Dialog
from terminal.plain import Plain
from texts import Texts


@dataclass(frozen=True)
class Choice:
    """One answer. `key` chooses it outright; choices without one are reached by the arrows."""

    value: str
    words: str
    key: str = ""
    is_possible: bool = True


def numbered(answers: Sequence[tuple[str, str]]) -> list[Choice]:
    """Choices with the digits 1 to 9 as their keys, as far as they go."""
    return [
        Choice(value, words, str(place) if place <= 9 else "")
        for place, (value, words) in enumerate(answers, start=1)
    ]


class ChooseDialog(Dialog[str]):
    """Gives the value of the chosen answer. A key chooses at once; so do the arrows and Enter."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        texts: Texts,
        *,
        number: str = "",
        lines: Sequence[str] = (),
        current: str | None = None,
    ) -> None:
        """`number` and `lines` say what it is about; `current` is chosen at first."""
        super().__init__(title, texts)
        self.choices = list(choices)
        self.number = number
        self.lines = list(lines)
        self.current = current

    def compose_body(self) -> ComposeResult:
        """What it is about, then the answers."""
        if self.number:
            yield Plain(self.number, classes="dialog-number")
        if self.lines:
            yield Plain("\n".join(self.lines), classes="dialog-lines")
        yield OptionList(*(self._option(choice) for choice in self.choices))

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Key or ↑ ↓ Enter: choose · Esc: close")

    @property
    def highlighted(self) -> str | None:
        """The value of the answer that Enter would choose."""
        index = self.query_one(OptionList).highlighted
        return None if index is None else self.choices[index].value

    def on_mount(self) -> None:
        """The list has the keys."""
        answers = self.query_one(OptionList)
        answers.focus()
        values = [choice.value for choice in self.choices]
        answers.highlighted = values.index(self.current) if self.current in values else 0

    def on_key(self, event: Key) -> None:
        """A key of one of the answers chooses it."""
        pressed = (event.character or "").lower()
        for choice in self.choices:
            if choice.key and choice.key == pressed and choice.is_possible:
                event.stop()
                self.dismiss(choice.value)
                return

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a press of the mouse."""
        event.stop()
        self.dismiss(self.choices[event.option_index].value)

    def _option(self, choice: Choice) -> Option:
        key = f"{choice.key.upper():>2}" if choice.key else "  "
        words = Content.assemble((key, "bold $text-accent"), f"  {choice.words}")
        return Option(words, disabled=not choice.is_possible)
