"""Sentences as large as a box of cells allows: half-block letters, or else its own."""

from functools import lru_cache
from textwrap import wrap

from look.big_words import LEAST_SIZE, break_lines, draw_line, line_rows

LARGEST_SIZE = 40
MOST_PAGES = 3


@lru_cache(maxsize=64)
def write_large(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """The lines of `text`, none wider than `columns`, as many as `rows` at most."""
    for size in range(LARGEST_SIZE, LEAST_SIZE - 1, -1):
        if line_rows(size) > rows:
            continue
        lines = break_lines(text, columns, size)
        if lines and len(lines) * line_rows(size) <= rows:
            return tuple(row for line in lines for row in draw_line(line, size))
    return tuple(wrap(" ".join(text.split(" ")), max(1, columns))[: max(0, rows)])


@lru_cache(maxsize=64)
def write_pages(text: str, columns: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """The same, in a few parts that take turns where only so the letters can be large."""
    lines_of_a_page = rows // line_rows(LEAST_SIZE)
    whole = write_large(text, columns, rows)
    if lines_of_a_page == 0 or _is_large(whole):
        return (whole,)
    lines = break_lines(text, columns, LEAST_SIZE)
    parts = [
        lines[start : start + lines_of_a_page] for start in range(0, len(lines), lines_of_a_page)
    ]
    if len(parts) > MOST_PAGES:
        return (whole,)
    return tuple(write_large(" ".join(part), columns, rows) for part in parts)


def _is_large(lines: tuple[str, ...]) -> bool:
    return all(set(line) <= set(" ▀▄█") for line in lines)
