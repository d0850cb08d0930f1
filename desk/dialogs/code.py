"""A code that stands on another machine's screen: typed here, judged by the server."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Input

from desk.dialogs import Dialog
from terminal.plain import Plain
from texts import Texts

T = TypeVar("T")

Send = Callable[[str], Awaitable[tuple[T | None, str]]]
"""Gives what the code led to and "", or None and a sentence why it will not do."""

MOST_LETTERS = 16


class CodeDialog(Dialog[T], Generic[T]):
    """Gives what `send` made of the code; a code that will not do is typed again."""

    def __init__(self, title: str, texts: Texts, lines: Sequence[str], send: Send[T]) -> None:
        super().__init__(title, texts)
        self._lines, self._send = lines, send

    def compose_body(self) -> ComposeResult:
        """What to do, the field, and room for an answer."""
        yield Plain("\n".join(self._lines), classes="dialog-lines")
        yield Input(max_length=MOST_LETTERS)
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Enter: go on · Esc: close")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Ask the server."""
        event.stop()
        if event.value.strip():
            self.run_worker(self._judge(event.value), exclusive=True)

    async def _judge(self, typed: str) -> None:
        value, problem = await self._send(typed.strip())
        if not problem:
            self.dismiss(value)
            return
        self.query_one(".dialog-answer", Plain).update(problem)
        self.query_one(Input).select_all()
