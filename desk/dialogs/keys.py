"""All keys with their actions, for who is new here."""

from textual.app import ComposeResult
from textual.content import Content

from desk.actions import HALL_VIEW, Standing, actions_in, is_offered
from desk.dialogs import Dialog
from desk.words import action_word, key_word
from terminal.plain import Plain
from texts import Texts

COLUMNS = 2


class KeysDialog(Dialog[str]):
    """The table of keys, in two columns."""

    def __init__(self, texts: Texts, view: str, standing: Standing) -> None:
        super().__init__(texts.gettext("Keys"), texts)
        self._view, self._standing = view, standing

    def compose_body(self) -> ComposeResult:
        """The table."""
        yield Plain(self._table(), id="keys-table")

    def _table(self) -> Content:
        offered = (each for each in actions_in(self._view) if is_offered(each.id, self._standing))
        cells = [(key_word(each.id), action_word(each.id, self.texts)) for each in offered]
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
