"""All keys with their actions, for who is new here."""

from textual.app import ComposeResult
from textual.content import Content

from desk.actions import HALL_VIEW, actions_in
from desk.dialogs import Dialog
from desk.words import action_word, key_word
from terminal.plain import Plain
from texts import Texts

COLUMNS = 2


class KeysDialog(Dialog[str]):
    """The table of keys, in two columns."""

    def __init__(self, texts: Texts, view: str) -> None:
        super().__init__(texts.gettext("Keys"), texts)
        self._view = view

    def compose_body(self) -> ComposeResult:
        """The table."""
        yield Plain(self._table(), id="keys-table")

    def _table(self) -> Content:
        actions = actions_in(self._view)
        cells = [(key_word(each.id), action_word(each.id, self.texts)) for each in actions]
        cells += [*self._lists(), ("Esc", self.texts.gettext("Close, let go"))]
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

    def _lists(self) -> list[tuple[str, str]]:
        texts = self.texts
        if self._view == HALL_VIEW:
            choose, open_ = (
                texts.gettext("Choose a counter"),
                texts.gettext("Open the chosen counter"),
            )
        else:
            choose = texts.gettext("Choose a ticket in the lists")
            open_ = texts.gettext("Open the chosen ticket")
        return [("↑ ↓", choose), ("Enter", open_)]
