"""What every test stands on.

The developer's machine is kept out: no home folder, settings, proxies or language of theirs; and
the process runs in a time zone that is nobody's, so that local time taken by mistake shows.
In CI (ANTREAN_CI=1) a skipped test is a failed test: there, everything must be present.
"""

import os
import tempfile
import time
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.async_api import Browser, async_playwright, expect

from tests.chromium import find_chromium, running_chromium
from tests.postgres import PostgresServer, running_server, why_unavailable

FOREIGN_TIME_ZONE = "Pacific/Marquesas"  # half an hour off, far from every office
PERSONAL_PREFIXES = ("ANTREAN_", "LC_", "PG", "PYTHON", "TEXTUAL", "XDG_")
PERSONAL_NAMES = {
    *("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"),
    *("COLORTERM", "COLUMNS", "LINES", "FORCE_COLOR", "NO_COLOR", "LANGUAGE"),
}
KEPT = {"ANTREAN_CI", "PYTHONHASHSEED"}
# pytest loads readline, which sets these for the processes it starts, workers of xdist among them,
# without `os.environ` knowing it. A terminal application that finds them never asks its terminal.
SET_BY_READLINE = "COLUMNS", "LINES"
HOME_KEY = pytest.StashKey[tempfile.TemporaryDirectory[str]]()

# Wall time says nothing on a shared machine: no deadline, no complaint of slow drawing, and a page
# may take its time to show what it must.
expect.set_options(timeout=30_000)
settings.register_profile(
    "default",
    deadline=None,
    max_examples=60,
    stateful_step_count=40,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("deep", settings.get_profile("default"), max_examples=2000)
settings.load_profile("default")


def pytest_configure(config: pytest.Config) -> None:
    for name in SET_BY_READLINE:
        os.unsetenv(name)
    if hasattr(config, "workerinput"):
        return  # a worker of xdist inherits what its controller cleared
    for name in list(os.environ):
        personal = name.startswith(PERSONAL_PREFIXES) or name.upper() in PERSONAL_NAMES
        if personal and name not in KEPT:
            del os.environ[name]
    home = tempfile.TemporaryDirectory(prefix="antrean-home-")
    config.stash[HOME_KEY] = home
    os.environ.update(HOME=home.name, LANG="C.UTF-8", TZ=FOREIGN_TIME_ZONE)
    time.tzset()


def pytest_unconfigure(config: pytest.Config) -> None:
    home = config.stash.get(HOME_KEY, None)
    if home is not None:
        home.cleanup()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_if_skipped_in_ci(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_if_skipped_in_ci(report)
    return report


def fail_if_skipped_in_ci(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip into a failure, so that pytest's closing line and its exit status tell it."""
    if not os.environ.get("ANTREAN_CI") or not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} was skipped, and in CI nothing may be: {reason}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One real PostgreSQL server per worker, started when the first test wants it."""
    reason = why_unavailable()
    if reason is not None:
        pytest.skip(reason)
    with running_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database may be opened, on each engine in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "antrean.db")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(autouse=True)
def _nothing_sounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's loudspeaker is kept out, too: a test that wants one brings its own."""
    monkeypatch.setattr("terminal.player.PROGRAMS", ())


@pytest.fixture(scope="session")
def chromium_address() -> Iterator[str]:
    """One Chromium per worker, started when the first test wants it."""
    program = find_chromium()
    if program is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with running_chromium(program) as address:
        yield address


@pytest.fixture
async def chromium(chromium_address: str) -> AsyncIterator[Browser]:
    """The system's Chromium, headless, without a network of its own habits."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium_address)
        try:
            yield browser
        finally:
            await browser.close()  # the contexts of this test, not the program
