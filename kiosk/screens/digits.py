"""A telephone number or NIK, typed on the screen or on a keypad. Nobody who comes later sees it."""

from collections.abc import Callable, Mapping
from typing import Any

from rich.text import Text
from textual import events

from kiosk.screens.keypad import Key, KeypadPage
from look.big_numbers import draw_big
from personal.kinds import Kind, Problem, read
from personal.nik import NikProblem
from personal.phones import PhoneProblem
from terminal.plain import Plain
from texts import N_, Texts

MOST_DIGITS = 16
GROUPS: Mapping[str, tuple[int, ...]] = {Kind.PHONE: (4, 4, 5), Kind.NIK: (6, 6, 4)}
"""How digits are set apart: a telephone number as it is said, a NIK as it is made."""

HIDDEN = "•"
ROWS_WITH_GAP = 5
"""From so many rows a group on, one of them sets it apart from the next."""

_WRONG: Mapping[Problem, str] = {
    PhoneProblem.UNREADABLE: N_("Please type the number."),
    PhoneProblem.NOT_MOBILE: N_("A mobile number begins with 08."),
    PhoneProblem.TOO_SHORT: N_("Some digits are missing."),
    PhoneProblem.TOO_LONG: N_("These are too many digits."),
    NikProblem.NOT_16_DIGITS: N_("A NIK has 16 digits."),
    NikProblem.NO_SUCH_DATE: N_("Please check the digits in the middle."),
    NikProblem.NO_SERIAL: N_("Please check the last digits."),
}


class TypedDigits(Plain):
    """The digits so far, in groups, each as large as there is room."""

    def __init__(self, sizes: tuple[int, ...], **options: Any) -> None:
        super().__init__(**options)
        self.sizes = sizes
        self.digits = ""
        self.is_hidden = False

    def on_resize(self) -> None:
        """Draw them anew."""
        self.draw()

    def draw(self) -> None:
        """Draw the digits, or as many dots."""
        rows = max(1, self.size.height // len(self.sizes))
        gap = 1 if rows >= ROWS_WITH_GAP else 0
        lines: list[str] = []
        groups = in_groups(f"{self.digits}_", self.sizes)
        widest = max(self.sizes)
        for group in groups:
            if self.is_hidden:
                lines.append(" ".join(HIDDEN * (len(group.rstrip("_")))))
            else:
                drawn = draw_big(group.ljust(widest), self.size.width, rows - gap)
                lines += [*drawn.lines, *[""] * gap]
        self.update(Text("\n".join(lines), no_wrap=True))


class DigitsPage(KeypadPage):
    """Answers with what was typed, in the form that is kept, or `Move.BACK`.

    `digits`: what stood there before. They are covered when nobody has touched the screen for a
    while, and are gone with the page.
    """

    def __init__(self, kind: Kind, digits: str = "") -> None:
        super().__init__()
        self.kind = kind
        self.digits = digits
        self.problem: Problem | None = None

    def make_typed(self) -> Plain:
        """The digits in groups."""
        return TypedDigits(GROUPS[self.kind], id="typed-digits")

    def write_texts(self, texts: Texts) -> None:
        """Write all."""
        super().write_texts(texts)
        self._draw(is_hidden=False)

    def says(self, texts: Texts) -> list[str]:
        """What to type, and what is wrong with it; never what was typed."""
        heading = {
            Kind.PHONE: texts.gettext("Type your mobile number."),
            Kind.NIK: texts.gettext("Type the 16 digits of your NIK."),
        }[self.kind]
        return [heading] if self.problem is None else [heading, texts.gettext(_WRONG[self.problem])]

    def spoken(self, texts: Texts) -> list[str]:
        """The keys of the screen are not read: they are those of a keypad."""
        return [*self.says(texts), texts.gettext("Then press Enter.")]

    def hint(self, texts: Texts) -> str:
        """An example of ours, and the keys."""
        example = "0812 3456 7890" if self.kind is Kind.PHONE else "167104 120590 0001"
        return texts.gettext("For example: %(example)s. Enter: go on, *: erase", example=example)

    def heading_in_large(self, texts: Texts) -> str:
        """What to type, or that it is not right yet."""
        if self.problem is not None:
            return texts.gettext("Please check")
        return texts.gettext("Mobile number?") if self.kind is Kind.PHONE else "NIK?"

    def _reading_words(self, texts: Texts) -> str | None:
        """Read at a touch: 0 is a digit here."""
        return texts.gettext("Listen") if self.kiosk.can_speak else None

    def enter_word(self, texts: Texts) -> str:
        """Go on."""
        return texts.gettext("Continue")

    # ------------------------------------------------------------ keys

    def on_mount(self) -> None:
        """Enter goes on, whichever key of the screen was touched last."""
        for key in self.query(Key):
            key.can_focus = False

    def on_key(self, event: events.Key) -> None:
        """Digits are typed here, and choose nothing."""
        character = event.character or ""
        act = self._act_of(event.key, character)
        if act is None:
            return
        act()
        event.stop()
        event.prevent_default()

    def _act_of(self, key: str, character: str) -> Callable[[], None] | None:
        if character.isascii() and character.isdecimal():
            return lambda: self.choose(character)
        if key == "backspace" or (character == "*" and self.digits):
            return lambda: self.choose("backspace")
        if key == "enter":
            return lambda: self.choose("enter")
        return None

    def choose(self, value: str) -> None:
        """A key of the screen, or of the keyboard."""
        if value == "enter":
            self._take()
            return
        self.digits = self.digits[:-1] if value == "backspace" else self.digits + value
        self.digits = self.digits[:MOST_DIGITS]
        had_problem, self.problem = self.problem is not None, None
        if had_problem:
            self.write_texts(self.kiosk.texts)
        else:
            self._draw(is_hidden=False)

    def _take(self) -> None:
        value = read(self.kind, self.digits)
        if isinstance(value, PhoneProblem | NikProblem):
            self.problem = value
            self.write_texts(self.kiosk.texts)
            self.kiosk.read_page()
        else:
            self.give(value)

    def show_patience(self, left_seconds: float | None, warning_seconds: float) -> None:
        """Whoever has left the screen has left nothing to be read off it."""
        super().show_patience(left_seconds, warning_seconds)
        self._draw(is_hidden=left_seconds is not None and left_seconds <= warning_seconds)

    def _draw(self, *, is_hidden: bool) -> None:
        typed = self.query_one(TypedDigits)
        if (typed.digits, typed.is_hidden) != (self.digits, is_hidden):
            typed.digits, typed.is_hidden = self.digits, is_hidden
            typed.draw()


def in_groups(digits: str, sizes: tuple[int, ...]) -> list[str]:
    """The digits cut into groups of these sizes; empty groups are left out."""
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    if digits[at:]:
        groups[-1] += digits[at:]
    return [group for group in groups if group]
