"""Questions over the desk. Each gives back what was chosen, or None where it was closed by Esc.

A dialog changes nothing itself, and reads the words and lists that it is given only.
"""

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from terminal.plain import Plain
from texts import Texts

T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A title, a body, and a line that says what the keys do. Esc leaves all as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False, priority=True)]

    def __init__(self, title: str, texts: Texts) -> None:
        super().__init__()
        self.dialog_title = title
        self.texts = texts

    def compose(self) -> ComposeResult:
        """The frame around the subclass's body."""
        with Vertical(classes="dialog"):
            yield Plain(self.dialog_title, classes="dialog-title")
            yield from self.compose_body()
            yield Plain(self.help_line(), classes="dialog-help")

    def compose_body(self) -> ComposeResult:
        """What the dialog is about."""
        yield from ()

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Esc: close")

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
