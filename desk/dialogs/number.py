"""Which number? Typed as people write it, with or without the dash and the zeros."""

from collections.abc import Awaitable, Callable

from textual.app import ComposeResult
from textual.widgets import Input

from desk.dialogs import Dialog
from terminal.plain import Plain
from texts import Texts

Look = Callable[[str], Awaitable[tuple[str | None, str]]]
"""Gives a typed number's ticket id, or None and a sentence why there is none to work with."""


class NumberDialog(Dialog[str]):
    """Gives the id of a ticket of today that is still good for something."""

    def __init__(self, title: str, texts: Texts, look: Look) -> None:
        super().__init__(title, texts)
        self._look = look

    def compose_body(self) -> ComposeResult:
        """The field, and room for an answer."""
        yield Input(placeholder="A-012", max_length=12)
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Enter: search · Esc: close")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for it."""
        event.stop()
        if event.value.strip():
            self.run_worker(self._search(event.value), exclusive=True)

    async def _search(self, typed: str) -> None:
        ticket_id, words = await self._look(typed)
        if ticket_id is not None:
            self.dismiss(ticket_id)
            return
        self.query_one(".dialog-answer", Plain).update(words)
        field = self.query_one(Input)
        field.selection = field.selection.__class__(0, len(field.value))
