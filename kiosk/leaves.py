"""How words in large letters are laid out over the leaves of a small screen. Pure.

Owns the promise that nothing is cut: what does not fit on a leaf goes on on the next one. All
heights are rows of cells, all lines are as high as each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

#: An empty row above each field, so that fields are told apart.
GAP = 1

Lines = tuple[str, ...]


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


@dataclass
class _Pile:
    """A leaf that is being filled."""

    rows: int
    line_rows: int
    words: Lines = ()
    fields: tuple[Field, ...] = ()

    def free_lines(self, gap: int = 0) -> int:
        """How many more lines fit, an empty row of `gap` above them."""
        return max(0, self.rows - gap) // self.line_rows

    def take_words(self, lines: Lines) -> None:
        self.words += lines
        self.rows -= len(lines) * self.line_rows

    def take_field(self, field: Field) -> None:
        self.fields += (field,)
        self.rows -= GAP + len(field.lines) * self.line_rows

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.fields

    def leaf(self) -> Leaf:
        return Leaf(self.words, self.fields)


def lay_out(
    words: Lines, choices: Sequence[Lines], rows: int, line_rows: int, first_rows: int | None = None
) -> list[Leaf]:
    """The leaves for `words` and then `choices`, in order.

    `first_rows`: what the first leaf has, where a picture takes the rest of it.
    """
    leaves: list[Leaf] = []
    pile = _Pile(rows if first_rows is None else first_rows, line_rows)

    def turn() -> _Pile:
        leaves.append(pile.leaf())
        return _Pile(max(rows, line_rows + GAP), line_rows)

    while words:
        most = pile.free_lines()
        if most == 0:
            pile = turn()
            continue
        pile.take_words(words[:most])
        words = words[most:]
    for index, lines in enumerate(choices):
        while lines:
            if len(lines) > pile.free_lines(GAP) and not (pile.is_empty and pile.free_lines(GAP)):
                pile = turn()
                continue
            most = pile.free_lines(GAP)
            pile.take_field(Field(index, lines[:most]))
            lines = lines[most:]
    if not pile.is_empty or not leaves:
        leaves.append(pile.leaf())
    return leaves
