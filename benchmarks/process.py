"""Processes that are measured: what they use, seen from outside, and how they are ended.

Figures come from Linux's /proc, so that the measured program carries nothing for it.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from benchmarks.options import ROOT

NANOSECONDS = 1e9
STOP_SECONDS = 20.0


class ProcessFailedError(Exception):
    """A process of the benchmark ended badly; the text has its last words."""


def rss(pid: int) -> int:
    """Bytes of a process that are in memory, shared pages included."""
    return _memory(pid, "Rss")


def pss(pid: int) -> int:
    """Bytes of a process in memory, each shared page counted by its part."""
    return _memory(pid, "Pss")


def processor_seconds(pid: int) -> float:
    """Seconds that all threads of a process have run so far, exact to the nanosecond."""
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        total += int((thread / "schedstat").read_text().split()[0])
    return total / NANOSECONDS


async def asked(module: str, question: Mapping[str, Any] | Struct) -> Any:
    """Run `python -m module` with the question as JSON on its input; its JSON answer.

    Raises ProcessFailedError.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        told, _ = await process.communicate(msgspec.json.encode(question))
    except asyncio.CancelledError:
        process.kill()
        await process.wait()
        raise
    if process.returncode != 0:
        raise ProcessFailedError(f"{module} ended with {process.returncode}")
    return msgspec.json.decode(told)


@asynccontextmanager
async def running(command: Sequence[str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process until the end of the block; then it is asked to stop, and in the end made to."""
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield process
    finally:
        await ended(process)


async def ended(process: asyncio.subprocess.Process) -> None:
    """Ask a process to stop, wait, and kill it where it does not."""
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_SECONDS)
    except TimeoutError:
        process.kill()
        await process.wait()


def last_words(log: Path) -> str:
    """The end of a log."""
    return "\n".join(log.read_text(errors="replace").strip().splitlines()[-12:])


def _memory(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) * 1024
    raise ProcessFailedError(f"no {name} of process {pid}")
