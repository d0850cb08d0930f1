"""PostgreSQL's backup as docs/reliability.md tells it, line by line, with the real tools."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from server.journal.opening import open_journal
from tests.journal.keeping import keep, some_day
from tests.postgres import PostgresServer, find_binaries

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reliability.md").read_text()


def told_lines() -> str:
    found = re.search(r"<!-- tried by \S+ -->\n```sh\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """PostgreSQL's tools and our own on the PATH."""
    antrean = tmp_path / "bin" / "antrean"
    antrean.parent.mkdir()
    antrean.write_text(f'#!/bin/sh\nexec {sys.executable} -m antrean "$@"\n')
    antrean.chmod(0o755)
    path = f"{antrean.parent}:{find_binaries()}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}


async def test_what_is_told_of_postgresql_brings_the_days_back(
    postgres_server: PostgresServer, environment: dict[str, str], tmp_path: Path
) -> None:
    day = some_day()
    with postgres_server.database() as here, postgres_server.database() as there:
        async with open_journal(here) as journal:
            await keep(journal, day)
            epoch, rows = journal.epoch, await journal.tickets("test", day.records[0].at.date())
            done = subprocess.run(  # noqa: ASYNC221 - beside a server that waits
                ["sh", "-e", "-c", told_lines()],
                check=False,
                cwd=tmp_path,
                env={**environment, "DATABASE": here, "RESTORED": there},
                capture_output=True,
                text=True,
            )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "is sound. Days: 1" in done.stdout
        assert there not in done.stdout  # it may hold a password
        async with open_journal(there) as journal:
            assert journal.epoch != epoch
            assert await journal.tickets("test", day.records[0].at.date()) == rows
            assert [head.version for head in await journal.heads()] == [len(day.records)]
