"""One line of text: a note to a colleague, a time of day."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Input

from desk.dialogs import Dialog
from terminal.plain import Plain
from texts import Texts

T = TypeVar("T")

Read = Callable[[str], tuple[T | None, str]]
"""Gives what was meant and "", or None and a sentence why it will not do."""


class LineDialog(Dialog[T], Generic[T]):
    """Gives what `read` makes of the line."""

    def __init__(
        self,
        title: str,
        texts: Texts,
        help_line: str,
        read: Read[T],
        *,
        number: str = "",
        lines: Sequence[str] = (),
        most: int = 200,
        placeholder: str = "",
    ) -> None:
        """`most`: how many characters there may be; `number` and `lines` say what it is about."""
        super().__init__(title, texts)
        self._help, self._read = help_line, read
        self._number, self._lines = number, lines
        self._field: dict[str, Any] = {"max_length": most, "placeholder": placeholder}

    def compose_body(self) -> ComposeResult:
        """What it is about, the field, and room for an answer."""
        if self._number:
            yield Plain(self._number, classes="dialog-number")
        if self._lines:
            yield Plain("\n".join(self._lines), classes="dialog-lines")
        yield Input(**self._field)
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self._help

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take it, or say why not."""
        event.stop()
        value, problem = self._read(event.value)
        if not problem:
            self.dismiss(value)
            return
        self.query_one(".dialog-answer", Plain).update(problem)
        event.input.select_all()
