"""A field that a visitor can choose: by its digit, by arrows and Enter, by mouse or finger."""

from textwrap import wrap
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from terminal.plain import Plain


class Choice(Plain, can_focus=True):
    """One field. `value` is what choosing it means; `digit` the key that chooses it, "" if none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "choose", show=False)]

    class Chosen(Message):
        """The visitor has chosen. `at`: when the finger came down, None for a key."""

        def __init__(self, choice: "Choice", at: float | None = None) -> None:
            super().__init__()
            self.choice = choice
            self.at = at

    def __init__(self, value: Any = None, digit: str = "", **options: Any) -> None:
        super().__init__(**options)
        self.add_class("choice")
        self.value = value
        self.digit = digit
        self.lines: tuple[str, ...] = ()
        #: What is said in large letters instead, where a page has fewer words for it.
        self.short_lines: tuple[str, ...] = ()

    def label(self, *lines: str) -> None:
        """Write the field: its digit, a first line in bold, further lines beneath it."""
        self.lines = lines
        self._write()

    @property
    def large_lines(self) -> list[str]:
        """What it says in large letters: its digit before its first line, then the others."""
        first, *others = self.short_lines or self.lines or ("",)
        head = f"{self.digit} {first}" if self.digit else first
        return [head, *(line for line in others if line)]

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._write()

    def _write(self) -> None:
        """Break long lines so that they stay beside the digit, never beneath it."""
        head = f"{self.digit}  " if self.digit else ""
        indent = "\n" + " " * len(head)
        width = max(1, (self.content_size.width or self.size.width or 80) - len(head))
        first, *others = (indent.join(wrap(line, width)) for line in self.lines or ("",))
        words = Content.assemble((head + first, "bold"), *(indent + line for line in others))
        self.update(words)

    def action_choose(self) -> None:
        """Choose by key."""
        self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Choose by mouse or finger."""
        event.stop()
        self.post_message(self.Chosen(self, event.time))


def next_in_direction(here: Region, others: list[Choice], key: str) -> Choice | None:
    """The nearest choice that lies wholly up, down, left or right of `here`, None if none does."""
    horizontal = key in ("left", "right")
    sign = 1 if key in ("right", "down") else -1

    def distance(choice: Choice) -> tuple[int, int] | None:
        there = choice.region
        along, across = (
            (there.x - here.x, there.y - here.y)
            if horizontal
            else (there.y - here.y, there.x - here.x)
        )
        if along * sign <= 0:
            return None
        return (abs(across), abs(along)) if horizontal else (abs(along), abs(across))

    reachable = [(found, choice) for choice in others if (found := distance(choice)) is not None]
    return min(reachable, key=lambda pair: pair[0])[1] if reachable else None
