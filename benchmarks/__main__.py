"""`python -m benchmarks [NAME...]`: measure, show the tables, and with `--write` keep them."""

import asyncio
import importlib
import os
import resource
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from benchmarks.document import write_results
from benchmarks.machine import machine
from benchmarks.options import CACHE, Options
from benchmarks.table import Table, as_markdown, as_text

NAMES = ("issuing", "streams", "years", "startup", "kiosk", "screen", "slow", "lobby")


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1, type=click.Choice(NAMES))
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True, help="Of each.")
@click.option("--quick", is_flag=True, help="Tiny sizes, one run: to see the machinery work.")
@click.option(
    "--years",
    type=click.IntRange(min=1, max=10),
    default=10,
    show_default=True,
    help="How many years `years` looks back on; made once and kept (0.5 GB and 90 s each).",
)
@click.option("--write", is_flag=True, help="Put the results into docs/performance.md.")
def main(names: tuple[str, ...], runs: int, quick: bool, years: int, write: bool) -> None:
    """Measure Antrean beside the limits of this machine.

    Without names, all: issuing, streams, years, startup, kiosk, screen, slow, lobby. Have the
    machine to yourself.
    """
    if quick and write:
        raise click.UsageError("--quick measures nothing worth keeping; leave --write out.")
    _raise_file_limit()
    _keep_bytecode()
    named = machine()
    click.echo(f"{named}\n")
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=CACHE) as folder:
        options = Options(Path(folder), runs=1 if quick else runs, quick=quick, years=years)
        for name in names or NAMES:
            began = time.monotonic()
            table = asyncio.run(importlib.import_module(f"benchmarks.{name}").measure(options))
            click.echo(f"{as_text(table)}\n({time.monotonic() - began:.0f} s)\n")
            if write:
                write_results(name, _results(table, named, options))
            _clear(options.folder)


def _results(table: Table, named: str, options: Options) -> str:
    today = datetime.now(UTC).date().isoformat()
    runs = f"medians of {options.runs} runs" if options.runs > 1 else "one run"
    return f"Measured {today}, {runs}: {named}.\n\n{as_markdown(table)}"


def _raise_file_limit() -> None:
    """Thousands of streams need as many open files; the servers started here inherit it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _keep_bytecode() -> None:
    """What is installed has its bytecode beside it; so has what is measured, whatever is set here.

    Without it every start would compile the project's own modules, and those only.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _clear(folder: Path) -> None:
    for each in folder.iterdir():
        shutil.rmtree(each) if each.is_dir() else each.unlink()


if __name__ == "__main__":
    sys.exit(main())
