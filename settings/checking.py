"""What `antrean check` tells of a file: what is wrong, what is allowed and cannot work, or "ok"."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from settings.problems import ConfigurationError


@dataclass(frozen=True)
class Findings:
    """Of a file that can be used: what it holds, in one line, and what to beware of."""

    told: str
    warnings: tuple[str, ...] = ()


Check = Callable[[Path], Findings]
"""Reads a file of one kind. Raises ConfigurationError with everything that is wrong."""


def check_files(
    files: Iterable[Path], kind_of: Callable[[Path], Check]
) -> Iterator[tuple[str, bool]]:
    """A line for each finding, and whether it is one that stops the file from being used."""
    for file in files:
        try:
            findings = kind_of(file)(file)
        except ConfigurationError as error:
            for problem in error.problems:
                yield f"wrong    {problem}", True
            continue
        for warning in findings.warnings:
            yield f"warning  {warning}", False
        yield f"ok       {file}: {findings.told}", False
