"""`antrean demo` as a person without a terminal runs it."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from demo import running

OPTIONS = ("--port", "0", "--speed", "600", "--visitors", "200", "--until", "09:00")


def test_a_morning_runs_without_a_terminal(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "antrean", "demo", *OPTIONS],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    told = process.stdout
    assert process.returncode == 0, told
    assert re.search(r"lobby display +http://127\.0\.0\.1:\d+/display/busy-day", told)
    assert "the demo's supervisor confirms it" in told
    assert re.search(r"desk +http://127\.0\.0\.1:\d+/desk/busy-day", told)
    assert re.search(r"ticket page +http://127\.0\.0\.1:\d+/t/busy-day/[\w-]{22}", told)
    assert "running without the kiosk" in told
    last = told.strip().splitlines()[-1]
    figures = {name: int(count) for name, count in re.findall(r"(\w+) (\d+)(?:,|$)", last)}
    assert figures["came"] > 20
    assert figures["refused"] == 0
    assert 0 < figures["finished"] <= figures["calls"] <= figures["came"] * 2
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_demo_takes_its_server_with_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "antrean", "demo", "--port", "0"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = ""
        while "ticket page" not in told:
            told += process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate()
    assert rest.strip().endswith("Stopped.")
    port = int(re.search(r"127\.0\.0\.1:(\d+)/display", told)[1])  # type: ignore[index]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_that_is_taken_is_told_and_not_mistaken_for_the_demo() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = subprocess.run(
            [sys.executable, "-m", "antrean", "demo", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    assert process.returncode == 1
    assert process.stderr.startswith(f"Error: port {port} is taken.")


def test_usual_port_gives_way_to_a_free_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(running, "USUAL_PORT", taken)
        assert running._choose_port(None) not in (0, taken)
