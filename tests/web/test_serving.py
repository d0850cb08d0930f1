"""`antrean serve`: what it needs, what it prints, how it refuses to start, how it stops."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.server_fixture import BUSY_DAY, ROOT, ServerProcess, running_server, server_process


def serve(*options: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run it, for starts that fail."""
    return subprocess.run(
        [sys.executable, "-m", "antrean", "serve", *map(str, options)],
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[ServerProcess]:
    async with server_process(tmp_path, options=("--log-level", "info")) as running:
        yield running


async def rest_of_output(process: ServerProcess) -> str:
    process.process.send_signal(signal.SIGTERM)
    told, _ = await process.process.communicate()
    return told.decode()


async def test_addresses_are_printed(process: ServerProcess) -> None:
    assert process.url.startswith("http://127.0.0.1:")
    told = await rest_of_output(process)
    assert f"{process.url}/display/busy-day" in told
    assert f"{process.url}/desk/busy-day" in told
    assert f"{process.url}/door/busy-day" in told
    assert process.key not in told
    assert "one-time password" not in told
    assert "rehearsal" in told


async def test_as_many_connections_as_the_system_allows(tmp_path: Path) -> None:
    soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(512, most), most))
    try:
        async with server_process(tmp_path) as running:
            assert resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, most))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_signal_stops_it_cleanly(process: ServerProcess, how: int) -> None:
    await process.issue("akta")
    assert await process.stop(how) == 0


async def test_whoever_is_signed_in_or_paired_is_so_after_a_restart(process: ServerProcess) -> None:
    await process.issue("akta", device="kiosk/kiosk-1")
    await process.kill()
    await process.start()
    await process.issue("akta", device="kiosk/kiosk-1")
    assert (await process.desk()).hall.waiting == 2


async def test_second_server_on_one_file_is_refused(process: ServerProcess, tmp_path: Path) -> None:
    done = serve(BUSY_DAY, "--database", process.database, "--port", "0", folder=tmp_path)
    assert done.returncode == 1
    assert "in use by another server" in done.stderr
    assert "Traceback" not in done.stderr


async def test_port_that_is_taken_is_told(process: ServerProcess, tmp_path: Path) -> None:
    port = process.url.rsplit(":", 1)[1]
    done = serve(BUSY_DAY, "--database", tmp_path / "other.db", "--port", port, folder=tmp_path)
    assert done.returncode == 1
    assert port in done.stderr
    assert "Traceback" not in done.stderr


def test_help_explains_itself(tmp_path: Path) -> None:
    done = serve("--help", folder=tmp_path)
    assert done.returncode == 0
    for option in ("--database", "--host", "--port", "--config", "--clock", "--speed"):
        assert option in done.stdout
    assert "OFFICE.toml" in done.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--host", "0.0.0.0"], ["public_url", "phones_reach"]),
        (["--host", "0.0.0.0", "--insecure-lan"], ["public_url"]),
        (["--host", "0.0.0.0", "--public-url", "http://a.b"], ["--public-url", "--insecure-lan"]),
        (["--local-certificate", "--insecure-lan"], ["--local-certificate", "insecure_lan"]),
        (["--clock", "nine o'clock"], ["--clock", "2026-06-23T09:00"]),
        (["--clock", "09:00"], ["--clock"]),
        (["--port", "70000"], ["--port", "65535"]),
        (["--database", "mysql://x/y"], ["--database", "postgresql://"]),
        (["--public-url", "example"], ["--public-url"]),
        (["--speed", "10"], ["--speed", "--clock"]),
    ],
)
def test_wrong_options_are_named(tmp_path: Path, options: list[str], told: list[str]) -> None:
    done = serve(BUSY_DAY, *options, folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for word in told:
        assert word in done.stderr
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


def test_all_wrong_files_are_named_at_once(tmp_path: Path) -> None:
    text = BUSY_DAY.read_text()
    wrong = {"minutes.toml": ("minutes = 3", "minuts = 3"), "letter.toml": ('"R"', '"O"')}
    for name, change in wrong.items():
        (tmp_path / name).write_text(text.replace(*change, 1))
    done = serve(*wrong, folder=tmp_path)
    assert done.returncode == 2
    assert all(name in done.stderr for name in wrong)
    assert "Traceback" not in done.stderr


def test_wrong_file_is_named(tmp_path: Path) -> None:
    wrong = tmp_path / "office.toml"
    wrong.write_text(BUSY_DAY.read_text().replace("minutes = 3\n", "minuts = 3\n"))
    done = serve(wrong, folder=tmp_path)
    assert done.returncode == 2
    assert "minuts" in done.stderr
    assert 'Did you mean "minutes"?' in done.stderr
    assert "Traceback" not in done.stderr


def test_two_offices_with_one_id_are_refused(tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    copy.write_text(BUSY_DAY.read_text())
    done = serve(BUSY_DAY, copy, folder=tmp_path)
    assert done.returncode == 2
    assert '"busy-day"' in done.stderr


def test_office_is_needed(tmp_path: Path) -> None:
    assert serve(folder=tmp_path).returncode == 2


async def test_insecure_lan_is_warned_of_and_its_tickets_lead_to_the_public_address(
    tmp_path: Path,
) -> None:
    options = ("--host", "0.0.0.0", "--insecure-lan", "--public-url", "http://antrean.example/")
    async with server_process(tmp_path, options=options, told=subprocess.STDOUT) as process:
        process.url = process.url.replace("0.0.0.0", "127.0.0.1")
        ticket = await process.issue("akta")
        assert ticket.url == f"http://antrean.example/t/busy-day/{ticket.token}"
        told = await rest_of_output(process)
    assert "WARNING" in told
    assert "http://antrean.example/display/busy-day" in told


async def test_several_offices_are_served_side_by_side(tmp_path: Path) -> None:
    other = str(ROOT / "examples" / "palembang.toml")
    async with server_process(tmp_path, options=(other,)) as process:
        async with process._session.get(f"{process.url}/api/v1/offices") as answer:
            listed: list[dict[str, Any]] = await answer.json()
        assert [each["id"] for each in listed] == ["busy-day", "dkps-plg"]
        ticket = await process.issue("akta")
        path = f"{process.url}/api/v1/offices/dkps-plg/tickets/by-token/{ticket.token}"
        async with process._session.get(path) as answer:
            assert answer.status == 404


async def test_log_is_json_lines(tmp_path: Path) -> None:
    async with server_process(
        tmp_path, options=("--log-level", "info"), told=subprocess.STDOUT
    ) as process:
        await process.hall()
        told = await rest_of_output(process)
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert [each["event"] for each in lines] == ["started", "request", "stopping", "stopped"]
    assert lines[1]["route"] == "/api/v1/offices/{office}"
    assert all({"level", "timestamp"} <= each.keys() for each in lines)


async def test_day_left_open_at_midnight_is_ended_by_the_next_start(tmp_path: Path) -> None:
    async with running_server(tmp_path) as server:
        ticket = await server.issue("akta")
        office = server.running.offices.get(server.office)
        assert office is not None
        before = office.today()
    async with running_server(tmp_path, clock="2026-06-24T09:00") as server:
        office = server.running.offices.get(server.office)
        assert office is not None
        rows = await office._journal.tickets(server.office, before)
        assert [(row.number, row.state) for row in rows] == [(ticket.number, "expired")]
        assert (await server.hall()).waiting == 0
