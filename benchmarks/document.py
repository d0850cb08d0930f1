"""The results in docs/performance.md, between markers; what people wrote around them stays."""

import re
from pathlib import Path

from benchmarks.options import ROOT

PAGE = ROOT / "docs" / "performance.md"


class MarkersMissingError(Exception):
    """The page has no place for this benchmark's results."""


def write_results(name: str, results: str, page: Path = PAGE) -> None:
    """Put `results` between the markers of `name`. Raises MarkersMissingError."""
    begin, end = f"<!-- results: {name} -->", f"<!-- end: {name} -->"
    text = page.read_text(encoding="utf-8")
    between = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not between.search(text):
        raise MarkersMissingError(f"{page.name} has no place for {name!r}: {begin} ... {end}")
    page.write_text(
        between.sub(lambda _: f"{begin}\n{results}\n{end}", text, count=1), encoding="utf-8"
    )
