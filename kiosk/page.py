"""The base of the kiosk's screens: each asks one thing and gives one answer, once.

Owns the keys and touches that all screens share. Promises that the first answer counts and no
later one, so that a double press can do nothing twice.
"""

import asyncio
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual.app import ComposeResult

from kiosk.choice import Choice, next_in_direction
from kiosk.foot import FootLine, Link, other_language
from terminal.screen import TerminalScreen
from texts import Texts

if TYPE_CHECKING:
    from kiosk.app import KioskApp


class Move(Enum):
    """Answers that are not about a thing but about the way."""

    BACK = "back"
    AGAIN = "again"
    CONTINUE = "continue"
    MORE = "more"
    OTHER_SERVICE = "other_service"
    NUMBER = "number"
    RETURN = "return"
    CANCEL = "cancel"
    REPRINT = "reprint"
    START = "start"


class VisitorLeft(Exception):  # noqa: N818 - a fact, not an error
    """Nobody has touched the screen for too long."""


class CodeRead(Exception):  # noqa: N818 - a fact, not an error
    """A code was scanned or typed, whatever the screen was asking."""

    def __init__(self, text: str) -> None:
        super().__init__("a code was read")
        self.text = text


class Page(TerminalScreen):
    """A screen of the kiosk. `answer` is what the visitor chose; the dialogue awaits it."""

    can_go_back = True
    can_switch_language = True
    #: Each page says itself what Enter does, and does so on purpose.
    AUTO_FOCUS = ""
    #: Whether a scanned code may take the screen's place.
    is_interruptible = True

    def __init__(self) -> None:
        super().__init__()
        self.answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.shown = asyncio.Event()

    @property
    def kiosk(self) -> "KioskApp":
        """The app, as what it is."""
        return cast("KioskApp", self.app)

    @property
    def is_ready(self) -> bool:
        """Whether a person sees it, and it is not being closed."""
        return self.is_alive and self.shown.is_set()

    def compose(self) -> ComposeResult:
        """Bars, body, foot."""
        yield from super().compose()
        yield FootLine(can_go_back=self.can_go_back, can_switch=self.can_switch_language)

    def give(self, answer: Any) -> None:
        """Answer; only the first one counts."""
        if not self.answer.done():
            self.answer.set_result(answer)

    def interrupt(self, reason: VisitorLeft | CodeRead) -> None:
        """End the screen without an answer of its own."""
        if not self.answer.done():
            self.answer.set_exception(reason)

    def on_mount(self) -> None:
        """Tell that a person can see it."""
        self.call_after_refresh(self.shown.set)

    def write_texts(self, texts: Texts) -> None:
        """Write the foot; a subclass writes the rest, and calls this."""
        office = self.kiosk.office
        languages = office.languages if office is not None else ()
        self.query_one(FootLine).write(
            texts,
            self.hint(texts),
            texts.gettext("Back"),
            other_language(languages, texts.language),
        )

    def hint(self, texts: Texts) -> str:
        """What to do here, at most seven words."""
        return texts.gettext("Touch a field or press its number.")

    def show_patience(self, left_seconds: float | None, warning_seconds: float) -> None:
        """Warn when time is nearly up; called a few times a second."""
        soon = left_seconds is not None and left_seconds <= warning_seconds
        self.query_one(FootLine).warn(int(left_seconds or 0) + 1 if soon else None)

    def show_code(self, code: str) -> None:
        """Show the code that is being typed."""
        self.query_one(FootLine).show_code(code)

    # ------------------------------------------------------------ keys and touches

    def shown_choices(self) -> list[Choice]:
        """The fields that can be chosen now."""
        return [choice for choice in self.query(Choice) if choice.display and not choice.disabled]

    def on_mouse_down(self) -> None:
        """A touch, wherever it is, tells of a person."""
        self.kiosk.patience.touch()

    def on_key(self, event: events.Key) -> None:
        """Digits choose, arrows move, Esc goes back."""
        if event.key == "escape":
            event.stop()
            self.go_back()
        elif event.key in ("up", "down", "left", "right"):
            event.stop()
            self._move(event.key)
        elif event.character:
            digit = event.character
            for choice in self.shown_choices():
                if choice.digit and choice.digit == digit:
                    event.stop()
                    choice.focus()
                    self.choose(choice.value)

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """A field was chosen; a second touch just after another is the same finger."""
        event.stop()
        if event.at is None or self.kiosk.takes_touch(event.at):
            self.choose(event.choice.value)

    def on_link_touched(self, event: Link.Touched) -> None:
        """Back, or the other language."""
        event.stop()
        if event.link.id == "back-link":
            self.go_back()
        else:
            self.kiosk.switch_language()

    def choose(self, value: Any) -> None:
        """What a chosen field does: answer with its value."""
        self.give(value)

    def go_back(self) -> None:
        """One step back, where there is one."""
        if self.can_go_back:
            self.give(Move.BACK)

    def _move(self, key: str) -> None:
        choices = self.shown_choices()
        if not choices:
            return
        if not isinstance(self.focused, Choice):
            choices[0].focus()
            return
        found = next_in_direction(self.focused.region, choices, key)
        if found is not None:
            found.focus()
