"""The screens before the desk: account and password, and a password of one's own.

They ask and show what was wrong; they send nothing. The desk beneath stays as it is.
"""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Button, Input

from terminal.bars import terminal_app
from terminal.plain import Plain, plain_label
from terminal.screen import TerminalScreen
from texts import N_, Texts

MOST_LETTERS = 256

_HELP = N_("Tab: next field · Enter: go on · F2: other language · Ctrl+Q: quit")


class FormScreen(TerminalScreen):
    """A few fields and one button. `ask` gives what was typed."""

    # Before the fields hear of it: what is typed after Enter belongs into the next field at once.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", show=False, priority=True),
        Binding("f2", "language", show=False, priority=True),
    ]

    #: By field: its words, and whether what is typed there is hidden.
    FIELDS: ClassVar[Sequence[tuple[str, bool]]] = ()
    TITLE_WORDS: ClassVar[str] = ""
    LINES: ClassVar[str] = ""
    BUTTON: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._typed: asyncio.Future[tuple[str, ...]] | None = None
        self._problem: Any = None

    def compose_body(self) -> ComposeResult:
        """Title, fields, button, answer."""
        with Vertical(classes="form-room"), Vertical(classes="form"):
            yield Plain(classes="form-title")
            yield Plain(classes="form-lines")
            for place, (_, is_hidden) in enumerate(self.FIELDS):
                yield Plain(id=f"label-{place}", classes="form-label")
                yield Input(id=f"field-{place}", password=is_hidden, max_length=MOST_LETTERS)
            yield Button("", classes="main-action")
            yield Plain(classes="form-answer")
        yield Plain(classes="foot-line")

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query(Input).first().focus()

    def write_texts(self, texts: Texts) -> None:
        """All words, in another language."""
        self.query_one(".form-title", Plain).update(texts.gettext(self.TITLE_WORDS))
        lines = self.query_one(".form-lines", Plain)
        lines.update(texts.gettext(self.LINES) if self.LINES else "")
        lines.display = bool(self.LINES)
        for place, (words, _) in enumerate(self.FIELDS):
            self.query_one(f"#label-{place}", Plain).update(texts.gettext(words))
        self.query_one(Button).label = plain_label(texts.gettext(self.BUTTON))
        self.query_one(".foot-line", Plain).update(texts.gettext(_HELP))
        if self._problem is not None:
            self._write_answer(self._problem(texts))

    async def ask(self) -> tuple[str, ...]:
        """Wait for the button, or Enter in the last field."""
        self._typed = asyncio.get_running_loop().create_future()
        self._show_busy(False)
        return await self._typed

    def refuse(self, say: Any, *, empty: Sequence[int] = ()) -> None:
        """Tell what was wrong: `say` gives it in a language. Fields in `empty` are typed anew."""
        self._problem = say
        self._write_answer(say(terminal_app(self).texts))
        for place in empty:
            self.query_one(f"#field-{place}", Input).value = ""
        if empty:
            self.query_one(f"#field-{empty[0]}", Input).focus()

    def action_language(self) -> None:
        """The next language."""
        self.app.next_language()  # type: ignore[attr-defined]

    def action_go_on(self) -> None:
        """To the next field; from the last one, or from the button, what was typed is given."""
        fields = list(self.query(Input))
        if self.focused in fields[:-1]:
            self.set_focus(fields[fields.index(self.focused) + 1])  # at once: `focus` waits
        else:
            fields[-1].call_later(self._give)  # once the field has taken all its letters

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Give it."""
        event.stop()
        self._give()

    def _give(self) -> None:
        """Give what was typed; where a field is still empty, go there."""
        empty = [field for field in self.query(Input) if not field.value]
        if empty:
            empty[0].focus()
            return
        if self._typed is None or self._typed.done():
            return
        self._problem = None
        self._write_answer("")
        self._show_busy(True)
        self._typed.set_result(tuple(field.value for field in self.query(Input)))

    def _show_busy(self, is_busy: bool) -> None:
        self.query_one(Button).set_class(is_busy, "-under-way")

    def _write_answer(self, words: str) -> None:
        answer = self.query_one(".form-answer", Plain)
        answer.update(f"△ {words}" if words else "")


class SignInScreen(FormScreen):
    """Who sits here? Gives account and password."""

    FIELDS = ((N_("Account"), False), (N_("Password"), True))
    TITLE_WORDS = N_("Sign in")
    BUTTON = N_("Sign in")


class PasswordScreen(FormScreen):
    """A password of one's own, typed twice. Gives both."""

    FIELDS = ((N_("New password"), True), (N_("New password once more"), True))
    TITLE_WORDS = N_("Choose a password of your own")
    LINES = N_("The one-time password was for this first sign-in only.")
    BUTTON = N_("Save password")
