"""That every benchmark runs from end to end, with tiny sizes. No figure is judged."""

import importlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.__main__ import NAMES, main
from benchmarks.document import PAGE, MarkersMissingError, write_results
from benchmarks.options import Options
from benchmarks.table import Table, as_markdown, as_text


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
async def test_benchmark_runs(name: str, tmp_path: Path) -> None:
    options = Options(tmp_path, cache=tmp_path / "cache", runs=1, quick=True)
    table: Table = await importlib.import_module(f"benchmarks.{name}").measure(options)

    assert table.name == name
    assert table.rows
    for row in table.rows:
        assert len(row) == len(table.columns)
        figures = [float(cell.replace(",", "")) for cell in row[1:] if cell not in {"", "-"}]
        assert figures
    assert len(as_text(table).splitlines()) >= len(table.rows) + 4
    assert as_markdown(table).startswith("| ")


def test_page_has_a_place_for_every_benchmark(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text(PAGE.read_text())
    for name in NAMES:
        write_results(name, f"what {name} found", page)
        write_results(name, f"what {name} found later", page)
    written = page.read_text()
    for name in NAMES:
        assert f"<!-- results: {name} -->\nwhat {name} found later\n<!-- end: {name} -->" in written
        assert f"what {name} found\n" not in written


def test_page_without_a_place_is_told_and_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("# Nothing here\n")
    with pytest.raises(MarkersMissingError, match="no place for 'issuing'"):
        write_results("issuing", "results", page)
    assert page.read_text() == "# Nothing here\n"


@pytest.mark.parametrize(
    "arguments", [["--quick", "--write"], ["nothing-like-it"], ["--runs", "0"]]
)
def test_wrong_use_is_told(arguments: list[str]) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "Error" in done.output
