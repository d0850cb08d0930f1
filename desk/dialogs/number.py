"""Which number? Typed as people write it, with or without the dash and the zeros."""

from collections.abc import Awaitable, Callable, Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from desk.dialogs import Dialog
from look.colours import STATE_MARKS
from protocol.snapshots import DeskTicket
from terminal.plain import Plain
from texts import Texts
from texts.states import state_word

Look = Callable[[str], Awaitable[tuple[str | None, str]]]
"""Gives a typed number's ticket id, or None and a sentence why there is none to work with."""

Match = Callable[[str], Sequence[DeskTicket]]
"""Gives the tickets that fit what was typed so far."""


class NumberDialog(Dialog[str]):
    """Gives the id of a ticket of today that is still good for something."""

    def __init__(self, title: str, texts: Texts, match: Match, look: Look) -> None:
        super().__init__(title, texts)
        self._match, self._look = match, look

    def compose_body(self) -> ComposeResult:
        """The field, and room for an answer."""
        yield Input(placeholder="A-012", max_length=12)
        yield Plain(classes="matches")
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Enter: search · Esc: close")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what fits so far."""
        event.stop()
        lines = map(self._line, self._match(event.value))
        self.query_one(".matches", Plain).update("\n".join(lines))
        self.query_one(".dialog-answer", Plain).update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for it."""
        event.stop()
        if event.value.strip():
            self.run_worker(self._search(event.value), exclusive=True)

    def _line(self, ticket: DeskTicket) -> str:
        mark = STATE_MARKS.get(ticket.state, " ")
        return f"{mark} {ticket.number}  {state_word(ticket.state, self.texts)}"

    async def _search(self, typed: str) -> None:
        ticket_id, words = await self._look(typed)
        if ticket_id is not None:
            self.dismiss(ticket_id)
            return
        self.query_one(".dialog-answer", Plain).update(words)
        self.query_one(Input).select_all()
