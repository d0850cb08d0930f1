"""A sentence in each language of the office."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from desk.dialogs import Dialog
from terminal.plain import Plain
from texts import Texts


class SentencesDialog(Dialog[dict[str, str]]):
    """Gives the filled sentences by language; at least one must be."""

    def __init__(
        self, title: str, texts: Texts, languages: Sequence[tuple[str, str]], most: int
    ) -> None:
        """`languages` are pairs of a code and its name; `most`: how many characters."""
        super().__init__(title, texts)
        self._languages = list(languages)
        self._most = most

    def compose_body(self) -> ComposeResult:
        """A field for each language."""
        for code, name in self._languages:
            yield Plain(name)
            yield Input(id=f"sentence-{code}", max_length=self._most)
        yield Plain(classes="dialog-answer")

    def help_line(self) -> str:
        """What the keys do."""
        return self.texts.gettext("Tab: language · Enter: go on · Esc: close")

    def on_mount(self) -> None:
        """Type at once."""
        self.query(Input).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was written."""
        event.stop()
        written = {
            code: self.query_one(f"#sentence-{code}", Input).value.strip()
            for code, _ in self._languages
        }
        filled = {code: words for code, words in written.items() if words}
        if filled:
            self.dismiss(filled)
            return
        words = self.texts.gettext("Please write the notice first.")
        self.query_one(".dialog-answer", Plain).update(words)
