"""The foot of a kiosk screen: what to do, and the keys that are the same everywhere.

One line for things that never matter at once: the hint; a code that is being typed; why a code was
not understood; and the warning that the screen is about to close.
"""

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
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


class FootLine(Vertical):
    """What to do, and beneath it the keys that are the same everywhere, each to be touched, too.

    Back at the left; reading aloud, help and the other language at the right. The keys are those
    that a numeric keypad has; Esc does the same as `*`.
    """

    def __init__(self, *, can_go_back: bool, can_switch: bool, can_help: bool = True) -> None:
        super().__init__()
        self.can_go_back = can_go_back
        self.can_switch = can_switch
        self.can_help = can_help
        self._hint = ""
        self._code = ""
        self._notice = ""
        self._seconds: int | None = None
        self._texts: Texts | None = None

    def compose(self) -> ComposeResult:
        """The words, the keys."""
        yield Plain(id="foot-words")
        with Horizontal(id="foot-keys"):
            yield Link(id="back-link")
            yield Plain(id="foot-gap")
            yield Link(id="speak-link")
            yield Link(id="help-link")
            yield Link(id="language-link")

    def write(self, texts: Texts, hint: str, back: str, other_language: str | None) -> None:
        """Set the words of the screen; `other_language` is a code, None where there is no other."""
        self._texts, self._hint = texts, hint
        self._write_link("#back-link", f"← {back} [Esc *]", is_shown=self.can_go_back)
        self.offer_help(texts.gettext("Help"))
        name = LANGUAGES.get(other_language or "", other_language or "")
        is_shown = self.can_switch and other_language is not None
        self._write_link("#language-link", f"/ {name}", is_shown=is_shown)
        self._show()

    def show_hint(self, words: str) -> None:
        """Say what to do here: it has changed."""
        self._hint = words
        self._show()

    def offer_reading(self, words: str | None) -> None:
        """Write the key that reads aloud; None where there is nothing to read with."""
        self._write_link("#speak-link", words or "", is_shown=words is not None)

    def offer_help(self, word: str) -> None:
        """Write the key that calls staff, where help can be called for."""
        self._write_link("#help-link", f". {word}", is_shown=self.can_help)

    def _write_link(self, selector: str, words: str, *, is_shown: bool) -> None:
        link = self.query_one(selector, Link)
        link.display = is_shown
        link.update(words)

    def show_code(self, code: str) -> None:
        """Show what is being typed, "" for nothing."""
        self._code = code
        self._notice = ""
        self._show()

    def show_notice(self, words: str) -> None:
        """Show a sentence in the hint's place, "" takes it away."""
        self._notice = words
        self._show()

    def warn(self, seconds: int | None) -> None:
        """Warn that the screen closes in so many seconds; None takes it back."""
        if seconds != self._seconds:
            self._seconds = seconds
            self._show()

    @property
    def notice(self) -> str:
        """The sentence that stands in the hint's place, "" for none."""
        return self._notice

    @property
    def urgent_words(self) -> str:
        """The warning, notice or typed code that stands there now, "" for the mere hint."""
        if self._texts is None or not (self._seconds is not None or self._code or self._notice):
            return ""
        return self._words(self._texts)

    def _show(self) -> None:
        if self._texts is None:
            return
        self.set_class(self._seconds is not None, "-warning")
        self.set_class(bool(self._notice) and self._seconds is None, "-notice")
        self.set_class(bool(self._code) and self._seconds is None, "-code")
        self.query_one("#foot-words", Plain).update(self._words(self._texts))

    def _words(self, texts: Texts) -> str:
        if self._seconds is not None:
            return texts.ngettext(
                "Still there? Touch the screen. It closes in %(n)s second.",
                "Still there? Touch the screen. It closes in %(n)s seconds.",
                self._seconds,
            )
        if self._notice:
            return self._notice
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
