"""What a benchmark found: a table, the aims it was held to, and what must be known to read it."""

from collections.abc import Sequence

from msgspec import Struct


class Aim(Struct, frozen=True):
    """What was hoped for, what came out, and whether that is as hoped."""

    wanted: str
    found: str
    is_met: bool

    def __str__(self) -> str:
        return f"Aim: {self.wanted}. Found: {self.found}; {'met' if self.is_met else 'NOT met'}."


class Table(Struct, frozen=True):
    """The result of one benchmark. The first column names the rows; the others hold figures.

    Each note is one paragraph, wherever its lines are broken.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    aims: Sequence[Aim] = ()
    notes: Sequence[str] = ()


def as_text(table: Table) -> str:
    """For a terminal."""
    widths = [max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    ruler = tuple("-" * width for width in widths)
    lines = [_line(row, widths, "  ") for row in (table.columns, ruler, *table.rows)]
    return "\n".join([f"{table.name}: {table.title}", "", *lines, "", *_told(table)])


def as_markdown(table: Table) -> str:
    """For docs/performance.md."""
    widths = [max(map(len, column)) for column in zip(table.columns, *table.rows, strict=True)]
    ruler = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
    lines = [f"| {_line(row, widths, ' | ')} |" for row in (table.columns, ruler, *table.rows)]
    return "\n".join([*lines, "", *(f"- {each}" for each in _told(table))])


def _line(row: Sequence[str], widths: Sequence[int], between: str) -> str:
    cells = (row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:]))
    return between.join(cells)


def _told(table: Table) -> list[str]:
    return [*map(str, table.aims), *(" ".join(note.split()) for note in table.notes)]
