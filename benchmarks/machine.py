"""What the measuring machine is, in words that say how fast it is and not whose it is."""

import os
import platform
import sqlite3
from pathlib import Path

MEMORY_UNIT = 2**30


def machine() -> str:
    """CPU model, cores, memory, disk where known, and the software that matters."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MEMORY_UNIT
    return ", ".join(
        [
            f"{_processor()} ({cores} {'core' if cores == 1 else 'cores'})",
            f"{memory:.0f} GiB of memory",
            _disk(),
            f"Linux {platform.release().split('-')[0]}",
            f"Python {platform.python_version()}",
            f"SQLite {sqlite3.sqlite_version}",
        ]
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _disk() -> str:
    """The kind of disk this file lies on, as far as the system knows."""
    device = Path(__file__).stat().st_dev
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}").resolve()
    names = [block.name, block.parent.name]  # a partition's disk is its parent
    if any(name.startswith("vd") for name in names):
        return "a virtual disk"
    for place in (block, block.parent):
        rotational = place / "queue" / "rotational"
        if rotational.exists():
            return "a hard disk" if rotational.read_text().strip() == "1" else "a solid-state disk"
    return "a disk of unknown kind"
