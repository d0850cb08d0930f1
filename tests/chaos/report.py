"""The table of faults in docs/reliability.md, written by the run itself."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.document import write_results
from benchmarks.machine import machine
from tests.chaos.outcome import Outcome

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
HEADINGS = (
    "Fault",
    "Times",
    "Numbers acknowledged",
    "Calls acknowledged",
    "Calls shown",
    "Sent again",
    "Lost, doubled, out of turn, missed",
)


def table(rows: Sequence[Outcome]) -> str:
    """The rows as a table of Markdown."""
    lines = [
        "| " + " | ".join(HEADINGS) + " |",
        "|---|" + "---:|" * (len(HEADINGS) - 1),
    ]
    for row in rows:
        counts = (row.times, row.numbers, row.calls, row.shown, row.unanswered, len(row.wrong))
        lines.append(f"| {row.fault} | " + " | ".join(f"{count:,}" for count in counts) + " |")
    return "\n".join(lines)


def write(rows: Sequence[Outcome], seconds: float, page: Path = PAGE) -> None:
    """Put the table between its markers, with where and when it was measured."""
    told = (
        f"One run of `make chaos` on {date.today().isoformat()}, {seconds / 60:.0f} minutes, on "
        f"{machine()}:"
    )
    write_results("chaos", f"{told}\n\n{table(rows)}", page)
