"""The keys and touches that all pages of the kiosk share: a keyboard, a keypad alone, a finger.

Owns what each key means. A numeric keypad is enough: digits choose, Enter takes, `+` and `-` lead
to the next and the last field or leaf, `*` goes back, `/` changes the language, `0` reads aloud and
`.` calls staff. On a keyboard the arrows and Esc do the same.
"""

from typing import TYPE_CHECKING, Any, cast

from textual import events

from kiosk.choice import Choice, next_in_direction
from kiosk.foot import Link
from kiosk.moves import Move
from kiosk.stage import Surroundings
from terminal.screen import TerminalScreen
from texts import Texts

if TYPE_CHECKING:
    from kiosk.large.layer import LargeLayer


class KeyedScreen(TerminalScreen):
    """A screen with choices. A page says what they are, and takes the answer in `give`."""

    can_go_back = True
    can_switch_language = True
    can_help = True
    #: Each page says itself what Enter does, and does so on purpose.
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        #: The page in large letters: None until they have been chosen, and it stands.
        self.large: LargeLayer | None = None
        self._first: Choice | None = None

    @property
    def kiosk(self) -> Surroundings:
        """The app, as far as a page may know it."""
        return cast("Surroundings", self.app)

    def give(self, answer: Any) -> None:
        """Take the visitor's answer."""
        raise NotImplementedError

    def shown_choices(self) -> list[Choice]:
        """The fields that can be chosen now, those of the page itself."""
        body = self.query_one("#page-body")
        return [choice for choice in body.query(Choice) if choice.display and not choice.disabled]

    def focus_first(self, choice: Choice) -> None:
        """Put a choice in focus, unless the visitor has done so."""
        self._first = choice
        if not self.kiosk.is_large and (self.focused is None or not self.focused.display):
            choice.focus()

    # ------------------------------------------------------------ keys and touches

    def on_mouse_down(self) -> None:
        """A touch, wherever it is, tells of a person."""
        self.kiosk.patience.touch()

    def on_key(self, event: events.Key) -> None:
        """Digits choose, arrows move, Esc goes back; every key of a keypad has its meaning."""
        character = event.character or ""
        if event.key == "escape" or character == "*":
            self.go_back()
        elif event.key in ("up", "down", "left", "right"):
            self._move(event.key)
        elif event.key == "enter" and not isinstance(self.focused, Choice):
            self.press_enter()
        elif character in ("+", "-"):
            self.leaf(1 if character == "+" else -1)
        elif character == "/":
            self._switch_language()
        elif character == "0" and self.reads_with_nought:
            self.kiosk.read_aloud()
        elif character and character in ".,?":
            self._call_for_help()
        elif not (character and self._choose_by_digit(character)):
            return
        event.stop()

    @property
    def reads_with_nought(self) -> bool:
        """Whether 0 reads aloud here: not where numbers are typed."""
        return True

    def _choose_by_digit(self, digit: str) -> bool:
        for choice in self.shown_choices():
            if choice.digit and choice.digit == digit:
                if not self.kiosk.is_large:
                    self.set_focus(choice)  # now: not after large letters have taken its place
                self.choose(choice.value)
                return True
        return False

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """A field was chosen; a second touch just after another is the same finger."""
        event.stop()
        if event.at is None or self.kiosk.takes_touch(event.at):
            self.choose(event.choice.value)

    def on_link_touched(self, event: Link.Touched) -> None:
        """A field at the foot was touched."""
        event.stop()
        acts = {
            "back-link": self.go_back,
            "large-back": self.go_back,
            "large-last": lambda: self.turn_leaf(-1),
            "large-more": self.turn_leaf,
            "speak-link": self.kiosk.read_aloud,
            "help-link": self._call_for_help,
            "language-link": self._switch_language,
        }
        acts[event.link.id or ""]()

    def choose(self, value: Any) -> None:
        """What a chosen field does: answer with its value."""
        self.give(value)

    def go_back(self) -> None:
        """One step back, where there is one."""
        if self.can_go_back:
            self.give(Move.BACK)

    def press_enter(self) -> None:
        """Enter with nothing in focus: leaf on, where there are leaves."""
        if self.kiosk.is_large:
            self.leaf(1)

    def turn_leaf(self, step: int = 1) -> None:
        """The next or last leaf in large letters."""
        if self.large is not None:
            self.large.turn(step)

    def leaf(self, step: int) -> None:
        """The next leaf or the last one; where there is one only, the next field."""
        if not self.kiosk.is_large:
            self._step(step)
        elif self.large is not None:
            self._say(self.large.move(step))

    def _switch_language(self) -> None:
        if self.can_switch_language:
            self.kiosk.switch_language()

    def _call_for_help(self) -> None:
        if self.can_help:
            self.kiosk.call_for_help()

    def _move(self, key: str) -> None:
        if self.kiosk.is_large:
            self.leaf(1 if key in ("down", "right") else -1)
            return
        here = self._here()
        if here is None:
            self._step(1)
        else:
            self._focus(next_in_direction(here.region, self.shown_choices(), key))

    def _here(self) -> Choice | None:
        """The choice in focus, or the one that is about to be."""
        choice = self.focused if isinstance(self.focused, Choice) else self._first
        return choice if choice in self.shown_choices() else None

    def _step(self, step: int) -> None:
        """The next or last choice in order, round at the ends."""
        choices = self.shown_choices()
        current = self._here()
        here = choices.index(current) if current is not None else (-1 if step > 0 else 0)
        if choices:
            self._focus(choices[(here + step) % len(choices)])

    def _focus(self, choice: Choice | None) -> None:
        if choice is not None:
            choice.focus()
            self._say(choice)

    def _say(self, choice: Choice | None) -> None:
        original = layer_original(choice)
        if original is not None:
            self.kiosk.say_focused(say_choice(original, self.kiosk.texts))


def layer_original(widget: Any) -> Choice | None:
    """The page's own choice that a widget is or stands for."""
    original = getattr(widget, "original", widget)
    return original if isinstance(original, Choice) else None


def say_choice(choice: Choice, texts: Texts) -> str:
    """A choice as it is read aloud: its key, then its words."""
    words = ", ".join(line for line in choice.lines if line)
    if not choice.digit:
        return words
    return texts.gettext("Press %(digit)s: %(words)s", digit=choice.digit, words=words)
