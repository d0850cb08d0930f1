"""The line at the foot of a kiosk screen: way back, what to do, language.

One line for three things that never matter at once: the hint; a code that is being typed; and the
warning that the screen is about to close.
"""

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from terminal.plain import Plain
from texts import LANGUAGES, Texts


class Link(Plain):
    """A short field at the foot that can be touched."""

    class Touched(Message):
        """It was."""

        def __init__(self, link: "Link") -> None:
            super().__init__()
            self.link = link

    def on_click(self, event: events.Click) -> None:
        """Tell it."""
        event.stop()
        self.post_message(self.Touched(self))


class FootLine(Horizontal):
    """Back at the left, words in the middle, the other language at the right."""

    def __init__(self, *, can_go_back: bool, can_switch: bool) -> None:
        super().__init__()
        self.can_go_back = can_go_back
        self.can_switch = can_switch
        self._hint = ""
        self._code = ""
        self._seconds: int | None = None
        self._texts: Texts | None = None

    def compose(self) -> ComposeResult:
        """Three parts."""
        yield Link(id="back-link")
        yield Plain(id="foot-words")
        yield Link(id="language-link")

    def write(self, texts: Texts, hint: str, back: str, other_language: str | None) -> None:
        """Set the words of the screen; `other_language` is a code, None where there is no other."""
        self._texts, self._hint = texts, hint
        link, switch = self.query_one("#back-link", Link), self.query_one("#language-link", Link)
        link.display = self.can_go_back
        link.update(f"← {back} [Esc]")
        switch.display = self.can_switch and other_language is not None
        switch.update(LANGUAGES.get(other_language or "", other_language or ""))
        self._show()

    def show_code(self, code: str) -> None:
        """Show what is being typed, "" for nothing."""
        self._code = code
        self._show()

    def warn(self, seconds: int | None) -> None:
        """Warn that the screen closes in so many seconds; None takes it back."""
        if seconds != self._seconds:
            self._seconds = seconds
            self._show()

    def _show(self) -> None:
        if self._texts is None:
            return
        self.set_class(self._seconds is not None, "-warning")
        self.set_class(bool(self._code) and self._seconds is None, "-code")
        self.query_one("#foot-words", Plain).update(self._words(self._texts))

    def _words(self, texts: Texts) -> str:
        if self._seconds is not None:
            return texts.ngettext(
                "Still there? Touch the screen. It closes in %(n)s second.",
                "Still there? Touch the screen. It closes in %(n)s seconds.",
                self._seconds,
            )
        if self._code:
            return texts.gettext("Your number: %(code)s  Enter: look up", code=_short(self._code))
        return self._hint


def _short(code: str, most: int = 24) -> str:
    """The end of a code that is too long for the line: a scanned address."""
    return code if len(code) <= most else "…" + code[-most:]


def other_language(languages: tuple[str, ...], current: str) -> str | None:
    """The next language of the office after the current one, None where there is only one."""
    known: list[Any] = [code for code in languages if code in LANGUAGES]
    if current not in known or len(known) < 2:
        return next((code for code in known if code != current), None)
    return str(known[(known.index(current) + 1) % len(known)])
