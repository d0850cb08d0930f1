"""One Chromium for a whole run of tests: starting one takes longer than most tests do."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """The system's Chromium."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def running_chromium(program: str) -> Iterator[str]:
    """The address at which a new, headless Chromium can be driven; it ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="antrean-chromium-"))
    process = subprocess.Popen(
        [program, *FLAGS, "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{_read_port(process, folder / 'DevToolsActivePort')}"
    finally:
        os.killpg(process.pid, 15)
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _read_port(process: "subprocess.Popen[bytes]", file: Path) -> int:
    """The port that Chromium has chosen, as soon as it tells."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        lines = file.read_text().splitlines() if file.exists() else []
        if len(lines) > 1:
            return int(lines[0])
        time.sleep(0.02)
    raise RuntimeError("Chromium does not start")
