"""A field that a visitor can choose: by its digit, by arrows and Enter, by mouse or finger."""

from textwrap import wrap
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message

from terminal.plain import Plain

#: A digit is drawn in half blocks of so many rows, each for so many columns of its field.
LEAST_DIGIT_ROWS, MOST_DIGIT_ROWS, COLUMNS_OF_A_ROW = 4, 6, 8


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
        room = self._sure_room()
        digit = self._draw_digit(room)
        gap = len(digit[0]) + 2 if digit else 0
        width = max(1, room.width - gap)
        lines = [wrap(line, width) or [""] for line in self.lines or ("",)]
        head, others = lines[0], [line for broken in lines[1:] for line in broken]
        above = max(0, (len(digit) - len(head) - len(others)) // 2)
        words = [""] * above + head + others
        words += [""] * (len(digit) - len(words))
        bold = above + len(head)
        rows = [
            Content.assemble(
                (digit[row] if row < len(digit) else " " * max(0, gap - 2), "bold"),
                "  " if gap else "",
                (words[row], "bold" if row < bold else ""),
            )
            for row in range(len(words))
        ]
        self.update(Content("\n").join(rows))

    def _draw_digit(self, room: Size) -> tuple[str, ...]:
        """The digit, in half blocks where the field is high enough, () for none."""
        rows = min(room.height, MOST_DIGIT_ROWS, room.width // COLUMNS_OF_A_ROW)
        if not self.digit or rows < LEAST_DIGIT_ROWS:
            return (self.digit,) if self.digit else ()
        from look.big_numbers import draw_big

        lines = draw_big(self.digit, rows * 2, rows).lines
        return tuple(line.ljust(rows + 1) for line in lines)

    def _sure_room(self) -> Size:
        """The cells for words; the height that is sure whatever the words need."""
        width = self.content_size.width or self.size.width or 80
        height, least = self.styles.height, self.styles.min_height
        if height is not None and not height.is_auto:
            beside = [one for one in self.siblings if isinstance(one, Choice) and one.display]
            heights = (one.content_size.height for one in [self, *beside])
            return Size(width, min(heights))  # the digits of a page are as high as each other
        screen = self.screen.size
        sure = int(least.resolve(screen, screen)) - self.gutter.height if least is not None else 0
        return Size(width, max(0, sure))

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
