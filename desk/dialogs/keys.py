"""All keys with their actions, for who is new here."""

from textual.app import ComposeResult
from textual.content import Content

from desk.actions import ACTIONS
from desk.dialogs import Dialog
from desk.words import action_word, key_word
from terminal.plain import Plain
from texts import Texts

COLUMNS = 2


class KeysDialog(Dialog[str]):
    """The table of keys, in two columns."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts.gettext("Keys"), texts)

    def compose_body(self) -> ComposeResult:
        """The table."""
        yield Plain(self._table(), id="keys-table")

    def _table(self) -> Content:
        cells = [(key_word(each), action_word(each, self.texts)) for each in ACTIONS]
        cells += [
            ("↑ ↓", self.texts.gettext("Choose a ticket in the lists")),
            ("Enter", self.texts.gettext("Open the chosen ticket")),
            ("Esc", self.texts.gettext("Close, let go")),
        ]
        half = -(-len(cells) // COLUMNS)
        lines = []
        for left, right in zip(cells[:half], [*cells[half:], ("", "")], strict=False):
            lines.append(
                Content.assemble(
                    (f"{left[0]:>3}", "bold $text-accent"),
                    f"  {left[1]:<27}",
                    (f"{right[0]:>5}", "bold $text-accent"),
                    f"  {right[1]}",
                )
            )
        return Content("\n").join(lines)
