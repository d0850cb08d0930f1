"""The house as a whole: what it is installed from, and what its wheel holds."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.async_api import Browser

from tests.postgres import PostgresServer

ROOT = Path(__file__).parents[1]
ROOMS = (
    *("personal", "protocol", "texts", "settings", "look", "speech", "server", "terminal"),
    *("kiosk", "displays", "desk", "demo"),
)
# What the apps cannot do without: catalogues, pages, their scripts and styles, migrations,
# fonts, Textual's styles.
NEEDED_SUFFIXES = {".mo", ".html", ".js", ".json", ".css", ".sql", ".tcss"}
FONT_SUFFIXES = {".ttf", ".otf", ".woff2"}


# ---------------------------------------------------------------- the lock


def locked_lines() -> list[str]:
    return (ROOT / "requirements.lock").read_text().splitlines()


def test_lock_names_no_host() -> None:
    telling = re.compile(r"://|@ |^\s*--(?!hash=)|\.(org|com|io|net)\b")
    assert [line for line in locked_lines() if telling.search(line)] == []


def test_lock_pins_every_requirement_with_hashes() -> None:
    pinned: dict[str, int] = {}
    name = ""
    for line in locked_lines():
        if found := re.match(r"([A-Za-z0-9._-]+)==\S+", line):
            name = canonicalize_name(found[1])
            pinned.setdefault(name, 0)
        elif "--hash=sha256:" in line:
            pinned[name] += 1
    wanted = {canonicalize_name(each.name) for each in requirements("antrean")}
    assert wanted - pinned.keys() == set()
    assert [each for each, hashes in pinned.items() if not hashes] == []


# ---------------------------------------------------------------- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing is left beside the sources."""
    source = tmp_path_factory.mktemp("source") / "antrean"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".?*", "build", "*.egg-info"))
    target = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", target, source)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def room_files() -> Iterator[str]:
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            parts = path.relative_to(ROOT).parts
            if path.is_file() and "__pycache__" not in parts and path.name[0] != ".":
                yield "/".join(parts)


def test_wheel_holds_all_files_of_the_rooms_and_no_other(wheel_names: set[str]) -> None:
    assert wheel_names == {*room_files(), "antrean.py"}


def test_wheel_holds_catalogues_pages_and_fonts(wheel_names: set[str]) -> None:
    suffixes = {Path(name).suffix for name in wheel_names}
    assert suffixes >= NEEDED_SUFFIXES
    assert suffixes & FONT_SUFFIXES


def test_wheel_holds_a_catalogue_of_every_language(wheel_names: set[str]) -> None:
    languages = {Path(name).parts[-3] for name in wheel_names if name.endswith(".mo")}
    assert languages >= {"id", "en"}


def test_wheel_runs_where_only_its_requirements_are(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "clean"
    venv.create(home, with_pip=False, symlinks=True)
    packages = next((home / "lib").glob("python*/site-packages"))
    for name in sorted(closure("antrean") - {"antrean"}):
        link_distribution(name, packages)
    python = home / "bin" / "python"
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install"),
        *("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel),
    )

    shown = run(home / "bin" / "antrean", "--help", cwd=tmp_path)
    for command in ("serve", "kiosk", "display", "desk", "demo", "lobby", "check"):
        assert re.search(rf"^\s+{command}\b", shown, re.MULTILINE), command

    # Every module can be imported from the wheel, and finds all that it needs there.
    program = (
        "import importlib, sys, server\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(server.__file__)"
    )
    told = run(python, "-W", "error", "-c", program, *modules_without_extras(), cwd=tmp_path)
    assert Path(told.strip()).is_relative_to(packages)


def modules_without_extras() -> list[str]:
    """All modules of the rooms but those that import what only an extra brings."""
    needs_extra = re.compile(r"^(?:import|from) (?:asyncpg|highspy)\b", re.MULTILINE)
    return [
        re.sub(r"(/__init__)?\.py$", "", name).replace("/", ".")
        for name in sorted(room_files())
        if name.endswith(".py")
        and not name.endswith("__main__.py")
        and not needs_extra.search((ROOT / name).read_text())
    ]


def requirements(name: str, extra: str = "") -> Iterator[Requirement]:
    """What the installed distribution says that it needs here."""
    for line in importlib.metadata.requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


def closure(name: str) -> set[str]:
    """The distribution and all that it needs to run, with the extras that it asks for."""
    waiting = [(name, "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        current = waiting.pop()
        if current not in seen:
            seen.add(current)
            for each in requirements(*current):
                waiting += [(each.name, extra) for extra in ("", *each.extras)]
    return {canonicalize_name(distribution) for distribution, _ in seen}


def link_distribution(name: str, packages: Path) -> None:
    """Make an installed distribution visible in another environment, without copying it."""
    distribution = importlib.metadata.distribution(name)
    for first in {file.parts[0] for file in distribution.files or () if file.parts[0] != ".."}:
        target = packages / first
        if not target.exists():
            target.symlink_to(Path(str(distribution.locate_file(first))))


def run(*command: str | Path, cwd: Path | None = None) -> str:
    """Run to the end; gives what was printed, and fails with it if the command failed."""
    done = subprocess.run(
        [str(each) for each in command],
        check=False,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


# ---------------------------------------------------------------- what tests stand on


def run_pytest_on_a_skip(folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    (folder / "test_skip.py").write_text(
        "import pytest\n\ndef test_skipped():\n    pytest.skip('no such machine')\n"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"),
            *("--rootdir", str(folder), "-c", "/dev/null", "-q", str(folder)),
        ],
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout


def test_skip_passes_on_a_developers_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANTREAN_CI", raising=False)
    code, shown = run_pytest_on_a_skip(tmp_path, {})
    assert (code, "1 skipped" in shown) == (0, True), shown


def test_skip_fails_in_ci(tmp_path: Path) -> None:
    code, shown = run_pytest_on_a_skip(tmp_path, {"ANTREAN_CI": "1"})
    assert (code, "1 failed" in shown) == (1, True), shown
    assert "no such machine" in shown


def test_programs_started_by_tests_ask_their_terminal_for_its_size() -> None:
    told = run("env").splitlines()
    assert [line for line in told if line.startswith(("COLUMNS=", "LINES="))] == []


def test_every_database_is_empty_and_goes_away(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as first, postgres_server.database() as second:
        assert first != second
        assert postgres_server.has_database(first)
    assert not postgres_server.has_database(first)
    assert not postgres_server.has_database(second)


async def test_chromium_runs_the_scripts_of_a_page(chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.set_content("<p></p><script>document.querySelector('p').append(6 * 7)</script>")
    assert await page.inner_text("p") == "42"
