"""How words in large letters are laid out over the leaves of a small screen. Pure.

Owns the promise that nothing is cut: what does not fit on a leaf goes on on the next one. All
heights are rows of cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: An empty row between fields, so that they are told apart.
GAP = 1


@dataclass(frozen=True)
class Line:
    """One line of words: its letters' size in pixels, 0 for the terminal's own, and its height."""

    text: str
    size: int
    rows: int


Lines = tuple[Line, ...]


@dataclass(frozen=True)
class Field:
    """What a leaf shows of one choice: which one it is, and its lines or the rest of them."""

    index: int
    lines: Lines


@dataclass(frozen=True)
class Leaf:
    """One screenful: `words` above, fields to choose beneath."""

    words: Lines = ()
    fields: tuple[Field, ...] = ()


def rows_of_all(lines: Lines) -> int:
    """How high some lines are together."""
    return sum(line.rows for line in lines)


@dataclass
class _Pile:
    """A leaf that is being filled."""

    rows: int
    words: Lines = ()
    fields: tuple[Field, ...] = ()

    @property
    def gap(self) -> int:
        """The empty rows above the next field: none beneath words."""
        return GAP if self.fields else 0

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.fields

    def fitting(self, lines: Lines, gap: int = 0) -> Lines:
        """The first of these lines that still fit; one at least on an empty leaf."""
        free = self.rows - gap
        count = 0
        while count < len(lines) and rows_of_all(lines[: count + 1]) <= free:
            count += 1
        return lines[: max(count, 1 if self.is_empty else 0)]

    def take_words(self, lines: Lines) -> None:
        self.words += lines
        self.rows -= rows_of_all(lines)

    def take_field(self, field: Field) -> None:
        self.rows -= self.gap + rows_of_all(field.lines)
        self.fields += (field,)

    def leaf(self) -> Leaf:
        return Leaf(self.words, self.fields)


def lay_out(
    words: Lines, choices: Sequence[Lines], rows: int, first_rows: int | None = None
) -> list[Leaf]:
    """The leaves for `words` and then `choices`, in order; a choice is broken only where it must.

    Choices that fit on one leaf stay together, but never leave the first leaf for it.
    `first_rows`: what the first leaf has, where a picture takes the rest of it. A line that is
    higher than a leaf has one to itself.
    """
    leaves: list[Leaf] = []
    pile = _Pile(rows if first_rows is None else first_rows)

    def turn() -> _Pile:
        leaves.append(pile.leaf())
        return _Pile(rows)

    while words:
        taken = pile.fitting(words)
        if not taken:
            pile = turn()
            continue
        pile.take_words(taken)
        words = words[len(taken) :]
    if leaves and pile.words and _fit_only_alone(choices, pile, rows):
        pile = turn()
    for index, lines in enumerate(choices):
        while lines:
            taken = pile.fitting(lines, pile.gap)
            if len(taken) < len(lines) and not pile.is_empty:
                pile = turn()
                continue
            pile.take_field(Field(index, taken))
            lines = lines[len(taken) :]
    if not pile.is_empty or not leaves:
        leaves.append(pile.leaf())
    return leaves


def _fit_only_alone(choices: Sequence[Lines], pile: _Pile, rows: int) -> bool:
    """Whether all choices fit on a leaf of their own, but not on what is left of this one."""
    needed = sum(GAP + rows_of_all(lines) for lines in choices) - GAP
    return pile.rows < needed <= rows
